import { Complaint } from '../complaint.ts';
import { writeFiles } from '../copy/apply.ts';
import { uncommittedPaths } from '../git/standing.ts';
import { display } from '../reporters/display.ts';
import { plural } from '../reporters/terminal.ts';
import type { Study, StudyOptions } from '../study.ts';
import type { World } from '../world.ts';
import { planFix } from './plan.ts';

/**
 * Settles in the work tree what can be settled without asking, and says what it did. Lint again afterwards, with
 * `worktree`, to see what is left. Files with uncommitted work are never written over.
 * @returns how many things were settled.
 * @throws Complaint where there is no work tree, or when uncommitted work stands in the way.
 */
export async function fixFirst(
  options: StudyOptions,
  { world, study }: { readonly world: Pick<World, 'stderr'>; readonly study: Study },
): Promise<number> {
  return study(options, async ({ repository, room, compared, verdict }) => {
    if (repository.workTree === null)
      throw new Complaint('a bare repository has no files to fix', 'fork-lint check --fork BRANCH');
    if (options.fork !== 'HEAD')
      throw new Complaint(
        'only what is checked out can be fixed, so --fix goes without --fork',
        'fork-lint check --fix',
      );
    const { writes, done, left } = await planFix(room.git, compared, verdict.findings);
    const uncommitted = new Set(await uncommittedPaths(repository));
    const lost = writes.filter(({ path }) => uncommitted.has(path)).map(({ path }) => path);
    if (lost.length > 0) {
      throw new Complaint(`${plural(lost.length, 'file')} to be fixed hold work that is not committed`, [
        ...lost.map((path) => `  ${path}`),
        'git stash --include-untracked   # or commit them',
      ]);
    }
    await writeFiles(room.git, repository.workTree, writes);
    for (const line of done) world.stderr.write(`fixed: ${display(line)}\n`);
    for (const line of left) world.stderr.write(`not fixed: ${display(line)}\n`);
    return done.length;
  });
}
