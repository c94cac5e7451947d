import { distances } from '../git/changes.ts';
import { type Graph, type HistoryCommit, reachable } from '../git/history.ts';
import { independent } from '../git/merge.ts';
import type { Git } from '../git/run.ts';
import type { BaseHow, Oid } from '../model.ts';
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
 * The base in the graph: the upstream commits under the fork's own. A fork that merged upstream repeatedly has many, of
 * which nearly always one is left when those that another can reach are dropped. Of several (cut from 9.2, later merged
 * main) the one with the fewest differing files is compared with.
 */
export async function baseInGraph(
  room: Git,
  boundary: readonly HistoryCommit[],
  forkTree: Oid,
): Promise<FoundBase | null> {
  if (boundary.length === 0) return null;
  const left = new Set(
    await independent(
      room,
      boundary.map(({ sha }) => sha),
    ),
  );
  const points = boundary.filter(({ sha }) => left.has(sha));
  const nearest = points.length > 1 ? await closest(room, forkTree, points) : { point: points[0] };
  if (!nearest?.point) throw new Error('merge-base --independent answered none of the commits it was asked about');
  return {
    sha: nearest.point.sha,
    bases: points.map(({ sha }) => sha),
    how: 'graph',
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
  const holds = (line: UpstreamLine): boolean => reachable(graph, [line.commit]).has(base);
  const [byDefault, ...others] = lines;
  const named = others.filter(({ branch }) => branch === lineOf(version));
  const line = [...(byDefault ? [byDefault] : []), ...named, ...others].find(holds);
  const tag = [...certainTags, ...tags].find(({ commit }) => commit === base);
  return line?.label ?? (tag ? shortName(tag.name) : base.slice(0, 12));
}
