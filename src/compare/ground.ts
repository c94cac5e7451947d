import type { Graph } from '../git/graph.ts';
import { type Held, type History, type HistoryCommit, readHistory, type Touch } from '../git/history.ts';
import { independent } from '../git/merge.ts';
import type { Places } from '../git/places.ts';
import type { Reader } from '../git/reader.ts';
import type { Room } from '../git/room.ts';
import type { Git } from '../git/run.ts';
import type { Oid } from '../model.ts';
import type { Question } from './question.ts';

/**
 * Commits of upstream's release lines that are read at most, the newest. elastic/connectors has 4 200; beyond this a
 * check would take seconds, and what lies further back is said not to have been searched.
 */
export const mostCommits = 20_000;

/** The fork's own commits (`>`), and the upstream commits just under them (`-`). */
export interface OwnHistory {
  readonly commits: readonly HistoryCommit[];
  readonly boundary: readonly HistoryCommit[];
  /** What the own commits did. */
  readonly touches: readonly Touch[];
}

/** What upstream's release lines (and the target that somebody named) hold. */
export interface UpstreamHistory {
  readonly graph: Graph;
  /** False when history goes back further than was read. */
  readonly whole: boolean;
  /** What the release lines gave the files there; a target on a feature branch publishes nothing. Read when it has not been yet. */
  touches(places: Places): Promise<Touch[]>;
  /** The same of the commits that lead up to the target and not to these bases, whoever's they are. */
  touchesSince(bases: readonly Oid[], target: Oid, places: Places): Promise<Touch[]>;
  /** The commits among these that no other of them can reach. */
  independent(commits: readonly Oid[]): Promise<Oid[]>;
  /** How many commits lead up to one that do not lead up to some others. */
  behind(bases: readonly Oid[], target: Oid): Promise<number>;
}

const releaseTips = ({ refs }: Question): Oid[] => [...refs.lines, ...refs.certainTags].map(({ commit }) => commit);

/** Where upstream's history is read from: its release lines, and the target that somebody named. */
export function upstreamTips(question: Question): Oid[] {
  const { targets, targetNamed } = question;
  return [...releaseTips(question), ...(targetNamed ? targets.slice(0, 1).map(({ sha }) => sha) : [])];
}

/** The fork's own commits: those that no release line of upstream has. */
export async function ownHistory(room: Git, question: Question): Promise<OwnHistory> {
  const without = question.base ? [...releaseTips(question), question.base.sha] : releaseTips(question);
  const history = await readHistory(room, { tips: [question.fork.sha], without, boundary: true, words: true });
  return {
    commits: history.commits.filter(({ boundary }) => !boundary),
    boundary: history.commits.filter(({ boundary }) => boundary),
    touches: history.touches(null).filter(({ commit }) => !commit.boundary), // git prints the boundary's own diffs too
  };
}

/**
 * Reads the history of the release lines: published and stale content, distances and labels all come from it. What its commits
 * did is read in the same go for the places that are sure to be asked about.
 */
export async function upstreamHistory(
  { git, reader }: Room,
  question: Question,
  places: Places,
): Promise<UpstreamHistory> {
  const range = { tips: upstreamTips(question), without: [], most: mostCommits, rootless: true };
  const first = await readHistory(git, { ...range, places });
  const { graph } = first;
  const whole = first.size < mostCommits;
  const holds = (commits: readonly Oid[]): boolean => whole && commits.every((sha) => graph.has(sha));
  const released = question.targetNamed ? graph.reachable(releaseTips(question)) : graph;
  const read = [first];
  const touchesAt = async (asked: Places): Promise<Touch[]> => {
    const known = read.find((one) => one.covers(asked));
    const history = known ?? (await readHistory(git, { ...range, places: asked }));
    if (!known) read.push(history);
    return history.touches(asked, await heldBy(history, asked, reader));
  };
  return {
    graph,
    whole,
    touches: async (asked) => (await touchesAt(asked)).filter(({ commit }) => released.has(commit.sha)),
    touchesSince: async (bases, target, asked) => {
      if (!holds([target, ...bases]) || !read.some((one) => one.covers(asked)))
        return (await readHistory(git, { tips: [target], without: bases, places: asked })).touches(asked);
      const since = graph.reachable([target], graph.reachable(bases));
      return (await touchesAt(asked)).filter(({ commit }) => since.has(commit.sha));
    },
    independent: async (commits) => {
      if (!holds(commits)) return independent(git, commits);
      const below = graph.reachable(commits.flatMap((sha) => graph.get(sha)?.parents ?? []));
      return commits.filter((sha) => !below.has(sha));
    },
    behind: async (bases, target) =>
      holds([target, ...bases])
        ? graph.reachable([target], graph.reachable(bases)).size
        : (await readHistory(git, { tips: [target], without: bases, places: [] })).size,
  };
}

/** What the first commits hold at some places: looked up, for listing all that an import brought takes longer than all else. */
async function heldBy({ roots }: History, places: Places, reader: Reader): Promise<Held> {
  return new Map(
    await Promise.all(roots.map(async ({ sha, tree }) => [sha, await reader.entries(tree, places)] as const)),
  );
}
