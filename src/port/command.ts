import { formats, type PortOptions } from '../cli/port.ts';
import { standsOf } from '../compare/stand.ts';
import { Complaint } from '../complaint.ts';
import { openRepository, type Repository } from '../git/repository.ts';
import { resolveCommits } from '../git/resolve.ts';
import { openRoom, type Room } from '../git/room.ts';
import { checkBranch, publishBranch } from '../git/write.ts';
import type { Layout } from '../layout/layout.ts';
import type { Oid, Ref } from '../model.ts';
import { display } from '../reporters/display.ts';
import { portReporters } from '../reporters/port.ts';
import type { Terminal } from '../reporters/terminal.ts';
import type { Output, World } from '../world.ts';
import { type CarriesBy, followCarries } from './carries.ts';
import { commitEach, commitOnce } from './commit.ts';
import type { Commits } from './gather.ts';
import { type CopyTold, portReport } from './report.ts';
import { type Ported, portTrees } from './run.ts';

/** What the command needs of the program around it. */
export interface PortWorld {
  readonly world: Pick<World, 'cwd' | 'env' | 'stdout'>;
  /** Where the upstream keeps its things, as the fork's configuration has it. */
  layoutOf(repository: Repository): Promise<Layout>;
  /** The file that declares the fork's carries, and what they are judged by; without it they stay as they are. */
  carriesOf?(repository: Repository): Promise<Pick<CarriesBy, 'file' | 'law'>>;
  readonly terminal: Terminal;
  readonly trace?: Parameters<typeof openRepository>[1]['trace'];
}

/** What is to be carried, found but not carried yet. */
export interface Journey {
  readonly sides: Sides;
  /** Of a copy that is brought up to its original; null for a port of the whole fork. */
  readonly copy: CopyTold | null;
  /** What the branch is called when nobody says. */
  readonly branch: string;
  /** The commit that the result differs from by what was carried. */
  readonly onto: Oid;
  /** Carries it, into a commit of the room. */
  make(): Promise<{ readonly commit: Oid; readonly ported: Ported }>;
}

/**
 * Runs `fork-lint port`. Nothing that is checked out is touched; one new branch is made at the end.
 * @returns 0 when all of ours was placed, 1 when something is left to a person.
 * @throws Complaint for refs, flags or a branch that will not do.
 */
export async function runPort(options: PortOptions, port: PortWorld): Promise<number> {
  const { world, terminal, trace } = port;
  const format = formatOf(options);
  const repository = await openRepository(options.repo, { cwd: world.cwd, env: world.env, trace });
  const layout = await port.layoutOf(repository);
  const room = openRoom(repository);
  try {
    const { sides, copy, branch, onto, make } =
      options.copy === undefined
        ? await portOf(options, port, { repository, room, layout })
        : await (await import('../renew/journey.ts')).renewalOf(options.copy, options, { repository, room, layout });
    const wish = { name: options.branch ?? branch, force: options.force, command: 'fork-lint port' };
    if (!options.dryRun) await checkBranch(repository, wish);
    const { commit, ported } = await make();
    const idle = copy !== null && ported.writes.length === 0;
    if (options.dryRun) world.stdout.write(shownTo(world.stdout, await difference(room, onto, commit)));
    else if (!idle) await publishBranch(repository, room.git, commit, [sides.target.sha, sides.fork.sha], wish);
    const made = options.dryRun || idle ? { branch: null, commit: null } : { branch: wish.name, commit };
    // the patch is the answer of a dry run; what is left would spoil it for `git apply`
    if (!options.dryRun || format === 'json')
      world.stdout.write(portReporters[format](portReport({ ...sides, ...made, copy }, ported), terminal));
    return ported.left.length > 0 ? 1 : 0;
  } finally {
    room.close();
  }
}

/** @throws Complaint for flags that do not go together. */
function formatOf({ format, merge, keepCommits, copy, paths }: PortOptions): (typeof formats)[number] {
  const known = formats.find((one) => one === format);
  if (known === undefined)
    throw new Complaint(
      `there is no format ${JSON.stringify(format)} for port`,
      `fork-lint port --format ${formats.join('|')}`,
    );
  if (merge && keepCommits)
    throw new Complaint('--merge makes one commit, so it goes without --keep-commits', 'fork-lint port --merge');
  if (copy !== undefined && (merge || keepCommits || paths.length > 0))
    throw new Complaint(
      '--copy makes one commit on top of the fork, so it goes without --merge, --keep-commits and --paths',
      `fork-lint port --copy ${copy}`,
    );
  return known;
}

/** The whole fork, or some paths of it, onto the target. */
async function portOf(
  options: PortOptions,
  { carriesOf }: PortWorld,
  place: Pick<CarriesBy, 'repository' | 'room' | 'layout'>,
): Promise<Journey> {
  const { repository, room, layout } = place;
  const { paths, markers, keepCommits, merge } = options;
  const sides = await sidesOf(options, repository, room, layout);
  const commits: Commits = { base: sides.base.sha, fork: sides.fork.sha, target: sides.target.sha };
  const known = await carriesOf?.(repository);
  const port = async (one: Commits): Promise<Ported> => {
    const ported = await portTrees(room.git, layout, { ...one, paths, markers });
    if (known === undefined) return ported;
    const { target } = sides;
    const commit = (now: Ported) => commitOnce(room.git, one, target, now, false);
    const fork = { name: sides.fork.name, sha: one.fork };
    const last = one.fork === commits.fork;
    return followCarries(ported, { ...place, ...known, fork, target, base: one.base, last, commit });
  };
  return {
    sides,
    copy: null,
    branch: `port/${sides.target.name.replace(/^refs\/\w+\//, '')}`,
    onto: commits.target,
    async make() {
      if (keepCommits) return commitEach(room.git, commits, port);
      const ported = await port(commits);
      return { ported, commit: await commitOnce(room.git, commits, sides.target, ported, merge) };
    },
  };
}

/** The three commits, by name. */
export interface Sides {
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
  return standsOf({ repository, room, layout, asked });
}

/** `git apply` needs every byte as it is; a terminal must not obey any. */
function shownTo({ isTTY = false }: Output, patch: Buffer): Buffer | string {
  return isTTY ? patch.toString().split('\n').map(display).join('\n') : patch;
}

async function difference(room: Room, onto: Oid, commit: Oid): Promise<Buffer> {
  const { out } = await room.git([
    'diff-tree',
    '-r',
    '-p',
    '-M',
    '--binary', // with the whole content of what is no text
    '--full-index',
    '--no-color',
    '--no-ext-diff',
    '--no-textconv',
    onto,
    commit,
  ]);
  return out;
}
