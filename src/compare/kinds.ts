import { isFile, type RawChange } from '../git/changes.ts';
import { grouped } from '../grouped.ts';
import { type Areas, areasOf } from '../layout/areas.ts';
import type { TreeLayout } from '../layout/layout.ts';
import type { Area, Path } from '../model.ts';
import type { MovedFile } from './kin.ts';

/** Files of one kind that the base has and the target lacks, and that the target has and the base lacks. */
export interface Moved {
  readonly gone: readonly MovedFile[];
  readonly come: readonly MovedFile[];
}

/** What moved between base and target, a kind of file at a time: only files of one kind may have become one another. */
export function movedByKind(
  theirs: readonly RawChange[],
  layouts: { readonly base: TreeLayout; readonly target: TreeLayout },
): readonly Moved[] {
  const [then, now] = [areasOf(layouts.base), areasOf(layouts.target)];
  const dead = theirs.filter(({ letter, modes }) => letter === 'D' && isFile(modes[0]));
  const added = theirs.filter(({ letter, modes }) => letter === 'A' && isFile(modes[1]));
  const come = grouped(added, ({ path }) => kindOf(path, now));
  return [...grouped(dead, ({ path }) => kindOf(path, then))].map(([kind, gone]) => ({
    gone: gone.map(({ path, before }) => ({ path, oid: before })),
    come: (come.get(kind) ?? []).map(({ path, after }) => ({ path, oid: after, source: now.of(path) === 'source' })),
  }));
}

/** A test never becomes a module. */
const kindOf = (path: Path, areas: Areas): string => `${family(areas.of(path))} ${/\.\w+$/.exec(path)?.[0] ?? ''}`;

function family(area: Area): string {
  if (area === 'source-test' || area === 'framework-test') return 'test';
  if (['framework', 'source', 'source-helper', 'protocol', 'registry'].includes(area)) return 'code';
  return area === 'fixture' ? 'fixture' : 'other';
}
