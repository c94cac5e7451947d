import { Complaint } from '../complaint.ts';
import { contentsOf } from '../copy/apply.ts';
import { gitIdentity, patchBetween } from '../git/standing.ts';
import { uncommittedPaths } from '../git/worktree.ts';
import { makeCommits } from '../git/write.ts';
import { plural } from '../plural.ts';
import { display, harmless } from '../reporters/display.ts';
import type { Studied, Study, StudyOptions } from '../study.ts';
import { finishEarlier, writeTogether } from '../together.ts';
import type { World } from '../world.ts';
import { stillToWrite } from './already.ts';
import { type FixPlan, planFix } from './plan.ts';

/**
 * Settles in the work tree what can be settled without asking, and says what it did. Lint again afterwards, with
 * `worktree`, to see what is left. Files with uncommitted work are never written over, but what an earlier fix left there
 * uncommitted is no such work.
 * @returns how many things were settled.
 * @throws Complaint where there is no work tree, or when uncommitted work stands in the way.
 */
export async function fixFirst(
  options: StudyOptions,
  { world, study }: { readonly world: Pick<World, 'stderr'>; readonly study: Study },
): Promise<number> {
  return study(options, async ({ repository, room, compared, verdict }) => {
    if (repository.workTree === null)
      throw new Complaint('a bare repository has no files to fix', 'fork-lint check --fork BRANCH --fix-dry-run');
    if (options.fork !== 'HEAD')
      throw new Complaint(
        'only what is checked out can be fixed, so --fix goes without --fork',
        'fork-lint check --fix',
      );
    const { workTree, gitDir } = repository;
    finishEarlier({ workTree, gitDir });
    const { writes, done, left } = await planFix(room.git, compared, verdict.findings);
    const uncommitted = new Set(await uncommittedPaths(repository));
    const missing = await stillToWrite(room.git, repository.workTree, writes);
    const lost = missing.filter(({ path }) => uncommitted.has(path)).map(({ path }) => path);
    if (lost.length > 0) {
      throw new Complaint(`${plural(lost.length, 'file')} to be fixed hold work that is not committed`, [
        ...lost.map((path) => `  ${path}`),
        'git stash --include-untracked   # or commit them',
      ]);
    }
    writeTogether({ workTree, gitDir }, await contentsOf(room.git, missing));
    const told = missing.length === 0 ? [] : done;
    for (const line of told) world.stderr.write(`fixed: ${display(line)}\n`);
    for (const line of left) world.stderr.write(`not fixed: ${display(line)}\n`);
    return told.length;
  });
}

/**
 * Prints what {@link fixFirst} would change, for any commit and without a work tree, and writes nothing.
 * @returns 1 when something would change, else 0.
 */
export async function showFix(
  options: StudyOptions,
  { world, study }: { readonly world: Pick<World, 'stdout' | 'stderr' | 'now'>; readonly study: Study },
): Promise<0 | 1> {
  return study(options, async (studied) => {
    const plan = await planFix(studied.room.git, studied.compared, studied.verdict.findings);
    if (plan.writes.length > 0) {
      const patch = await patchOf(plan, studied, world.now);
      const lines = patch.split('\n').map((line) => display(line.replaceAll('\t', '    ')));
      world.stdout.write(harmless(lines.join('\n')));
    }
    for (const line of plan.left) world.stderr.write(`not fixed: ${display(line)}\n`);
    return plan.writes.length > 0 ? 1 : 0;
  });
}

async function patchOf({ writes }: FixPlan, { repository, room, compared }: Studied, now: number): Promise<string> {
  const who = await gitIdentity(repository, now);
  const { sha } = compared.comparison.fork;
  const message = 'What --fix would change\n';
  const [made] = await makeCommits(room.git, [
    { tree: compared.trees.fork.tree, writes, parents: [sha], author: who, committer: who, message },
  ]);
  if (made === undefined) throw new Error('fast-import made no commit');
  return patchBetween(room.git, sha, made);
}
