import { noUses } from '../api/own.ts';
import type { OwnUses } from '../api/uses.ts';
import { type Merge, mergeTree, virtualCommit } from '../git/merge.ts';
import type { Room } from '../git/room.ts';
import { type Git, GitFailure } from '../git/run.ts';
import type { Commit, Comparison, Path } from '../model.ts';
import { analyzerFor } from '../outline/index.ts';
import { type OwnInputs, ownNotes, ownWork } from '../own/own.ts';
import { type ProtocolChange, protocolChange } from '../protocol/difference.ts';
import { filesOf, findHomes, type ReadFiles } from './files.ts';
import { attribute, clashing } from './forecast.ts';
import type { UpstreamHistory } from './ground.ts';
import { baseOf, crossedReleases, forkOf, newestIn, notesOf, releasesOf, targetOf } from './headings.ts';
import type { Question } from './question.ts';
import { rowsOf } from './rows.ts';
import { type Settled, settled, value } from './settled.ts';
import { upstreamSince } from './since.ts';
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

/**
 * Compares a fork with its upstream. At most 14 git processes, whatever the number of files, commits or refs; nothing is
 * written to the repository.
 * @throws Complaint when the refs, the base, the changes or a requested target cannot be determined.
 */
export async function compare(inputs: StartWith): Promise<Compared> {
  return compareStarted(await start(inputs), inputs);
}

/** The rest of {@link compare}, of a comparison that has been started. */
export async function compareStarted(
  started: Started,
  { repository, layout, room }: Omit<StartWith, 'asked'>,
): Promise<Compared> {
  const { git, reader } = room;
  const { question, target } = started;
  const early = started.merge();
  const looks = new Map<Survey, Look>(); // work for us while git tells upstream's history
  const ahead = (first: Survey, reading: Promise<UpstreamHistory>): void =>
    void looks.set(first, lookAround(room, first, reading));
  const { own, upstream, survey } = await stand(room, started, { repository, layout, ahead });
  const told = await tellHistory(survey, upstream, own);
  const look = looks.get(survey) ?? lookAround(room, survey, Promise.resolve(upstream));
  const files = value(await look.files);
  const tags = releasesOf(question);
  const asked = { survey, told, own, upstream, tags, reader };
  const { copies, ...work } = await ownWork(asked);
  const uses = await usesOf(asked, question.targetRequested);
  const changes = rowsOf(survey, files, { ...told, upstreamCommits: value(await look.since) }, copies);
  const merge = await forecastMerge(git, question, survey, survey.target.sha === target.sha ? early : null);
  const changed = new Map(survey.ours.map(({ path, after }) => [path, oidOf(after)]));
  const releases = crossedReleases(question, survey, upstream);
  const unread = await unreadNotes(survey, reader);
  return {
    comparison: {
      upstream: { remote: question.remote.name, newest: newestIn(question, upstream) },
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
    protocol: value(await look.protocol),
    uses,
    way: {
      graph: upstream.graph,
      releases,
      touches: told.touches,
      forecast: async (sha) =>
        attribute(await forecastMerge(git, question, { ...survey, target: { name: sha, sha } }, null), changed),
    },
  };
}

/** What is read of a survey whatever history tells. */
interface Look {
  readonly files: Settled<ReadFiles>;
  readonly since: Settled<ReadonlyMap<Path, readonly Commit[]>>;
  readonly protocol: Settled<ProtocolChange>;
}

function lookAround({ git, reader }: Room, survey: Survey, upstream: Promise<UpstreamHistory>): Look {
  const found = findHomes(reader, survey);
  return {
    files: settled(found.then((homes) => filesOf(survey, homes))),
    since: settled(upstreamSince(git, survey, found, upstream)),
    protocol: settled(protocolChange(survey.theirs, survey.trees, (oids) => reader.texts(oids))),
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
