import { formats, type PortOptions } from '../cli/port.ts';
import { compare } from '../compare/compare.ts';
import { Complaint } from '../complaint.ts';
import { openRepository, type Repository } from '../git/repository.ts';
import { resolveCommits } from '../git/resolve.ts';
import { openRoom, type Room } from '../git/room.ts';
import { checkBranch, publishBranch } from '../git/write.ts';
import type { Layout } from '../layout/layout.ts';
import type { Ref } from '../model.ts';
import { portReporters } from '../reporters/port.ts';
import type { Terminal } from '../reporters/terminal.ts';
import type { World } from '../world.ts';
import { commitEach, commitOnce } from './commit.ts';
import type { Commits } from './gather.ts';
import { portReport } from './report.ts';
import { portTrees } from './run.ts';

/** What the command needs of the program around it. */
export interface PortWorld {
  readonly world: Pick<World, 'cwd' | 'env' | 'stdout'>;
  /** Where the upstream keeps its things, as the fork's configuration has it. */
  layoutOf(repository: Repository): Promise<Layout>;
  readonly terminal: Terminal;
  readonly trace?: Parameters<typeof openRepository>[1]['trace'];
}

/**
 * Runs `fork-lint port`. Nothing that is checked out is touched; one new branch is made at the end.
 * @returns 0 when all of ours was placed, 1 when something is left to a person.
 * @throws Complaint for refs, flags or a branch that will not do.
 */
export async function runPort(options: PortOptions, { world, layoutOf, terminal, trace }: PortWorld): Promise<number> {
  const format = formats.find((one) => one === options.format);
  if (format === undefined)
    throw new Complaint(
      `there is no format ${JSON.stringify(options.format)} for port`,
      `fork-lint port --format ${formats.join('|')}`,
    );
  if (options.merge && options.keepCommits)
    throw new Complaint('--merge makes one commit, so it goes without --keep-commits', 'fork-lint port --merge');
  const repository = await openRepository(options.repo, { cwd: world.cwd, env: world.env, trace });
  const layout = await layoutOf(repository);
  const room = openRoom(repository);
  try {
    const sides = await sidesOf(options, repository, room, layout);
    const wish = {
      name: options.branch ?? `port/${sides.target.name.replace(/^refs\/\w+\//, '')}`,
      force: options.force,
      command: 'fork-lint port',
    };
    if (!options.dryRun) await checkBranch(repository, wish);
    const commits: Commits = { base: sides.base.sha, fork: sides.fork.sha, target: sides.target.sha };
    const port = (one: Commits) =>
      portTrees(room.git, layout, { ...one, paths: options.paths, markers: options.markers });
    const { commit, ported } = options.keepCommits
      ? await commitEach(room.git, commits, port)
      : await commitAll(room, commits, sides.target, port, options);
    if (options.dryRun) world.stdout.write(await difference(room, commits, commit));
    else await publishBranch(repository, room.git, commit, [commits.target, commits.fork], wish);
    const made = options.dryRun ? { branch: null, commit: null } : { branch: wish.name, commit };
    // the patch is the answer of a dry run; what is left would spoil it for `git apply`
    if (!options.dryRun || format === 'json')
      world.stdout.write(portReporters[format](portReport({ ...sides, ...made }, ported), terminal));
    return ported.left.length > 0 ? 1 : 0;
  } finally {
    room.close();
  }
}

async function commitAll(
  room: Room,
  commits: Commits,
  target: Ref,
  port: (one: Commits) => ReturnType<typeof portTrees>,
  { merge }: PortOptions,
) {
  const ported = await port(commits);
  return { ported, commit: await commitOnce(room.git, commits, target, ported, merge) };
}

interface Sides {
  readonly base: Ref;
  readonly fork: Ref;
  readonly target: Ref;
}

/** The three commits: as named, else as a check finds them. */
async function sidesOf(
  { base, fork, target, upstream }: PortOptions,
  repository: Repository,
  room: Room,
  layout: Layout,
): Promise<Sides> {
  if (base !== undefined && target !== undefined) {
    const [b, f, t] = await resolveCommits(repository.git, [base, fork, target]);
    if (b && f && t)
      return { base: { name: base, sha: b }, fork: { name: fork, sha: f }, target: { name: target, sha: t } };
  }
  const asked = { fork, base, target, targetRequested: target !== undefined, upstream };
  const { comparison } = await compare({ repository, room, layout, asked });
  const named = ({ ref, sha }: { readonly ref: string; readonly sha: string }): Ref => ({ name: ref, sha });
  return { base: named(comparison.base), fork: named(comparison.fork), target: named(comparison.target) };
}

async function difference(room: Room, { target }: Commits, commit: string): Promise<string> {
  const { out } = await room.git([
    'diff-tree',
    '-r',
    '-p',
    '-M',
    '--no-color',
    '--no-ext-diff',
    '--no-textconv',
    target,
    commit,
  ]);
  return out.toString();
}
