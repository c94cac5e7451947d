import { readFileSync } from 'node:fs';
import { Complaint } from '../complaint.ts';
import { type Merge, mergeTree, virtualCommit } from '../git/merge.ts';
import { type Repository, tooOld } from '../git/repository.ts';
import type { Room } from '../git/room.ts';
import { type Git, GitFailure } from '../git/run.ts';
import type { Layout } from '../layout/layout.ts';
import type { Base, Comparison, Fork, Note, Oid, Target } from '../model.ts';
import { type FoundBase, labelOf } from './base.ts';
import { loadFiles, readFiles } from './files.ts';
import { attribute } from './forecast.ts';
import {
  contentBase,
  graphBase,
  historyNotes,
  type OwnHistory,
  ownHistory,
  requireWholeHistory,
  squashedBase,
  type UpstreamHistory,
  upstreamHistory,
} from './ground.ts';
import { type Asked, type Question, resolveQuestion } from './question.ts';
import { rowsOf } from './rows.ts';
import { oidOf, type Survey, type SurveyOf, surveyOf } from './survey.ts';
import { firstHeld } from './target.ts';
import { type Told, tellHistory } from './told.ts';
import type { TreeFacts } from './trees.ts';
import { shortName } from './upstream.ts';
import { compareVersions, parseVersion } from './versions.ts';

/** The comparison, and what the three trees say of themselves. */
export interface Compared {
  readonly comparison: Comparison;
  readonly trees: {
    readonly base: TreeFacts;
    readonly fork: TreeFacts;
    readonly target: TreeFacts;
  };
}

export interface CompareWith {
  readonly repository: Repository;
  readonly room: Room;
  readonly layout: Layout;
  readonly asked: Asked;
}

/**
 * Compares a fork with its upstream. At most 14 git processes, whatever the number of files, commits or refs; nothing is
 * written to the repository.
 * @throws Complaint when the refs, the base, the changes or a requested target cannot be determined.
 */
export async function compare(inputs: CompareWith): Promise<Compared> {
  const question = await resolveQuestion(inputs.repository, inputs.layout, inputs.asked);
  try {
    return await compareIn(inputs.room.git, question, inputs);
  } catch (error) {
    throw outOfReach(error, inputs.repository, question);
  }
}

async function compareIn(room: Git, question: Question, { repository, layout }: CompareWith): Promise<Compared> {
  const guess = firstHeld(question.targets, { has: () => true }, question.remote.name);
  const early = settled(mergeTree(room, guess.sha, question.fork.sha)); // takes longest, so these two start first
  const reading = upstreamHistory(room, question);
  const own = await ownHistory(room, question);
  requireWholeHistory(repository, question, own, shallowEdge(repository));
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
  });
  const loading = settled(loadFiles(room, first));
  const upstream = await reading; // before any real work of ours: while we work, nobody empties git's pipes
  const survey = await finalSurvey(room, question, { fork, layout, found, target: guess, own }, first, upstream);
  const told = tellHistory(survey, upstream, own);
  const files = await readFiles(survey, survey === first ? value(await loading) : await loadFiles(room, survey));
  const changes = rowsOf(survey, files, told);
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
      forecast: attribute(merge, changed),
      notes: [...question.notes, ...notesOf(survey), ...historyNotes(upstream)],
    },
    trees: survey.trees,
  };
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
  const { verdicts, touches } = tellHistory(survey, upstream, own);
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
    if (outcome.error.code === 129) throw await tooOld(room); // usage: git < 2.38 knows another merge-tree
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

/** A promise that may be looked at late: its failure waits to be asked for. */
function settled<T>(promise: Promise<T>): Settled<T> {
  return promise.then(
    (value) => ({ ok: true, value }),
    (error: unknown) => ({ ok: false, error }),
  );
}

function forkOf({ fork }: Question, { trees }: Survey, { commits }: OwnHistory): Fork {
  const ownMerges = commits.filter(({ parents }) => parents.length > 1).length;
  return {
    ref: fork.name,
    sha: fork.sha,
    version: trees.fork.version,
    ownCommits: commits.length,
    ownMerges,
  };
}

function baseOf(question: Question, { found, trees }: Survey, { graph }: UpstreamHistory): Base {
  const { version, date } = trees.base;
  const ref = question.base?.name ?? labelOf(found.sha, version, question.refs, graph);
  return {
    ref,
    sha: found.sha,
    bases: found.bases,
    version,
    how: found.how,
    date,
  };
}

function targetOf(
  { refs, targetRequested }: Question,
  { target, trees }: Survey,
  { between }: Told,
  { graph }: UpstreamHistory,
): Target {
  const { version, date } = trees.target;
  const [from, to] = [parseVersion(trees.base.version ?? ''), parseVersion(version ?? '')];
  const crossed = [...refs.certainTags, ...refs.tags].filter(({ commit, name }) => {
    const release = parseVersion(shortName(name));
    if (!from || !to || !release || !graph.has(commit)) return false;
    return compareVersions(release, from) > 0 && compareVersions(release, to) <= 0;
  });
  return {
    ref: target.name,
    sha: target.sha,
    version,
    behind: between.size,
    date,
    requested: targetRequested,
    releases: [...new Set(crossed.map(({ name }) => shortName(name)))].sort(byVersion),
  };
}

function byVersion(a: string, b: string): number {
  const [x, y] = [parseVersion(a), parseVersion(b)];
  return x && y ? compareVersions(x, y) : 0;
}

function notesOf({ found }: Survey): Note[] {
  const { how, distance } = found;
  if (!distance) return [];
  const why = how === 'content' ? 'fork and upstream share no history' : 'upstream was taken in without its history';
  const next = distance.next === null ? '' : `, the next nearest in ${distance.next}`;
  return [
    {
      kind: 'note',
      text: `${why}: the base was found by content (it differs in ${distance.paths} paths${next})`,
    },
  ];
}

function treeOf({ commits }: OwnHistory, commit: Oid): Oid {
  const tree = commits.find(({ sha }) => sha === commit)?.tree;
  if (tree === undefined) throw new Error('the fork is missing from its own history');
  return tree;
}

function shallowEdge({ shallow, shallowFile }: Repository): ReadonlySet<Oid> {
  return new Set(shallow ? readFileSync(shallowFile, 'utf8').split('\n').filter(Boolean) : []);
}

/** git could not read an object: of a partial clone it was left out, otherwise the repository is damaged. */
function outOfReach(error: unknown, { remotes }: Repository, { remote }: Question): unknown {
  if (
    !(error instanceof GitFailure) ||
    !/unable to read|missing|could not (?:fetch|read)|bad (?:object|tree)|not a valid object|unable to (?:parse|load)/i.test(
      error.stderr,
    )
  )
    return error;
  const reason = error.stderr.trim().split('\n')[0] ?? '';
  const partial = remotes.find(({ promisor }) => promisor);
  return partial
    ? new Complaint(`this is a partial clone, and objects the check needs were never fetched (${reason})`, [
        `git fetch --refetch --no-filter ${partial.name}   # git >= 2.36: completes the clone`,
        `git fetch ${remote.name} --tags`,
      ])
    : new Complaint(`git cannot read an object of this repository (${reason})`, 'git fsck   # says what is damaged');
}
