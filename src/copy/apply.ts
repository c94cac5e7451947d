import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Complaint } from '../complaint.ts';
import { readObjects } from '../git/blobs.ts';
import { encode, type Git } from '../git/run.ts';
import type { FileWrite } from '../git/write.ts';
import type { Path } from '../model.ts';

/** Where on disk a path of the work tree lies; paths are bytes, and so are file names. */
const diskOf = (workTree: string, path: Path): Buffer => Buffer.concat([Buffer.from(`${workTree}/`), encode(path)]);

/**
 * Writes files to the work tree. Everything is read before anything is written, so that it happens whole or not at all as
 * far as that can be.
 * @throws Complaint when a path leads through a symbolic link: what lies behind it is not the fork's.
 */
export async function writeFiles(room: Git, workTree: string, writes: readonly FileWrite[]): Promise<void> {
  for (const { path } of writes) refuseLinks(workTree, path);
  const known = writes.flatMap((write) => ('oid' in write ? [write.oid] : []));
  const objects = new Map((await readObjects(room, known)).map((object, i) => [known[i] ?? '', object?.content]));
  for (const write of writes) {
    const disk = diskOf(workTree, write.path);
    if (write.mode === null) {
      rmSync(disk, { force: true });
      continue;
    }
    const content = 'oid' in write ? objects.get(write.oid) : encode(write.content);
    if (content === undefined) throw new Error(`git has no content for ${write.path}`);
    mkdirSync(diskOf(workTree, dirname(write.path)), { recursive: true });
    if (existsSync(disk)) rmSync(disk); // a symbolic link is replaced, not followed
    if (write.mode === '120000') symlinkSync(content, disk);
    else writeFileSync(disk, content);
    if (write.mode === '100755') chmodSync(disk, 0o755);
  }
}

/** Edits one file of the work tree that git ignores; one that is not there yet starts empty. */
export function editIgnored(workTree: string, path: Path, edit: (text: string) => string): void {
  refuseLinks(workTree, path);
  const disk = join(workTree, path);
  const text = existsSync(disk) ? readFileSync(disk, 'utf8') : '';
  mkdirSync(dirname(disk), { recursive: true });
  writeFileSync(disk, edit(text));
}

function refuseLinks(workTree: string, path: Path): void {
  const parts = path.split('/').slice(0, -1);
  for (const [i] of parts.entries()) {
    const folder = parts.slice(0, i + 1).join('/');
    const found = lstatSync(diskOf(workTree, folder), { throwIfNoEntry: false });
    if (found === undefined) return;
    if (!found.isDirectory()) {
      throw new Complaint(`${folder} is no folder here but leads elsewhere, and nothing is written through it`, [
        'fork-lint copy --branch NAME   # writes a branch instead of files',
      ]);
    }
  }
}
