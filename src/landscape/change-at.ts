import type { Change, Path } from '../model.ts';

/** The change that a conflict's path is about: a merge may name the file where upstream keeps it now. */
export function changeAt(changes: readonly Change[], path: Path): Change | undefined {
  return (
    changes.find((one) => one.path === path) ?? changes.find(({ from, homes }) => from === path || homes.includes(path))
  );
}
