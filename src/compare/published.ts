import type { Touch } from '../git/history.ts';
import type { Oid, Path } from '../model.ts';

/** path -> every blob that it had. */
export type Versions = ReadonlyMap<Path, ReadonlySet<Oid>>;

/** The contents that these touches gave each path. */
export function versionsIn(touches: Iterable<Touch>): Versions {
  const versions = new Map<Path, Set<Oid>>();
  for (const { path, blob } of touches) {
    const known = versions.get(path);
    if (known) known.add(blob);
    else versions.set(path, new Set([blob]));
  }
  return versions;
}

/** Whose content a file has: nobody's but the fork's, upstream's own, or upstream's of long ago. */
export interface Verdict {
  readonly published: boolean;
  readonly stale: boolean;
}

/**
 * A file is published when upstream had this very blob at this path: in commits that the base lacks (`since`) or in the
 * base's own history (`until`). When only the latter had it, and the base has left it, it is stale: the fork puts back what
 * upstream replaced.
 */
export function judge(path: Path, before: Oid | null, after: Oid | null, since: Versions, until: Versions): Verdict {
  if (after === null || after === before) return { published: false, stale: false }; // a deletion is never published
  const again = since.get(path)?.has(after) ?? false;
  const once = until.get(path)?.has(after) ?? false;
  return { published: again || once, stale: once && !again };
}
