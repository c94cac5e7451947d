import { copyFileSync, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Complaint } from '../complaint.ts';
import type { Oid, Path } from '../model.ts';
import { readObjects } from './blobs.ts';
import { readCommit } from './commit.ts';
import { settingsIn } from './environment.ts';
import { virtualCommit } from './merge.ts';
import type { Repository } from './repository.ts';
import type { Room } from './room.ts';
import { decode, GitFailure, recordsOf } from './run.ts';

/**
 * Looking at a work tree compares files with the index, and git would start the clean filters that attributes choose.
 * They stay off, so that no foreign program runs: files under a filter (LFS) count as changed when they were touched.
 */
function quiet({ filters, env }: Repository): Record<string, string> {
  const off = filters.flatMap((name): (readonly [string, string])[] => [
    [`filter.${name}.clean`, ''],
    [`filter.${name}.process`, ''],
    [`filter.${name}.required`, 'false'],
  ]);
  return settingsIn(env, off);
}

/** The files of the work tree that differ from HEAD or are not tracked; with `normal` a folder that is new counts once. */
export async function uncommittedPaths(repository: Repository, untracked: 'all' | 'normal' = 'all'): Promise<Path[]> {
  const { out } = await repository.git(
    [
      'status',
      '--porcelain=v1',
      '-z',
      '--no-renames',
      `--untracked-files=${untracked}`,
      '--ignore-submodules=dirty', // looking into one would start a git of its own there
    ],
    { env: quiet(repository) },
  );
  return recordsOf(out).map((record) => decode(record.slice(3)));
}

/** Those of these paths, told from the top of the work tree, that its index has. */
export async function trackedAmong({ git, workTree }: Repository, paths: readonly Path[]): Promise<Path[]> {
  if (workTree === null || paths.length === 0) return [];
  const literal = paths.map((path) => `:(top,literal)${path}`);
  const { out } = await git(['ls-files', '-z', '--full-name', '--', ...literal]);
  return recordsOf(out).map(decode);
}

/** The work tree as a commit on top of HEAD, made in the room: files git ignores are left out, the index stays as it is. */
export async function worktreeCommit(repository: Repository, room: Room, head: Oid): Promise<Oid> {
  // not called `index`: git in the room would take it for its own, and its attributes with it
  const index = join(room.dir, 'files');
  const existing = join(repository.gitDir, 'index');
  if (existsSync(existing)) copyFileSync(existing, index);
  const { objects, workTree } = repository;
  const env = {
    ...quiet(repository),
    GIT_DIR: repository.gitDir,
    GIT_WORK_TREE: workTree ?? repository.dir,
    GIT_INDEX_FILE: index,
    GIT_OBJECT_DIRECTORY: join(room.dir, 'objects'),
    // the list separator and quotes in a path are told by quoting it as in C
    GIT_ALTERNATE_OBJECT_DIRECTORIES:
      /["\\]/.test(objects) || objects.includes(delimiter) ? JSON.stringify(objects) : objects,
  };
  // a split index would leave a part of itself in the repository
  const alone = ['-c', 'core.splitIndex=false', '-C', env.GIT_WORK_TREE];
  const add = [...alone, 'add', '--all', '--', '.'];
  await repository.git(add, { env, writes: true }).catch((error: unknown) => {
    if (!(error instanceof GitFailure)) throw error;
    throw new Complaint(
      `git cannot take in the files as they lie there (${error.stderr.trim().split('\n')[0] ?? ''})`,
      ['git add --all --dry-run   # must work first'],
    );
  });
  const tree = (await repository.git([...alone, 'write-tree'], { env })).out.toString().trim();
  const [parent] = await readObjects(room.git, [head]);
  const date = parent ? readCommit(parent.content).date : 0;
  return virtualCommit(room.git, tree, [head], date); // with HEAD's date: the same files are the same commit
}
