import type { GitObject } from './blobs.ts';
import { entriesIn } from './listing.ts';
import { damaged } from './trouble.ts';

/** `<commit>:<folders>/<name>` taken apart; null for a name of another kind. */
function placeOf(name: string): { readonly folder: string; readonly base: string } | null {
  const [, commit, path = ''] = /^([^:]+):(.+)$/s.exec(name) ?? [];
  if (commit === undefined) return null;
  const at = path.lastIndexOf('/');
  return { folder: `${commit}:${at < 0 ? '' : path.slice(0, at)}`, base: path.slice(at + 1) };
}

/** The folders above these files, up to the root of each commit: what {@link requireKept} needs to know of them. */
export function foldersAbove(names: readonly string[]): string[] {
  const folders = new Set<string>();
  for (const name of names)
    for (let at = placeOf(name); at !== null && !folders.has(at.folder); at = placeOf(at.folder))
      folders.add(at.folder);
  return [...folders];
}

/**
 * git says of a file that it lost the same as of one that never was: "missing". Only the folder above knows better.
 * `folders` are the objects of {@link foldersAbove}.
 * @throws Complaint for one of these `<commit>:<path>` that was there.
 */
export function requireKept(missing: readonly string[], folders: ReadonlyMap<string, GitObject | null>): void {
  const lost = missing.find((name) => {
    let kinds: readonly string[] = ['folder', 'file', 'other'];
    for (let at = placeOf(name); at !== null; at = placeOf(at.folder)) {
      const { base, folder } = at;
      const object = folders.get(folder) ?? null;
      if (object !== null) {
        const entries = object.type === 'tree' ? entriesIn(object.content, object.oid) : [];
        return entries.some((entry) => entry.name === base && kinds.includes(entry.kind));
      }
      kinds = ['folder']; // one that is not here was lost or never was, which the one above it knows
    }
    return false;
  });
  if (lost !== undefined) throw damaged(`missing object of ${lost}`);
}
