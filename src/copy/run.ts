import type { CopyOptions } from '../cli/copy.ts';
import { Complaint } from '../complaint.ts';
import { gitIdentity, patchBetween } from '../git/standing.ts';
import { uncommittedPaths } from '../git/worktree.ts';
import { checkBranch, makeCommits, publishBranch } from '../git/write.ts';
import type { Finding } from '../model.ts';
import { plural } from '../plural.ts';
import { display, harmless } from '../reporters/display.ts';
import type { Studied, Study, StudyOptions } from '../study.ts';
import { finishEarlier, writeTogether } from '../together.ts';
import type { World } from '../world.ts';
import { contentsOf, ignoredEdit } from './apply.ts';
import { namesOf } from './names.ts';
import { type CopyPlan, planCopy } from './plan.ts';

/** What the command needs of the program around it. */
export interface CopyWorld {
  readonly world: Pick<World, 'now' | 'stdout'>;
  readonly study: Study;
}

/**
 * Runs `fork-lint copy`.
 * @returns 0 when all is done, 1 when something is left to a person.
 * @throws Complaint for names that are taken or cannot be, and for a work tree with uncommitted work.
 */
export async function runCopy(options: CopyOptions, { world, study }: CopyWorld): Promise<number> {
  const names = namesOf({
    to: options.new,
    class: options.class,
    serviceType: options.serviceType,
    name: options.name,
  });
  const looking: StudyOptions = { ...options };
  const done = await study(looking, async (studied) => {
    await refuse(options, studied);
    const wish = { source: options.source, names, pristine: options.pristine, register: options.register };
    const plan = await planCopy(studied.room.git, studied.compared, wish);
    if (options.dryRun) return { plan, shown: await preview(plan, studied, world.now), left: [] };
    return { plan, shown: null, left: await write(plan, options, studied, world.now) };
  });
  const { plan, shown } = done;
  if (shown !== null) {
    world.stdout.write(shown);
    return 0;
  }
  const fork = options.branch === undefined ? { worktree: true } : { fork: `refs/heads/${options.branch}` };
  const findings = await study({ ...looking, ...fork }, async ({ verdict }) => verdict.findings);
  const about = findings.filter((finding) => isAbout(finding, plan));
  const left = [
    ...plan.left,
    ...done.left,
    ...about.map(({ rule, path, message }) => `${rule} ${path ?? ''}: ${message}`),
  ];
  world.stdout.write(harmless(`${told(plan, options.branch, left).map(display).join('\n')}\n`));
  return left.length ? 1 : 0;
}

/** What stands against writing: a name that is taken, a bare repository, work that would be lost. */
async function refuse(options: CopyOptions, { repository }: Studied): Promise<void> {
  const again = `fork-lint copy ${options.source} ${options.new}`;
  if (options.dryRun) return;
  if (options.branch !== undefined)
    return checkBranch(repository, { name: options.branch, force: null, command: again });
  if (repository.workTree === null)
    throw new Complaint('a bare repository has no files to write to', `${again} --branch NAME`);
  if (options.fork !== 'HEAD')
    throw new Complaint(
      'files are only written for what is checked out, so --fork goes with --branch',
      `${again} --branch NAME`,
    );
  finishEarlier({ workTree: repository.workTree, gitDir: repository.gitDir });
  const lost = await uncommittedPaths(repository);
  if (lost.length === 0) return;
  const shown = lost.slice(0, 5).map((path) => `  ${path}`);
  const more = lost.length > 5 ? [`  and ${lost.length - 5} more`] : [];
  throw new Complaint(
    `${plural(lost.length, 'file')} of the work tree are not committed, and a copy could overwrite them`,
    [
      ...shown,
      ...more,
      'git stash --include-untracked   # or commit them',
      `${again} --branch NAME   # leaves the work tree alone`,
    ],
  );
}

async function write(plan: CopyPlan, options: CopyOptions, studied: Studied, now: number): Promise<string[]> {
  const { repository, room, compared } = studied;
  const { ignored } = plan;
  if (options.branch !== undefined) {
    const commit = await commitOf(plan, studied, now);
    const { fork, base } = compared.comparison;
    const command = `fork-lint copy ${options.source} ${options.new}`;
    await publishBranch(repository, room.git, commit, [fork.sha, base.sha], {
      name: options.branch,
      force: null,
      command,
    });
    const entry = `${plan.to.serviceType}: ${plan.to.module}:${plan.to.className}`;
    return ignored ? [`git ignores ${ignored.path}: add to its sources ${entry}`] : [];
  }
  if (repository.workTree === null) throw new Error('a bare repository was refused before');
  const { workTree, gitDir } = repository;
  const own = ignored ? [ignoredEdit(workTree, ignored.path, ignored.write)] : [];
  writeTogether({ workTree, gitDir }, [...(await contentsOf(room.git, plan.writes)), ...own]);
  return [];
}

/** The plan as a commit on top of the fork, in the room. */
async function commitOf(plan: CopyPlan, { repository, room, compared: { comparison, trees } }: Studied, now: number) {
  const who = await gitIdentity(repository, now);
  const message = `Copy ${plan.source} as ${plan.to.source}\n`;
  const { writes } = plan;
  const parents = [comparison.fork.sha];
  const [made] = await makeCommits(room.git, [
    { tree: trees.fork.tree, writes, parents, author: who, committer: who, message },
  ]);
  if (made === undefined) throw new Error('fast-import made no commit');
  return made;
}

async function preview(plan: CopyPlan, studied: Studied, now: number): Promise<string> {
  const patch = await patchBetween(
    studied.room.git,
    studied.compared.comparison.fork.sha,
    await commitOf(plan, studied, now),
  );
  const lines = patch.split('\n').map((line) => display(line.replaceAll('\t', '    ')));
  return harmless(`${[...lines, ...plan.left.map((one) => `left to you: ${display(one)}`)].join('\n')}\n`);
}

/** Whether a finding speaks of the original or of its copy. What else the fork has is none of this command's business. */
function isAbout({ path, severity, when }: Finding, { made, restored }: CopyPlan): boolean {
  return severity !== 'info' && when === 'now' && path !== null && [...made, ...restored].includes(path);
}

function told(
  { source, to, made, restored, registered }: CopyPlan,
  branch: string | undefined,
  left: readonly string[],
): string[] {
  const where = branch === undefined ? 'in the work tree, not committed yet' : `on the new branch ${branch}`;
  return [
    `copied ${source} to ${to.source}: ${to.className}, service type ${to.serviceType}, ${where}`,
    ...made.map((path) => `  new       ${path}`),
    ...restored.map((path) => `  restored  ${path}`),
    ...(registered === null ? [] : [`  registered in ${registered}`]),
    ...(left.length ? ['left to you:', ...left.map((one) => `  ${one}`)] : ['nothing is left to do; commit it']),
  ];
}
