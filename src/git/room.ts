import {
  accessSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Repository } from './repository.ts';
import { type Git, gitIn } from './run.ts';

/**
 * The reading room: a temporary git directory of our own that borrows the repository's objects. In it git reads no
 * configuration, attributes, hooks, refs or replacements of the repository, and whatever it writes (merge-tree and
 * commit-tree write objects) goes with the room. Everything after the first look at refs happens here, by object id.
 */
export interface Room {
  readonly git: Git;
  readonly dir: string;
  /** Removes it; {@link closeRooms} does so for a run that ends early. */
  close(): void;
}

/** Opens a reading room. Costs a directory and three small files, in memory where the system has a memory file system. */
export function openRoom(repository: Repository): Room {
  const dir = mkdtempSync(join(memoryDirectory() ?? tmpdir(), 'fork-lint-'));
  open.add(dir);
  mkdirSync(join(dir, 'objects', 'info'), { recursive: true });
  mkdirSync(join(dir, 'refs'));
  writeFileSync(join(dir, 'HEAD'), 'ref: refs/heads/nothing\n');
  writeFileSync(join(dir, 'objects', 'info', 'alternates'), `${alternate(repository.objects)}\n`);
  writeFileSync(join(dir, 'config'), configOf(repository));
  // without it git would walk past the edge of a shallow clone and fail on parents that are not there
  if (existsSync(repository.shallowFile)) copyFileSync(repository.shallowFile, join(dir, 'shallow'));
  const git = gitIn({
    cwd: dir,
    env: repository.env,
    trace: repository.trace,
    userConfig: false,
    set: { GIT_DIR: dir },
  });
  return {
    git,
    dir,
    close: () => {
      open.delete(dir);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function configOf({ sha256 }: Repository): string {
  const format = sha256
    ? 'repositoryFormatVersion = 1\n\tbare = true\n[extensions]\n\tobjectFormat = sha256\n'
    : 'repositoryFormatVersion = 0\n\tbare = true\n';
  // loose objects live for a second: do not compress them. A file over 8 MB is not worth a line diff.
  return `[core]\n\tlooseCompression = 0\n\tbigFileThreshold = 8m\n\tfsync = none\n\t${format}`;
}

/** A line of objects/info/alternates; one that holds a line feed must be quoted as in C. */
function alternate(objects: string): string {
  return /["\n\\]/.test(objects) ? `"${objects.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"` : objects;
}

/** 1.8 s on disk against 0.2 s in memory for the merge of a repository with 100 000 files. */
function memoryDirectory(): string | undefined {
  try {
    accessSync('/dev/shm', constants.W_OK);
    return '/dev/shm';
  } catch {
    return undefined; // not Linux, or not ours to write
  }
}

const open = new Set<string>();

/** Removes every room still open: what the program does when it ends early, whatever ended it. */
export function closeRooms(): void {
  for (const dir of open) rmSync(dir, { recursive: true, force: true });
  open.clear();
}
