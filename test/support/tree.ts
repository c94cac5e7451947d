import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file, symbolic link or submodule as git keeps it. `content` of a link is its target, of a submodule the commit's id. */
export interface Entry {
  readonly mode: '100644' | '100755' | '120000' | '160000';
  readonly content: Buffer;
}

/** Path -> entry. A path is bytes, one character each (latin1): a story may hold names that are no UTF-8. */
export type Tree = ReadonlyMap<string, Entry>;

/** What a folder says: the files it holds, and the paths that its `.deleted` files take away. */
export interface Overlay {
  readonly files: Tree;
  readonly deleted: readonly string[];
}

const deletion = '.deleted';

/** Text as a path of a {@link Tree}. */
const pathOf = (text: string): string => Buffer.from(text).toString('latin1');

/** Text as an ordinary file. */
export const file = (content: string | Buffer): Entry => ({ mode: '100644', content: Buffer.from(content) });

/** Reads a folder of fixtures. All files are ordinary ones: modes and links are told in the history. */
export function readOverlay(folder: string): Overlay {
  const files = new Map<string, Entry>();
  const deleted: string[] = [];
  for (const found of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!found.isFile()) continue;
    const disk = join(found.parentPath, found.name);
    const path = pathOf(disk.slice(join(folder, '/').length));
    if (path.endsWith(deletion)) deleted.push(path.slice(0, -deletion.length));
    else files.set(path, file(readFileSync(disk)));
  }
  return { files, deleted };
}

/** A tree with an overlay laid over it. A file that is replaced keeps its mode. */
export function lay(tree: Tree, { files, deleted }: Overlay): Map<string, Entry> {
  const laid = new Map(tree);
  for (const path of deleted) {
    if (!laid.delete(path)) throw new Error(`${path}${deletion} deletes what is not there`);
  }
  for (const [path, entry] of files) laid.set(path, { ...entry, mode: executable(tree.get(path)) ?? entry.mode });
  return laid;
}

const executable = (entry: Entry | undefined): '100755' | null => (entry?.mode === '100755' ? '100755' : null);

/** What a merge leaves to a person: paths that both sides changed, each its own way. */
export interface Merged {
  readonly tree: Map<string, Entry>;
  readonly contested: readonly string[];
}

/** Merges path by path. A contested path stays as ours; the story says in the same commit what became of it. */
export function merge(base: Tree, ours: Tree, theirs: Tree): Merged {
  const tree = new Map<string, Entry>();
  const contested: string[] = [];
  for (const path of new Set([...ours.keys(), ...theirs.keys()])) {
    const [old, mine, other] = [base.get(path), ours.get(path), theirs.get(path)];
    const kept = same(old, mine) ? other : mine;
    if (!same(old, mine) && !same(old, other) && !same(mine, other)) contested.push(path);
    if (kept) tree.set(path, kept);
  }
  return { tree, contested };
}

function same(a: Entry | undefined, b: Entry | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && a.mode === b.mode && a.content.equals(b.content));
}
