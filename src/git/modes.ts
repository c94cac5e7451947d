import type { Oid, Path } from '../model.ts';
import { decode, type Git, recordsOf } from './run.ts';

/** What a commit has at a path, links and submodules included. */
export interface TreeEntry {
  readonly mode: string;
  readonly oid: Oid;
}

/** Everything in a commit's tree by its path, with git's file modes. */
export async function entriesOf(git: Git, commit: Oid): Promise<ReadonlyMap<Path, TreeEntry>> {
  const { out } = await git(['ls-tree', '-r', '-z', '--full-tree', commit]);
  const entries = new Map<Path, TreeEntry>();
  for (const record of recordsOf(out)) {
    // mode SP type SP oid TAB path
    const [, mode, oid, path] = /^(\d+) \w+ (\w+)\t([\s\S]*)$/.exec(record) ?? [];
    if (mode !== undefined && oid !== undefined && path !== undefined) entries.set(decode(path), { mode, oid });
  }
  return entries;
}

/** The files among them, path -> blob: neither a link nor a submodule holds a text of the tree. */
export function plainFiles(entries: ReadonlyMap<Path, TreeEntry>): Map<Path, Oid> {
  return new Map([...entries].flatMap(([path, { mode, oid }]) => (mode.startsWith('100') ? [[path, oid]] : [])));
}
