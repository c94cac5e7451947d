import { noUses } from '../api/own.ts';
import type { OwnUses } from '../api/uses.ts';
import { type Merge, mergeTree, virtualCommit } from '../git/merge.ts';
import type { Room } from '../git/room.ts';
import { type Git, GitFailure } from '../git/run.ts';
import type { Commit, Comparison, Forecast, Oid, Path } from '../model.ts';
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
  const lookAlong = (survey: Survey, reading: Promise<UpstreamHistory>): Look =>
    lookAround(room, { question, survey, reading, early: survey.target.sha === target.sha ? early : null });
  const ahead = (first: Survey, reading: Promise<UpstreamHistory>): void =>
    void looks.set(first, lookAlong(first, reading));
  const { own, upstream, survey } = await stand(room, started, { repository, layout, ahead });
  const told = await tellHistory(survey, upstream, own);
  const look = looks.get(survey) ?? lookAlong(survey, Promise.resolve(upstream));
  const files = value(await look.files);
  const tags = releasesOf(question);
  const asked = { survey, told, own, upstream, tags, reader };
  const { copies, ...work } = await ownWork(asked);
  const uses = await usesOf(asked, question.targetRequested);
  const changes = rowsOf(survey, files, { ...told, upstreamCommits: value(await look.since) }, copies);
  const releases = crossedReleases(question, survey, upstream);
  const unread = await unreadNotes(survey, reader);
  return {
    comparison: {
      upstream: { remote: question.remote.name, newest: newestIn(question, upstream) },
      fork: forkOf(question, survey, own),
      base: baseOf(question, survey, upstream),
      target: targetOf(question, survey, told, releases),
      changes,
      forecast: value(await look.forecast),
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
      forecast: async (sha) => {
        const there = { ...survey, target: { name: sha, sha } };
        return attribute(await forecastMerge(git, question, there, null), contentsOf(survey));
      },
    },
  };
}

/** What is told of a survey while git tells upstream's history. */
interface Look {
  readonly files: Settled<ReadFiles>;
  readonly since: Settled<ReadonlyMap<Path, readonly Commit[]>>;
  readonly protocol: Settled<ProtocolChange>;
  readonly forecast: Settled<Forecast>;
}

interface LookWith {
  readonly question: Question;
  readonly survey: Survey;
  readonly reading: Promise<UpstreamHistory>;
  readonly early: Settled<Merge> | null;
}

function lookAround({ git, reader }: Room, { question, survey, reading, early }: LookWith): Look {
  const found = findHomes(reader, survey);
  return {
    files: settled(found.then((homes) => filesOf(survey, homes))),
    since: settled(upstreamSince(git, survey, found, reading)),
    protocol: settled(protocolChange(survey.theirs, survey.trees, (oids) => reader.texts(oids))),
    forecast: settled(forecastOf({ git, reader }, question, survey, early)),
  };
}

async function forecastOf(
  { git, reader }: Pick<Room, 'git' | 'reader'>,
  question: Question,
  survey: Survey,
  early: Settled<Merge> | null,
): Promise<Forecast> {
  const merge = await forecastMerge(git, question, survey, early);
  const changed = contentsOf(survey);
  return attribute(merge, changed, await reader.texts(clashing(merge, changed)));
}

const contentsOf = ({ ours }: Survey): Map<Path, Oid | null> =>
  new Map(ours.map(({ path, after }) => [path, oidOf(after)]));

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
