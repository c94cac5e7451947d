import { copyFileSync, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Oid } from '../model.ts';
import type { Repository } from './repository.ts';
import type { Room } from './room.ts';
import { recordsOf } from './run.ts';

/**
 * Looking at a work tree compares files with the index, and git would start the clean filters that attributes choose.
 * They stay off, so that no foreign program runs: files under a filter (LFS) count as changed when they were touched.
 */
function quiet({ filters }: Repository): string[] {
  return filters.flatMap((name) =>
    [`filter.${name}.clean=`, `filter.${name}.process=`, `filter.${name}.required=false`].flatMap((one) => ['-c', one]),
  );
}

/** How many files of the work tree differ from HEAD or are not tracked. */
export async function uncommittedFiles(repository: Repository): Promise<number> {
  const { out } = await repository.git([
    ...quiet(repository),
    'status',
    '--porcelain=v1',
    '-z',
    '--no-renames',
    '--untracked-files=normal', // a new folder counts once
    '--ignore-submodules=dirty', // looking into one would start a git of its own there
  ]);
  return recordsOf(out).length;
}

/** The work tree as a commit on top of HEAD, made in the room: files git ignores are left out, the index stays as it is. */
export async function worktreeCommit(repository: Repository, room: Room, head: Oid): Promise<Oid> {
  const index = join(room.dir, 'index');
  const existing = join(repository.gitDir, 'index');
  if (existsSync(existing)) copyFileSync(existing, index);
  const { objects, workTree } = repository;
  const env = {
    GIT_DIR: repository.gitDir,
    GIT_WORK_TREE: workTree ?? repository.dir,
    GIT_INDEX_FILE: index,
    GIT_OBJECT_DIRECTORY: join(room.dir, 'objects'),
    // the list separator and quotes in a path are told by quoting it as in C
    GIT_ALTERNATE_OBJECT_DIRECTORIES:
      /["\\]/.test(objects) || objects.includes(delimiter) ? JSON.stringify(objects) : objects,
  };
  await repository.git([...quiet(repository), '-C', env.GIT_WORK_TREE, 'add', '--all', '--', '.'], { env });
  const tree = (await repository.git(['write-tree'], { env })).out.toString().trim();
  const who = { name: 'work tree', email: 'worktree@localhost' };
  const commit = await room.git(['commit-tree', tree, '-p', head, '-m', 'the work tree'], {
    env: {
      GIT_AUTHOR_NAME: who.name,
      GIT_AUTHOR_EMAIL: who.email,
      GIT_COMMITTER_NAME: who.name,
      GIT_COMMITTER_EMAIL: who.email,
    },
  });
  return commit.out.toString().trim();
}
