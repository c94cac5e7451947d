import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Complaint } from '../complaint.ts';
import { readObjects } from '../git/blobs.ts';
import { encode, type Git } from '../git/run.ts';
import type { FileWrite } from '../git/write.ts';
import type { Path } from '../model.ts';
import type { Becoming } from '../together.ts';

/** The writes with their contents, which are read from git where they are blobs. */
export async function contentsOf(room: Git, writes: readonly FileWrite[]): Promise<Becoming[]> {
  const known = writes.flatMap((write) => ('oid' in write ? [write.oid] : []));
  const objects = new Map((await readObjects(room, known)).map((object, i) => [known[i] ?? '', object?.content]));
  return writes.map((write): Becoming => {
    if (write.mode === null) return { ...write, content: null };
    const content = 'oid' in write ? objects.get(write.oid) : encode(write.content);
    if (content === undefined) throw new Error(`git has no content for ${write.path}`);
    return { path: write.path, mode: write.mode, content };
  });
}

/** An edit of one file of the work tree that git ignores; one that is not there yet starts empty. */
export function ignoredEdit(workTree: string, path: Path, edit: (text: string) => string): Becoming {
  const disk = join(workTree, path);
  if (lstatSync(disk, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new Complaint(`${path} is a symbolic link, and nothing is written through it`, [`ls -l ${path}`]);
  }
  const text = existsSync(disk) ? readFileSync(disk, 'utf8') : '';
  return { path, mode: null, content: Buffer.from(edit(text)) };
}
