import type { Options } from 'yargs';
import { compare } from '../compare/compare.ts';
import { Complaint } from '../complaint.ts';
import { openRepository, type Repository } from '../git/repository.ts';
import { resolveCommits } from '../git/resolve.ts';
import { openRoom, type Room } from '../git/room.ts';
import { checkBranch, publishBranch } from '../git/write.ts';
import type { Layout } from '../layout/layout.ts';
import type { Ref } from '../model.ts';
import { commitEach, commitOnce } from '../port/commit.ts';
import type { Commits } from '../port/gather.ts';
import { portReport } from '../port/report.ts';
import { portTrees } from '../port/run.ts';
import { portReporters } from '../reporters/port.ts';
import type { Terminal } from '../reporters/terminal.ts';
import type { World } from '../world.ts';
import { where } from './options.ts';

const formats = ['text', 'json'] as const satisfies readonly (keyof typeof portReporters)[];
const none: string[] = [];

/** The command line of `fork-lint port`, as data. */
export const portCommand = {
  command: 'port',
  describe: "carry the fork's changes over to another release of the upstream, onto a new branch",
  options: {
    repo: where.repo,
    fork: where.fork,
    upstream: where.upstream,
    base: where.base,
    target: where.target,
    branch: { type: 'string', requiresArg: true, describe: 'the branch to make [port/TARGET]' },
    force: { type: 'boolean', default: false, describe: 'replace the branch when there is one' },
    paths: {
      type: 'string',
      array: true,
      requiresArg: true,
      default: none,
      defaultDescription: 'all',
      describe: "only the fork's changes below these; repeatable",
    },
    merge: {
      type: 'boolean',
      default: false,
      describe: 'make it a merge of fork and target, for the fork to fast-forward to',
    },
    'keep-commits': { type: 'boolean', default: false, describe: 'one commit for each of the fork’s own' },
    markers: { type: 'boolean', default: false, describe: 'write conflicts into the files, as git does' },
    'dry-run': { type: 'boolean', default: false, describe: 'print the change; make no branch' },
    format: { type: 'string', alias: 'f', requiresArg: true, default: 'text', describe: formats.join(', ') },
    debug: where.debug,
  },
} as const satisfies { readonly command: string; readonly describe: string; readonly options: Record<string, Options> };

/** What was typed after `fork-lint port`. */
export interface PortOptions {
  readonly repo: string;
  readonly fork: string;
  readonly upstream: string | undefined;
  readonly base: string | undefined;
  readonly target: string | undefined;
  readonly branch: string | undefined;
  readonly force: boolean;
  readonly paths: readonly string[];
  readonly merge: boolean;
  readonly keepCommits: boolean;
  readonly markers: boolean;
  readonly dryRun: boolean;
  readonly format: string;
}

/** What the command needs of the program around it. */
export interface PortWorld {
  readonly world: Pick<World, 'cwd' | 'env' | 'stdout'>;
  readonly layout: Layout;
  readonly terminal: Terminal;
  readonly trace?: Parameters<typeof openRepository>[1]['trace'];
}

/**
 * Runs `fork-lint port`. Nothing that is checked out is touched; one new branch is made at the end.
 * @returns 0 when all of ours was placed, 1 when something is left to a person.
 * @throws Complaint for refs, flags or a branch that will not do.
 */
export async function runPort(options: PortOptions, { world, layout, terminal, trace }: PortWorld): Promise<number> {
  const format = formats.find((one) => one === options.format);
  if (format === undefined)
    throw new Complaint(
      `there is no format ${JSON.stringify(options.format)} for port`,
      `fork-lint port --format ${formats.join('|')}`,
    );
  if (options.merge && options.keepCommits)
    throw new Complaint('--merge makes one commit, so it goes without --keep-commits', 'fork-lint port --merge');
  const repository = await openRepository(options.repo, { cwd: world.cwd, env: world.env, trace });
  const room = openRoom(repository);
  try {
    const sides = await sidesOf(options, repository, room, layout);
    const wish = {
      name: options.branch ?? `port/${sides.target.name.replace(/^refs\/\w+\//, '')}`,
      force: options.force,
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
