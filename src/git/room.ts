import {
  accessSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Complaint } from '../complaint.ts';
import { mostCompared } from './changes.ts';
import { removeLeftovers } from './leftovers.ts';
import { type Reader, readerIn } from './reader.ts';
import type { Repository } from './repository.ts';
import { type Git, gitIn, stopGit } from './run.ts';

/**
 * The reading room: a temporary git directory of our own that borrows the repository's objects. In it git reads no
 * configuration, attributes, hooks, refs or replacements of the repository, and whatever it writes (merge-tree and
 * commit-tree write objects) goes with the room. Everything after the first look at refs happens here, by object id.
 */
export interface Room {
  readonly git: Git;
  readonly dir: string;
  /** Reads blobs, in a process of its own that whoever asked for it must close. */
  reader(): Reader;
  /** Removes it; {@link closeRooms} does so for a run that ends early. */
  close(): void;
}

/** Opens a reading room. Costs a directory and three small files, in memory where the system has a memory file system. */
export function openRoom(repository: Repository): Room {
  const parent = memoryDirectory() ?? tmpdir();
  removeLeftovers(parent, prefix, Date.now());
  const dir = newDirectory(parent);
  open.add(dir);
  mkdirSync(join(dir, 'objects', 'info'), { recursive: true });
  mkdirSync(join(dir, 'refs'));
  writeFileSync(join(dir, 'HEAD'), 'ref: refs/heads/nothing\n');
  writeFileSync(join(dir, 'objects', 'info', 'alternates'), `${alternate(repository.objects)}\n`);
  writeFileSync(join(dir, 'config'), configOf(repository));
  // without it git would walk past the edge of a shallow clone and fail on parents that are not there
  if (existsSync(repository.shallowFile)) copyFileSync(repository.shallowFile, join(dir, 'shallow'));
  const place = {
    cwd: dir,
    env: repository.env,
    trace: repository.trace,
    userConfig: false,
    answers: dir,
    explain: repository.explain,
    set: { GIT_DIR: dir },
  };
  return {
    git: gitIn(place),
    dir,
    reader: () => readerIn(place),
    close: () => {
      if (removed(dir)) open.delete(dir);
    },
  };
}

function configOf({ sha256, remotes }: Repository): string {
  // loose objects live for a second: do not compress them
  const core = ['bare = true', 'looseCompression = 0', `bigFileThreshold = ${mostCompared}`, 'fsync = none'];
  const extensions = [
    ...(sha256 ? ['objectFormat = sha256'] : []),
    // of an object left out, git would say that it is missing, as of a file that is not there; so it fails instead
    ...(remotes.some(({ promisor }) => promisor) ? ['partialClone = nowhere'] : []),
  ];
  return [
    '[core]',
    ...core,
    `repositoryFormatVersion = ${extensions.length ? 1 : 0}`,
    ...(extensions.length ? ['[extensions]', ...extensions] : []),
    '',
  ].join('\n');
}

/** A line of objects/info/alternates; one that holds a line feed must be quoted as in C. */
function alternate(objects: string): string {
  return /["\n\\]/.test(objects) ? `"${objects.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"` : objects;
}

const prefix = 'fork-lint-room-';

function newDirectory(parent: string): string {
  try {
    return mkdtempSync(join(parent, prefix));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Complaint(
      `no temporary directory can be made (${reason})`,
      'TMPDIR=DIR fork-lint   # DIR is a directory that can be written to',
      { cause: error },
    );
  }
}

/** 1.8 s on disk against 0.2 s in memory for the merge of a repository with 100 000 files. */
function memoryDirectory(): string | undefined {
  try {
    accessSync('/dev/shm', constants.W_OK);
    const { bavail, bsize, ffree } = statfsSync('/dev/shm');
    // a merge writes some thousand objects at most; containers often have 64 MB for all
    return bavail * bsize > 128 * 2 ** 20 && ffree > 20_000 ? '/dev/shm' : undefined;
  } catch {
    return undefined; // not Linux, or not ours to write
  }
}

const open = new Set<string>();

/** Removes every room still open: what the program does when it ends early, whatever ended it. */
export function closeRooms(): void {
  stopGit(); // it would go on writing into the room that is being removed
  for (const dir of open) removed(dir); // at the end of a run there is nobody left to tell
  open.clear();
}

/**
 * Removes a room, and tells whether it is gone. After a failure another git may still be at work in it, and write into a
 * directory just listed: then it takes another look. What is left goes at the end of the run.
 */
function removed(dir: string): boolean {
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      rmSync(dir, { recursive: true, force: true, maxRetries: 2, retryDelay: 20 });
      return true;
    } catch {
      // looked at again
    }
  }
  return false;
}
