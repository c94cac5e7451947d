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

/** The files below a tree, level by level, so that the number of questions is the depth of the tree. */
export async function filesBelow(tree: Oid, read: ReadTrees): Promise<ReadonlyMap<Path, Oid>> {
  const files = new Map<Path, Oid>();
  let level: readonly (readonly [folder: Path, tree: Oid])[] = [['', tree]];
  while (level.length > 0) {
    const listed = await read(level.map(([, oid]) => oid));
    const below: (readonly [Path, Oid])[] = [];
    for (const [folder, oid] of level) {
      for (const entry of listed.get(oid) ?? []) {
        if (entry.kind === 'folder') below.push([`${folder}${entry.name}/`, entry.oid]);
        else if (entry.kind === 'file') files.set(`${folder}${entry.name}`, entry.oid);
      }
    }
    level = below;
  }
  return files;
}
