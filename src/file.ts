import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { Complaint } from './complaint.ts';
import { removeLeftovers } from './git/leftovers.ts';
import type { Repository } from './git/repository.ts';
import type { Path } from './model.ts';

/** A name for what is made in a folder before it is moved into place. What a killed run left there goes after a day. */
export function draftIn(folder: string): string {
  removeLeftovers(folder, draftPrefix, Date.now());
  return join(folder, `${draftPrefix}${randomUUID()}`);
}

const draftPrefix = 'fork-lint-draft-';

/**
 * Writes a file of the work tree, whole or not at all: it is made in the git directory and moved into place, so that whoever
 * interrupts us finds the old file or the new one.
 * @throws Complaint in a bare repository, and where a symbolic link would lead the file elsewhere.
 */
export function replaceFile(
  { workTree, gitDir }: Pick<Repository, 'workTree' | 'gitDir'>,
  file: Path,
  text: string,
): void {
  if (workTree === null) throw bare(file);
  const place = join(workTree, file);
  mkdirSync(dirname(place), { recursive: true });
  const old = lstatSync(place, { throwIfNoEntry: false });
  const inside = relative(realpathSync(workTree), realpathSync(dirname(place)));
  if (old?.isSymbolicLink() || old?.isDirectory() || inside === '..' || inside.startsWith(`..${sep}`)) {
    throw new Complaint(`${file} is no plain file of the work tree, so it is not written`, `ls -ld ${file}`);
  }
  const draft = draftIn(existsSync(gitDir) ? gitDir : dirname(place));
  try {
    writeFileSync(draft, text, { flag: 'wx' });
    if (old) chmodSync(draft, statSync(place).mode);
    move(draft, place, text);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Git directory and work tree may lie on two file systems, across which nothing is moved in one step. */
function move(draft: string, place: string, text: string): void {
  try {
    renameSync(draft, place);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error;
    writeFileSync(`${place}.new`, text);
    renameSync(`${place}.new`, place);
  }
}

function bare(file: Path): Complaint {
  return new Complaint(`a bare repository has no work tree to write ${file} into`, [
    'fork-lint -C DIR   # DIR is a clone with a work tree',
    '--dry-run prints the file instead',
  ]);
}
