import { accessSync, constants, mkdtempSync, readdirSync, rmdirSync, rmSync, statfsSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Complaint } from '../complaint.ts';
import { removeLeftovers } from './leftovers.ts';

const prefix = 'fork-lint-room-';

/** A directory that lives as long as we do, or shorter. */
export interface Temporary {
  readonly dir: string;
  /** Removes it; {@link removeTemporaries} does so for a run that ends early. */
  remove(): void;
}

/**
 * Makes a temporary directory, in memory where the system has a memory file system.
 * @throws Complaint when none can be made.
 */
export function newTemporary(): Temporary {
  const parent = memoryDirectory() ?? tmpdir();
  removeLeftovers(parent, prefix, Date.now());
  const dir = newDirectory(parent);
  open.add(dir);
  return {
    dir,
    remove: () => {
      if (removed(dir)) open.delete(dir);
    },
  };
}

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

/** What `rmSync` does in three times as long: it asks again of each entry what it is, and a run waits for its end. */
function removeAll(dir: string): void {
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) removeAll(path);
    else unlinkSync(path);
  }
  rmdirSync(dir);
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

/** Removes every temporary directory that is left: what the program does when it ends, whatever ended it. */
export function removeTemporaries(): void {
  for (const dir of open) removed(dir); // at the end of a run there is nobody left to tell
  open.clear();
}

/**
 * Removes a directory, and tells whether it is gone. After a failure another git may still be at work in it, and write into a
 * folder just listed: then it takes another look. What is left goes at the end of the run.
 */
function removed(dir: string): boolean {
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      if (attempt === 0) removeAll(dir);
      else rmSync(dir, { recursive: true, force: true, maxRetries: 2, retryDelay: 20 });
      return true;
    } catch {
      // looked at again
    }
  }
  return false;
}
