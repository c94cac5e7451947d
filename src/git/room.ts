import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mostCompared } from './changes.ts';
import { type Reader, readerIn } from './reader.ts';
import type { Repository } from './repository.ts';
import { type Git, gitIn, stopGit } from './run.ts';
import { leaveShells } from './shell.ts';
import { newTemporary, removeTemporaries } from './temporary.ts';

/**
 * The reading room: a temporary git directory of our own that borrows the repository's objects. In it git reads no
 * configuration, attributes, hooks, refs or replacements of the repository, and whatever it writes (merge-tree and
 * commit-tree write objects) goes with the room. Everything after the first look at refs happens here, by object id.
 */
export interface Room {
  readonly git: Git;
  readonly dir: string;
  /** Reads objects, in a process of its own that ends with the room. */
  readonly reader: Reader;
  /** Removes it; {@link closeRooms} does so for a run that ends early. */
  close(): void;
}

/** Opens a reading room. Costs a directory and three small files. */
export function openRoom(repository: Repository): Room {
  const { dir, remove } = newTemporary();
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
    explain: repository.explain,
    set: { GIT_DIR: dir },
  };
  const reader = readerIn(place);
  return {
    git: gitIn(place),
    dir,
    reader,
    close: () => {
      reader.close();
      leaveShells();
      remove();
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

/** Ends whatever still runs and removes every room still open: what the program does when it ends early, whatever ended it. */
export function closeRooms(): void {
  stopGit(); // it would go on writing into the room that is being removed
  removeTemporaries();
}
