import type { Path } from '../model.ts';

/** Files and folders by their paths; null is the whole tree. */
export type Places = readonly Path[] | null;

/** Whether a path is one of these places or lies below one. */
export function within(places: Places): (path: Path) => boolean {
  if (places === null) return () => true;
  const set = new Set(places);
  return (path) => {
    if (set.has(path)) return true;
    for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1))
      if (set.has(path.slice(0, end))) return true;
    return false;
  };
}

/** Whether a folder lies around one of these places. */
export function around(places: Places): (folder: Path) => boolean {
  const folders = new Set<Path>();
  for (const path of places ?? []) {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1))
      folders.add(path.slice(0, end));
  }
  return (folder) => folders.has(folder);
}
