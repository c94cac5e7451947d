import { Complaint } from '../complaint.ts';
import { distances } from '../git/changes.ts';
import type { Graph } from '../git/graph.ts';
import type { HistoryCommit } from '../git/history.ts';
import type { Git } from '../git/run.ts';
import type { BaseHow, Oid } from '../model.ts';
import type { OwnHistory, UpstreamHistory } from './ground.ts';
import type { Question } from './question.ts';
import { shortName, type UpstreamLine, type UpstreamRefs } from './upstream.ts';
import { lineOf } from './versions.ts';

/** A commit that content is compared with. */
export interface Point {
  readonly sha: Oid;
  readonly tree: Oid;
}

/** The base as found, before anybody reads its VERSION. */
export interface FoundBase {
  readonly sha: Oid;
  readonly bases: readonly Oid[];
  readonly how: BaseHow;
  /** For `content` and `virtual`: in how many paths fork and base differ, and the runner-up's number. */
  readonly distance?: { readonly paths: number; readonly next: number | null };
}

/**
 * The base that own history or a given name decides; null when fork and upstream share nothing. A fork that merged upstream
 * repeatedly has many upstream commits under its own, and nearly always the newest of them can reach all others: it is a guess
 * then, until upstream's history has been read ({@link certainBase}).
 */
export function likelyBase({ base, fork }: Question, { commits, boundary }: OwnHistory): FoundBase | null {
  if (base) return { sha: base.sha, bases: [base.sha], how: 'given' };
  if (commits.length === 0) return { sha: fork.sha, bases: [fork.sha], how: 'graph' }; // upstream has every commit of the fork
  const newest = boundary.reduce<HistoryCommit | undefined>((a, b) => (a && a.date >= b.date ? a : b), undefined);
  return newest === undefined ? null : { sha: newest.sha, bases: [newest.sha], how: 'graph' };
}

/**
 * What became of the guess: those of the upstream commits under the fork's own that no other of them can reach. Of several (cut
 * from 9.2, later merged main) the one with the fewest differing files is compared with.
 */
export async function certainBase(
  room: Git,
  likely: FoundBase,
  { commits, boundary }: OwnHistory,
  upstream: UpstreamHistory,
): Promise<FoundBase> {
  if (likely.how !== 'graph' || commits.length === 0 || boundary.length < 2) return likely;
  const left = new Set(await upstream.independent(boundary.map(({ sha }) => sha)));
  const points = boundary.filter(({ sha }) => left.has(sha));
  const [tip] = commits;
  const nearest = points.length > 1 && tip ? await closest(room, tip.tree, points) : { point: points[0] };
  if (!nearest?.point) throw new Error('every upstream commit under the fork can be reached from another');
  return { sha: nearest.point.sha, bases: points.map(({ sha }) => sha), how: 'graph' };
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

/** The point whose tree differs from the fork's in the fewest paths, and how far it and the next one are. */
export async function closest<P extends Point>(
  room: Git,
  forkTree: Oid,
  points: readonly P[],
): Promise<{ point: P; paths: number; next: number | null } | null> {
  const paths = await distances(
    room,
    forkTree,
    points.map(({ tree }) => tree),
  );
  const order = points.map((point, i) => ({ point, paths: paths[i] ?? 0 })).sort((a, b) => a.paths - b.paths);
  const [best] = order;
  return best
    ? {
        ...best,
        next: order.find(({ point }) => point.tree !== best.point.tree)?.paths ?? null,
      }
    : null;
}

/**
 * What people call the base: the default branch if it holds it, else the line its VERSION names, else any line that holds
 * it, else a tag on it, else its abbreviated id. "The line with the fewest commits" would not do: up to 154 refs tie.
 */
export function labelOf(
  base: Oid,
  version: string | null,
  { lines, tags, certainTags }: UpstreamRefs,
  graph: Graph,
): string {
  const holds = (line: UpstreamLine): boolean => graph.reachable([line.commit]).has(base);
  const [byDefault, ...others] = lines;
  const named = others.filter(({ branch }) => branch === lineOf(version));
  const line = [...(byDefault ? [byDefault] : []), ...named, ...others].find(holds);
  const tag = [...certainTags, ...tags].find(({ commit }) => commit === base);
  return line?.label ?? (tag ? shortName(tag.name) : base.slice(0, 12));
}
