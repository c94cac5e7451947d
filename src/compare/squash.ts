import type { Graph } from '../git/graph.ts';
import type { HistoryCommit, Touch } from '../git/history.ts';
import type { Git } from '../git/run.ts';
import type { Oid, Path } from '../model.ts';
import { closest, type FoundBase } from './base.ts';
import type { Question } from './question.ts';
import { parseVersion } from './versions.ts';

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
