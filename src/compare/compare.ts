import { noUses } from '../api/own.ts';
import type { OwnUses } from '../api/uses.ts';
import { type Merge, mergeTree, virtualCommit } from '../git/merge.ts';
import type { Reader } from '../git/reader.ts';
import type { Repository } from '../git/repository.ts';
import type { Room } from '../git/room.ts';
import { type Git, GitFailure } from '../git/run.ts';
import type { Layout } from '../layout/layout.ts';
import type { Comparison, Oid, Path } from '../model.ts';
import { analyzerFor } from '../outline/index.ts';
import { type OwnInputs, ownNotes, ownWork } from '../own/own.ts';
import { unitsOf } from '../own/units.ts';
import { type ProtocolChange, protocolChange } from '../protocol/difference.ts';
import type { FoundBase } from './base.ts';
import { filesOf } from './files.ts';
import { attribute, clashing } from './forecast.ts';
import {
  contentBase,
  graphBase,
  type OwnHistory,
  ownHistory,
  squashedBase,
  type UpstreamHistory,
  upstreamHistory,
} from './ground.ts';
import { baseOf, forkOf, notesOf, releasesOf, targetOf } from './headings.ts';
import { type Asked, type Question, resolveQuestion } from './question.ts';
import { rowsOf } from './rows.ts';
import { historyNotes, requireKnownLines, requireWholeHistory } from './sound.ts';
import { oidOf, type Survey, type SurveyOf, surveyOf } from './survey.ts';
import { firstHeld } from './target.ts';
import { tellHistory } from './told.ts';
import type { TreeFacts } from './trees.ts';

/** The comparison, and what the three trees say of themselves. */
export interface Compared {
  readonly comparison: Comparison;
  readonly trees: {
    readonly base: TreeFacts;
    readonly fork: TreeFacts;
    readonly target: TreeFacts;
  };
  /** What the target does to the connector protocol. */
  readonly protocol: ProtocolChange;
  /** What the files that the fork added use of upstream's. */
  readonly uses: OwnUses;
}

export interface CompareWith {
  readonly repository: Repository;
  readonly room: Room;
  readonly layout: Layout;
  readonly asked: Asked;
  /** Reads upstream's history; two comparisons with one upstream share what {@link readOnce} gives. */
  readonly readUpstream?: typeof upstreamHistory;
}

/**
 * Compares a fork with its upstream. At most 14 git processes, whatever the number of files, commits or refs; nothing is
 * written to the repository.
 * @throws Complaint when the refs, the base, the changes or a requested target cannot be determined.
 */
export async function compare(inputs: CompareWith): Promise<Compared> {
  const question = await resolveQuestion(inputs.repository, inputs.layout, inputs.asked);
  const reader = inputs.room.reader();
  try {
    return await compareIn(inputs.room.git, reader, question, inputs);
  } finally {
    reader.close();
  }
}

async function compareIn(
  room: Git,
  reader: Reader,
  question: Question,
  { repository, layout, readUpstream = upstreamHistory }: CompareWith,
): Promise<Compared> {
  const guess = firstHeld(question.targets, { has: () => true }, question.remote.name);
  const early = settled(mergeTree(room, guess.sha, question.fork.sha)); // takes longest, so it starts first
  const own = await ownHistory(room, question);
  const reading = readUpstream(room, question, placesAskedOf(own, layout));
  reading.catch(() => {}); // it is looked at later, or never when something else fails first
  requireWholeHistory(repository, question, own);
  const fork = question.fork.sha;
  const found =
    (await graphBase(room, question, own)) ??
    (await contentBase(room, question, treeOf(own, fork), (await reading).graph));
  const first = await surveyOf(room, {
    fork,
    layout,
    found,
    target: guess,
    own,
    reader,
  });
  const looking = settled(filesOf(reader, first)); // work for us while git tells upstream's history
  const upstream = await reading;
  const survey = await finalSurvey(
    room,
    question,
    { fork, layout, found, target: guess, own, reader },
    first,
    upstream,
  );
  // in a shallow clone a base found by content would hide that the graph is wrong
  await requireKnownLines({ reader, repository, layout, question, own, upstream }, repository.shallow ? first : survey);
  const told = await tellHistory(survey, upstream, own);
  const files = survey === first ? value(await looking) : await filesOf(reader, survey);
  const tags = releasesOf(question);
  const asked = { survey, told, own, upstream, tags, reader };
  const { copies, ...work } = await ownWork(asked);
  const uses = await usesOf(asked, question.targetRequested);
  const changes = rowsOf(survey, files, told, copies);
  const merge = await forecastMerge(room, question, survey, survey.target.sha === guess.sha ? early : null);
  const changed = new Map(survey.ours.map(({ path, after }) => [path, oidOf(after)]));
  const newest = [...upstream.graph.values()].reduce((latest, { date }) => Math.max(latest, date), 0);
  return {
    comparison: {
      upstream: { remote: question.remote.name, newest },
      fork: forkOf(question, survey, own),
      base: baseOf(question, survey, upstream),
      target: targetOf(question, survey, told, upstream),
      changes,
      forecast: attribute(merge, changed, await reader.texts(clashing(merge, changed))),
      own: work,
      notes: [...question.notes, ...notesOf(survey), ...historyNotes(upstream, repository), ...ownNotes(work)],
    },
    trees: survey.trees,
    protocol: await protocolChange(survey.theirs, survey.trees, (oids) => reader.texts(oids)),
    uses,
  };
}

