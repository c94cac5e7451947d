import type { Oid, Path } from '../model.ts';
import { decode } from './run.ts';

/** What a tree object names; `other` is a symbolic link. */
export interface Listed {
  readonly name: string;
  readonly kind: 'folder' | 'file' | 'submodule' | 'other';
  readonly oid: Oid;
}

/** Reads a tree object: `mode SP name NUL id`, the id in as many bytes as half the digits of the tree's own. */
export function entriesIn(bytes: Buffer, { length }: Oid): Listed[] {
  const entries: Listed[] = [];
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(32, at);
    const end = bytes.indexOf(0, space);
    const mode = bytes.toString('latin1', at, space);
    const stop = end + 1 + length / 2;
    entries.push({
      name: decode(bytes.toString('latin1', space + 1, end)),
      kind: kindOf(mode),
      oid: bytes.toString('hex', end + 1, stop),
    });
    at = stop;
  }
  return entries;
}

function kindOf(mode: string): Listed['kind'] {
  if (/^0?40000$/.test(mode)) return 'folder';
  return mode.startsWith('100') ? 'file' : mode === '160000' ? 'submodule' : 'other';
}

type ReadTrees = (trees: readonly Oid[]) => Promise<ReadonlyMap<Oid, readonly Listed[]>>;

/** What is asked of a tree: which of its folders are looked into, and which of the rest is told. */
export interface Wanted {
  readonly enters: (folder: Path) => boolean;
  readonly takes: (path: Path, kind: Listed['kind']) => boolean;
}

/** What lies below a tree, by path, level by level, so that the number of questions is the depth of the tree. */
export async function below(tree: Oid, read: ReadTrees, { enters, takes }: Wanted): Promise<ReadonlyMap<Path, Listed>> {
  const found = new Map<Path, Listed>();
  let level: readonly (readonly [folder: Path, tree: Oid])[] = [['', tree]];
  while (level.length > 0) {
    const listed = await read(level.map(([, oid]) => oid));
    const next: (readonly [Path, Oid])[] = [];
    for (const [folder, oid] of level) {
      for (const entry of listed.get(oid) ?? []) {
        const path = `${folder}${entry.name}`;
        if (entry.kind === 'folder') {
          if (enters(path)) next.push([`${path}/`, entry.oid]);
        } else if (takes(path, entry.kind)) found.set(path, entry);
      }
    }
    level = next;
  }
  return found;
}
