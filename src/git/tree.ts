import type { Oid, Path } from '../model.ts';
import { decode, type Git, recordsOf } from './run.ts';

/** The files of a commit, path -> blob. Submodules and symbolic links are left out: neither holds a text of the tree. */
export async function filesOf(git: Git, commit: Oid): Promise<ReadonlyMap<Path, Oid>> {
  const { out } = await git(['ls-tree', '-r', '-z', '--full-tree', commit]);
  const files = new Map<Path, Oid>();
  for (const record of recordsOf(out)) {
    // mode SP type SP oid TAB path
    const [, mode = '', oid = '', path = ''] = /^(\d+) blob (\w+)\t([\s\S]*)$/.exec(record) ?? [];
    if (oid !== '' && mode !== '120000') files.set(decode(path), oid);
  }
  return files;
}

/** A file of a tree: its blob and git's mode of it. */
export interface TreeEntry {
  readonly oid: Oid;
  readonly mode: string;
}

/** Everything in a commit's tree but submodules, path -> blob and mode; a symbolic link is a blob of mode 120000. */
export async function entriesOf(git: Git, commit: Oid): Promise<ReadonlyMap<Path, TreeEntry>> {
  const { out } = await git(['ls-tree', '-r', '-z', '--full-tree', commit]);
  const entries = recordsOf(out).flatMap((record) => {
    const [, mode, oid, path] = /^(\d+) blob (\w+)\t([\s\S]*)$/.exec(record) ?? [];
    return mode && oid && path ? [[decode(path), { oid, mode }] as const] : [];
  });
  return new Map(entries);
}

/** The files of a commit with their sizes in bytes. @throws GitFailure where a blob is missing (a partial clone). */
export async function sizesOf(git: Git, commit: Oid): Promise<ReadonlyMap<Path, number>> {
  const { out } = await git(['ls-tree', '-r', '-l', '-z', '--full-tree', commit]);
  const sizes = recordsOf(out).flatMap((record) => {
    // mode SP type SP oid SP size (right-aligned) TAB path
    const [, mode, size, path] = /^(\d+) blob \w+ +(\d+)\t([\s\S]*)$/.exec(record) ?? [];
    return mode && size && path && mode !== '120000' ? [[decode(path), Number(size)] as const] : [];
  });
  return new Map(sizes);
}