/** What the fork's own files use is only asked of a fork that added some. */
async function usesOf(inputs: OwnInputs, requested: boolean): Promise<OwnUses> {
  const added = inputs.survey.ours.filter(({ letter }) => letter === 'A');
  if (!added.some(({ path }) => analyzerFor(path) !== undefined)) return noUses;
  const { ownUses } = await import('../api/uses.ts');
  return ownUses(inputs, requested);
}

/** A squashed sync changes more files than this. */
const fewest = 5;

/** Surveys again where history shows that base or target was another: a squashed sync, a fork's own tag. */
async function finalSurvey(
  room: Git,
  question: Question,
  of: SurveyOf,
  first: Survey,
  upstream: UpstreamHistory,
): Promise<Survey> {
  const target = question.targetNamed ? of.target : firstHeld(question.targets, upstream.graph, question.remote.name);
  const squashed =
    of.found.how === 'graph' && first.ours.length >= fewest
      ? await squashOf(room, question, first, upstream, of.own)
      : null;
  if (!squashed && target.sha === of.target.sha) return first;
  return surveyOf(room, { ...of, target, found: squashed ?? of.found });
}

async function squashOf(
  room: Git,
  question: Question,
  survey: Survey,
  upstream: UpstreamHistory,
  own: OwnHistory,
): Promise<FoundBase | null> {
  const { trees, ours } = survey;
  const { verdicts, touches } = await tellHistory(survey, upstream, own);
  const published = ours.filter(({ path }) => verdicts.get(path)?.published);
  const signs = {
    forkTree: trees.fork.tree,
    forkVersion: trees.fork.version,
    baseVersion: trees.base.version,
    changed: ours.length,
    published: new Map(published.map(({ path, after }) => [path, after])),
    touches,
  };
  return squashedBase(room, question, signs, upstream.graph);
}

/** Merges what `git merge` would, or, where the fork's history hides its base, what it would with the history kept. */
async function forecastMerge(
  room: Git,
  question: Question,
  { found, target, trees }: Survey,
  early: Settled<Merge> | null,
): Promise<Merge> {
  if (found.how === 'graph' || found.how === 'given') {
    const outcome = await (early ?? settled(mergeTree(room, target.sha, question.fork.sha)));
    if (outcome.ok || !(outcome.error instanceof GitFailure)) return value(outcome);
    if (!/unrelated histories/.test(outcome.error.stderr)) throw outcome.error;
  }
  const parents = found.how === 'virtual' ? [question.fork.sha, found.sha] : [found.sha];
  const date = Math.max(trees.fork.date, trees.target.date);
  return mergeTree(room, target.sha, await virtualCommit(room, trees.fork.tree, parents, date));
}

type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };
type Settled<T> = Promise<Outcome<T>>;

function value<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw outcome.error;
}

/** Where the fork's own commits were, and, since it may have copied something, where upstream ever kept sources. */
function placesAskedOf({ touches }: OwnHistory, layout: Layout): Path[] {
  const mayBeCopy = touches.some(({ added, path }) => added && analyzerFor(path));
  return [...new Set(touches.map(({ path }) => path)), ...(mayBeCopy ? unitsOf(layout).roots : [])];
}

/** A promise that may be looked at late: its failure waits to be asked for. */
function settled<T>(promise: Promise<T>): Settled<T> {
  return promise.then(
    (value) => ({ ok: true, value }),
    (error: unknown) => ({ ok: false, error }),
  );
}

function treeOf({ commits }: OwnHistory, commit: Oid): Oid {
  const tree = commits.find(({ sha }) => sha === commit)?.tree;
  if (tree === undefined) throw new Error('the fork is missing from its own history');
  return tree;
}
