import { Complaint } from '../complaint.ts';
import {
  type Graph,
  type Held,
  type History,
  type HistoryCommit,
  reachable,
  readHistory,
  type Touch,
} from '../git/history.ts';
import type { Places } from '../git/places.ts';
import type { Reader } from '../git/reader.ts';
import type { Git } from '../git/run.ts';
import type { Oid, Path } from '../model.ts';
import { baseInGraph, closest, type FoundBase } from './base.ts';
import type { Question } from './question.ts';
import { parseVersion } from './versions.ts';

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
}

const releaseTips = ({ refs }: Question): Oid[] => [...refs.lines, ...refs.certainTags].map(({ commit }) => commit);

/** The fork's own commits: those that no release line of upstream has. */
export async function ownHistory(room: Git, question: Question): Promise<OwnHistory> {
  const without = question.base ? [...releaseTips(question), question.base.sha] : releaseTips(question);
  const history = await readHistory(room, {
    tips: [question.fork.sha],
    without,
    boundary: true,
    words: true,
  });
  return {
    commits: history.commits.filter(({ boundary }) => !boundary),
    boundary: history.commits.filter(({ boundary }) => boundary),
    touches: history.touches(null).filter(({ commit }) => !commit.boundary), // git prints the boundary's own diffs too
  };
}

/**
 * Reads the history of the release lines: published and stale content, distances, labels all come from it. What its commits
 * did is read in the same go for the places that are sure to be asked about.
 */
export async function upstreamHistory(
  room: Git,
  question: Question,
  places: Places,
  reader: Pick<Reader, 'entries'>,
): Promise<UpstreamHistory> {
  const { targets, targetNamed } = question;
  const named = targetNamed ? targets.slice(0, 1).map(({ sha }) => sha) : [];
  const range = { tips: [...releaseTips(question), ...named], without: [], most: mostCommits, rootless: true };
  const first = await readHistory(room, { ...range, places });
  const graph = new Map(first.commits.map((commit) => [commit.sha, commit]));
  const released = targetNamed ? reachable(graph, releaseTips(question)) : null;
  const read = [first];
  return {
    graph,
    whole: first.commits.length < mostCommits,
    touches: async (asked) => {
      const known = read.find((one) => one.covers(asked));
      const history = known ?? (await readHistory(room, { ...range, places: asked }));
      if (!known) read.push(history);
      const touches = history.touches(asked, await heldBy(history, asked, reader));
      return touches.filter(({ commit }) => released?.has(commit.sha) ?? true);
    },
  };
}

/** What the first commits hold at some places: looked up, for listing all that an import brought takes longer than all else. */
async function heldBy({ roots }: History, places: Places, reader: Pick<Reader, 'entries'>): Promise<Held> {
  return new Map(
    await Promise.all(roots.map(async ({ sha, tree }) => [sha, await reader.entries(tree, places)] as const)),
  );
}

/** {@link upstreamHistory} for a comparison, and for a second one that shares what it reads. */
export interface SharedReading {
  readonly first: typeof upstreamHistory;
  /** Waits for the first: the places of an earlier commit are nearly always among those of a later one. */
  readonly second: typeof upstreamHistory;
}

/** Reads upstream's history once for two comparisons with one upstream. */
export function readOnce(): SharedReading {
  const read = new Map<string, Promise<UpstreamHistory>>();
  const once: typeof upstreamHistory = (room, question, places, reader) => {
    const of = [...releaseTips(question), question.targetNamed, question.targets[0]?.sha].join(' ');
    const known = read.get(of) ?? upstreamHistory(room, question, places, reader);
    read.set(of, known);
    return known;
  };
  let begin = (): void => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  return {
    first: (...asked) => {
      begin();
      return once(...asked);
    },
    second: (...asked) => begun.then(() => once(...asked)),
  };
}

/** The base that own history or a given name decides; null when fork and upstream share nothing. */
export async function graphBase(room: Git, { base, fork }: Question, own: OwnHistory): Promise<FoundBase | null> {
  if (base) return { sha: base.sha, bases: [base.sha], how: 'given' };
  const tip = own.commits.find(({ sha }) => sha === fork.sha);
  if (!tip) return { sha: fork.sha, bases: [fork.sha], how: 'graph' }; // upstream has every commit of the fork
  return baseInGraph(room, own.boundary, tip.tree);
}

/**
 * The base of a fork without common history: the release whose tree is nearest to the fork's, by number of differing
 * paths. An import of a zip matches one exactly.
 */
export async function contentBase(
  room: Git,
  { refs, remote }: Question,
  forkTree: Oid,
  graph: Graph,
): Promise<FoundBase> {
  const points = [...refs.certainTags, ...refs.tags, ...refs.lines].flatMap(({ commit }) => graph.get(commit) ?? []);
  const nearest = await closest(room, forkTree, points);
  if (!nearest) throw new Complaint('the upstream has no commit to compare with', `git fetch ${remote.name} --tags`);
  const { point, paths, next } = nearest;
  return {
    sha: point.sha,
    bases: [point.sha],
    how: 'content',
    distance: { paths, next },
  };
}

/** What is known of the fork after comparing it with its base in the graph: hints at a squashed sync. */
export interface SquashSigns {
  readonly forkTree: Oid;
  readonly forkVersion: string | null;
  readonly baseVersion: string | null;
  readonly changed: number;
  /** Blobs of published changes, by path. */
  readonly published: ReadonlyMap<Path, Oid>;
  /** Where upstream gave those contents. */
  readonly touches: readonly Touch[];
}

/**
 * A fork may have taken an upstream release as one squashed commit: then the graph knows nothing of it, and everything that
 * upstream did looks like the fork's. Told by a VERSION that moved on, or by most changes being upstream's own content. The
 * virtual base is the upstream commit nearest to the fork's tree, when it is less than half as far as the base in the graph.
 */
export async function squashedBase(
  room: Git,
  { refs }: Question,
  signs: SquashSigns,
  graph: Graph,
): Promise<FoundBase | null> {
  const { forkVersion, baseVersion, published, changed, forkTree } = signs;
  const moved = forkVersion !== baseVersion && forkVersion !== null && parseVersion(forkVersion) !== null;
  const mostly = published.size >= 5 && published.size * 2 > changed;
  if (changed < 5 || (!moved && !mostly)) return null;
  const tagged = [...refs.certainTags, ...refs.tags].filter(({ name }) => name.endsWith(`/v${forkVersion}`));
  const named = moved ? tagged.flatMap(({ commit }) => graph.get(commit) ?? []) : [];
  const nearest = await closest(room, forkTree, [...named, ...(mostly ? introductions(signs) : [])]);
  if (!nearest || nearest.paths * 2 >= changed) return null;
  const { point, paths, next } = nearest;
  return {
    sha: point.sha,
    bases: [point.sha],
    how: 'virtual',
    distance: { paths, next },
  };
}

/** The newest commits that gave the published contents: the squashed sync ended at one of them, or soon after. */
function introductions({ published, touches }: SquashSigns): HistoryCommit[] {
  const given = touches.filter(({ path, blob }) => published.get(path) === blob).map(({ commit }) => commit);
  return [...new Set(given)].sort((a, b) => b.date - a.date).slice(0, 12);
}
