import { noUses } from '../api/own.ts';
import type { OwnUses } from '../api/uses.ts';
import { type Merge, mergeTree, virtualCommit } from '../git/merge.ts';
import type { Reader } from '../git/reader.ts';
import { type Git, GitFailure } from '../git/run.ts';
import type { Comparison } from '../model.ts';
import { analyzerFor } from '../outline/index.ts';
import { type OwnInputs, ownNotes, ownWork } from '../own/own.ts';
import { type ProtocolChange, protocolChange } from '../protocol/difference.ts';
import { filesOf, type ReadFiles } from './files.ts';
import { attribute, clashing } from './forecast.ts';
import { upstreamHistory } from './ground.ts';
import { baseOf, crossedReleases, forkOf, notesOf, releasesOf, targetOf } from './headings.ts';
import type { Question } from './question.ts';
import { rowsOf } from './rows.ts';
import { type Settled, settled, value } from './settled.ts';
import { historyNotes } from './sound.ts';
import { stand } from './stand.ts';
import { type Started, type StartWith, start } from './start.ts';
import { oidOf, type Survey } from './survey.ts';
import { tellHistory } from './told.ts';
import type { TreeFacts } from './trees.ts';
import { unreadNotes } from './unread.ts';
import type { Way } from './way.ts';

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
  /** How upstream got from base to target. */
  readonly way: Way;
}

export interface CompareWith extends StartWith {
  /** What has been begun already. */
  readonly started?: Started | undefined;
  /** Reads upstream's history; two comparisons with one upstream share what {@link readOnce} gives. */
  readonly readUpstream?: typeof upstreamHistory;
  /** Shared by two comparisons as well, and closed by whoever opened it. */
  readonly reader?: Reader;
}

/**
 * Compares a fork with its upstream. At most 14 git processes, whatever the number of files, commits or refs; nothing is
 * written to the repository.
 * @throws Complaint when the refs, the base, the changes or a requested target cannot be determined.
 */
export async function compare(inputs: CompareWith): Promise<Compared> {
  const started = inputs.started ?? (await start(inputs));
  if (inputs.reader) return compareIn(inputs.room.git, inputs.reader, started, inputs);
  const reader = inputs.room.reader();
  try {
    return await compareIn(inputs.room.git, reader, started, inputs);
  } finally {
    reader.close();
  }
}

async function compareIn(
  room: Git,
  reader: Reader,
  started: Started,
  { repository, layout, readUpstream = upstreamHistory }: CompareWith,
): Promise<Compared> {
  const { question, target } = started;
  const early = started.merge();
  const looks = new Map<Survey, Settled<ReadFiles>>(); // work for us while git tells upstream's history
  const ahead = (first: Survey): void => void looks.set(first, settled(filesOf(reader, first)));
  const { own, upstream, survey } = await stand(room, started, { repository, layout, readUpstream, reader, ahead });
  const told = await tellHistory(survey, upstream, own);
  const looking = looks.get(survey);
  const files = looking ? value(await looking) : await filesOf(reader, survey);
  const tags = releasesOf(question);
  const asked = { survey, told, own, upstream, tags, reader };
  const { copies, ...work } = await ownWork(asked);
  const uses = await usesOf(asked, question.targetRequested);
  const changes = rowsOf(survey, files, told, copies);
  const merge = await forecastMerge(room, question, survey, survey.target.sha === target.sha ? early : null);
  const changed = new Map(survey.ours.map(({ path, after }) => [path, oidOf(after)]));
  const releases = crossedReleases(question, survey, upstream);
  const unread = await unreadNotes(survey, reader);
  const newest = [...upstream.graph.values()].reduce((latest, { date }) => Math.max(latest, date), 0);
  return {
    comparison: {
      upstream: { remote: question.remote.name, newest },
      fork: forkOf(question, survey, own),
      base: baseOf(question, survey, upstream),
      target: targetOf(question, survey, told, releases),
      changes,
      forecast: attribute(merge, changed, await reader.texts(clashing(merge, changed))),
      own: work,
      notes: [
        ...question.notes,
        ...notesOf(survey),
        ...historyNotes(upstream, repository),
        ...unread,
        ...ownNotes(work),
      ],
    },
    trees: survey.trees,
    protocol: await protocolChange(survey.theirs, survey.trees, (oids) => reader.texts(oids)),
    uses,
    way: {
      graph: upstream.graph,
      releases,
      touches: told.touches,
      forecast: async (sha) =>
        attribute(await forecastMerge(room, question, { ...survey, target: { name: sha, sha } }, null), changed),
    },
  };
}

/** What the fork's own files use is only asked of a fork that added some. */
async function usesOf(inputs: OwnInputs, requested: boolean): Promise<OwnUses> {
  const added = inputs.survey.ours.filter(({ letter }) => letter === 'A');
  if (!added.some(({ path }) => analyzerFor(path) !== undefined)) return noUses;
  const { ownUses } = await import('../api/uses.ts');
  return ownUses(inputs, requested);
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
