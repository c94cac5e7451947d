import type { Path } from '../model.ts';
import { globOf } from './declare.ts';
import type { Carry } from './model.ts';

/**
 * The carries with their paths where an upgrade moved them. `homesOf` answers where a path of the base is kept now; a file
 * that was split gives one glob of all its parts. A glob that stands for more than one path stays as it is written.
 */
export function rehome(
  carries: readonly Carry[],
  paths: readonly Path[],
  homesOf: (path: Path) => readonly Path[],
): Carry[] {
  const byGlob = new Map(paths.map((path) => [globOf(path), path]));
  return carries.flatMap((carry) => {
    const path = carry.path === null ? undefined : byGlob.get(carry.path);
    const homes = path === undefined ? [] : homesOf(path);
    if (homes.length === 0 || (homes.length === 1 && homes[0] === path)) return [];
    const [only] = homes;
    return [
      { ...carry, path: homes.length === 1 && only !== undefined ? globOf(only) : `{${homes.map(globOf).join(',')}}` },
    ];
  });
}
