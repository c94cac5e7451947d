import { closeSync, existsSync, lstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { Complaint } from './complaint.ts';
import { encode } from './git/run.ts';
import { shellWord } from './git/trouble.ts';
import type { Path } from './model.ts';

/** Bytes of a file that somebody writes by hand. */
const most = 8 * 2 ** 20;

/**
 * The text of a file that came with the fork; null when there is none. No link is followed, neither the file itself nor a
 * folder on the way to it: a pull request could have it lead to a secret of the machine, which a complaint would then repeat,
 * or to a device that never ends.
 * @throws Complaint when it is no plain file, or no text.
 */
export function plainText(workTree: string, path: Path): string | null {
  const folder = linkedFolder(workTree, path);
  if (folder !== null) throw notRead(path, `${folder} is no folder here but leads elsewhere`, folder);
  const found = lstatSync(join(workTree, path), { throwIfNoEntry: false });
  if (found === undefined) return null;
  if (!found.isFile()) throw notRead(path, `${path} is no plain file`, path);
  return textIn(bytesOf(join(workTree, path), path), path);
}

/**
 * The text of a file that was named on the command line; links are followed.
 * @throws Complaint when it cannot be read, or is no text.
 */
export function namedText(path: string, name: string): string | null {
  return existsSync(path) ? textIn(bytesOf(path, name), name) : null;
}

/**
 * The text that a file holds.
 * @throws Complaint when it is not UTF-8, or larger than anybody writes.
 */
export function textIn(bytes: Buffer, name: string): string {
  if (bytes.length > most)
    throw new Complaint(`${name} is larger than ${most / 2 ** 20} MB, so it is not read`, `ls -l ${shellWord(name)}`);
  try {
    return strict.decode(bytes);
  } catch {
    const line = firstBadLine(bytes);
    throw new Complaint(
      `${name}:${line}: not UTF-8, so it is not read`,
      `edit ${name}   # line ${line}; save it as UTF-8`,
    );
  }
}

/** The first folder on the way to a path of the work tree that is none but leads elsewhere; null when there is no such. */
export function linkedFolder(workTree: string, path: Path): Path | null {
  const parts = path.split('/').slice(0, -1);
  for (const [i] of parts.entries()) {
    const folder = parts.slice(0, i + 1).join('/');
    const found = lstatSync(diskOf(workTree, folder), { throwIfNoEntry: false });
    if (found === undefined) return null;
    if (!found.isDirectory()) return folder;
  }
  return null;
}

/** A path of the work tree as its file system has it: paths are bytes, and so are file names. */
export const diskOf = (workTree: string, path: Path): Buffer =>
  Buffer.concat([Buffer.from(`${workTree}/`), encode(path)]);

/** A byte order mark stays: who writes the file again leaves it as it was. */
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** No character of several bytes holds a line feed, so that each line can be looked at alone. */
function firstBadLine(bytes: Buffer): number {
  const lines = bytes.toString('latin1').split('\n');
  const bad = lines.findIndex((line) => {
    const one = Buffer.from(line, 'latin1');
    return !Buffer.from(one.toString()).equals(one);
  });
  return Math.max(0, bad) + 1;
}

/** Reads one byte more than is allowed at most, whatever the file claims to be: a device has no size. */
function bytesOf(path: string, name: string): Buffer {
  try {
    const file = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(most + 1);
      let length = 0;
      for (let got = -1; got !== 0 && length < bytes.length; length += got)
        got = readSync(file, bytes, length, bytes.length - length, null);
      return bytes.subarray(0, length);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new Complaint(`${name} cannot be read (${error.code})`, `ls -ld ${shellWord(name)}`, { cause: error });
  }
}

function notRead(path: Path, why: string, place: Path): Complaint {
  return new Complaint(`${why}, so ${path === place ? 'it' : path} is not read`, `ls -ld ${shellWord(place)}`);
}
