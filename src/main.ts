import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rules } from '../rules/index.ts';
import { type CheckOptions, cli, type Where } from './cli/cli.ts';
import { type Compared, compare } from './compare/compare.ts';
import { chooseRemote, privateTags } from './compare/upstream.ts';
import { Complaint } from './complaint.ts';
import { type Config, emptyConfig } from './config/model.ts';
import { gather } from './facts.ts';
import { readObjects } from './git/blobs.ts';
import { fetchUpstream } from './git/fetch.ts';
import { openRepository, type Repository } from './git/repository.ts';
import { resolveCommits } from './git/resolve.ts';
import { openRoom, type Room } from './git/room.ts';
import type { Trace } from './git/run.ts';
import { uncommittedFiles, worktreeCommit } from './git/worktree.ts';
import { connectors } from './layout/connectors.ts';
import type { Layout } from './layout/layout.ts';
import { isLoud, known, levelsOf } from './levels.ts';
import { lint } from './lint.ts';
import type { Note, Ref } from './model.ts';
import { destinations, publish, terminalOf } from './output.ts';
import { pageOf, version } from './pages.ts';
import { withProgress } from './progress.ts';
import { countOf, exitCodeOf, type Report } from './report.ts';
import { display } from './reporters/display.ts';
import { plural } from './reporters/terminal.ts';
import type { World } from './world.ts';

const names = rules.map(({ name }) => name);

/** Runs fork-lint. @returns the exit code: 0 clean, 1 findings at error level, 2 could not check. */
export async function main(argv: readonly string[], world: World): Promise<number> {
  try {
    const commands = {
      check: (options: CheckOptions) => check(options, world),
      rules: async () =>
        say(
          world,
          rules.map(({ name, severity, summary }) => `${name.padEnd(20)} ${severity.padEnd(5)} ${summary}`),
        ),
      explain: async (rule: string) => say(world, [pageOf(known(rule, names)).trimEnd()]),
    };
    const print = (text: string): void => void world.stdout.write(text);
    return await cli(argv, commands, {
      version: version(),
      width: world.stdout.columns ?? 80,
      print,
    });
  } catch (error) {
    world.stderr.write(failure(error));
    return 2;
  }
}

function say(world: World, lines: readonly string[]): number {
  world.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}

/** A complaint is a sentence and what to type next; anything else is a bug of ours and says how to report it. */
function failure(error: unknown): string {
  if (error instanceof Complaint) {
    const next = error.next.map((line) => `  ${display(line)}\n`).join('');
    return `fork-lint: ${display(error.message)}\n${next}`;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [
    'fork-lint: this is a bug of fork-lint, not of your fork. Please report it with the lines below:',
    'https://github.com/fork-lint/fork-lint/issues/new',
    `fork-lint ${version()}, node ${process.version}`,
    ...stack.split('\n').map(display),
    '',
  ].join('\n');
}

async function check(options: CheckOptions, world: World): Promise<number> {
  const to = destinations(options.format, options.outputFile);
  const maxWarnings = warningLimit(options.maxWarnings);
  levelsOf(new Map(), options, names); // a misspelt rule is said before any work is done
  const report = await withProgress(world, 'comparing the fork with its upstream', reportOf(options, world));
  const loud = {
    ...report,
    findings: report.findings.filter(({ severity }) => isLoud(severity, options.quiet)),
  };
  await publish(loud, to, terminalOf(world.stdout, world.env, options.color), world);
  return exitCodeOf(report, { maxWarnings, exitZero: options.exitZero });
}

function warningLimit(flag: string | undefined): number | null {
  if (flag === undefined) return null;
  if (/^\d+$/.test(flag)) return Number(flag);
  throw new Complaint(`--max-warnings takes a whole number, not ${JSON.stringify(flag)}`, 'fork-lint --max-warnings 0');
}

async function reportOf(options: CheckOptions, world: World): Promise<Report> {
  const repository = await openRepository(options.repo, {
    cwd: world.cwd,
    env: world.env,
    trace: tracer(options, world),
  });
  const { config, layout } = await settingsOf(options, repository, world);
  if (options.fetch) await fetchFirst(repository, layout, options.upstream ?? config.upstream ?? undefined, world);
  const room = openRoom(repository);
  try {
    const looksAtHead = options.fork === 'HEAD' && repository.workTree !== null;
    const [compared, uncommitted] = await Promise.all([
      compareWith(options, config, { repository, room, layout }),
      looksAtHead && !options.worktree ? uncommittedFiles(repository) : 0,
    ]);
    const failOnNext = options.target !== undefined || config.failOn === 'next';
    const levels = levelsOf(config.rules, options, names);
    const findings = lint(gather(compared), rules, { levels, failOnNext });
    const notes: Note[] = uncommitted
      ? [
          {
            kind: 'note',
            text: `${plural(uncommitted, 'uncommitted file')} not checked (--worktree checks the files as they lie there)`,
          },
        ]
      : [];
    const { comparison } = compared;
    return {
      comparison,
      findings,
      counts: countOf(findings),
      notes: [...comparison.notes, ...notes],
      rules,
    };
  } finally {
    room.close();
  }
}

interface Place {
  readonly repository: Repository;
  readonly room: Room;
  readonly layout: Layout;
}

async function compareWith(
  options: CheckOptions,
  config: Config,
  { repository, room, layout }: Place,
): Promise<Compared> {
  const fork = options.worktree ? await worktreeFork(options, repository, room) : options.fork;
  const asked = {
    fork,
    base: options.base,
    target: options.target ?? config.target ?? undefined,
    targetRequested: options.target !== undefined,
    upstream: options.upstream ?? config.upstream ?? undefined,
  };
  return compare({ repository, room, layout, asked });
}

async function worktreeFork({ fork }: Where, repository: Repository, room: Room): Promise<Ref> {
  if (repository.workTree === null)
    throw new Complaint('a bare repository has no work tree to lint', 'fork-lint --fork BRANCH');
  if (fork !== 'HEAD')
    throw new Complaint('--worktree lints the files checked out, so it goes without --fork', 'fork-lint --worktree');
  const [head] = await resolveCommits(repository.git, ['HEAD']);
  if (!head)
    throw new Complaint(
      `${repository.dir} has no commit yet, so there is nothing to compare the files with`,
      'git commit',
    );
  return {
    name: 'the work tree',
    sha: await worktreeCommit(repository, room, head),
  };
}

/** The configuration lies at the top of the fork: in its work tree, or, in a bare repository, in the commit to lint. */
async function settingsOf(
  options: Where,
  repository: Repository,
  world: World,
): Promise<{ config: Config; layout: Layout }> {
  const file = options.config === undefined ? 'fork-lint.yaml' : options.config;
  const text = await configText(options, repository, world);
  if (text === null) return { config: emptyConfig, layout: connectors };
  const { readConfig } = await import('./config/read.ts'); // yaml takes 20 ms to load
  const config = readConfig(text, {
    file,
    rules: names,
    layouts: [connectors],
  });
  const layout = config.layout ?? connectors;
  return {
    config,
    layout: config.releaseLines.length ? { ...layout, releaseLines: config.releaseLines } : layout,
  };
}

async function configText(
  { config, fork }: Where,
  { workTree, git }: Repository,
  { cwd }: World,
): Promise<string | null> {
  if (config !== undefined) {
    const path = resolve(cwd, config);
    if (!existsSync(path)) throw new Complaint(`there is no configuration file ${config}`, 'fork-lint --config FILE');
    return readFileSync(path, 'utf8');
  }
  if (workTree !== null) {
    const path = join(workTree, 'fork-lint.yaml');
    return existsSync(path) ? readFileSync(path, 'utf8') : null;
  }
  const [object] = await readObjects(git, [`${fork}:fork-lint.yaml`]);
  return object?.type === 'blob' ? object.content.toString() : null;
}

async function fetchFirst(
  repository: Repository,
  layout: Layout,
  upstream: string | undefined,
  { stderr }: World,
): Promise<void> {
  const { remote } = chooseRemote(repository.remotes, layout, upstream);
  const say = (line: string): void => {
    if (stderr.isTTY) stderr.write(`\r\u001b[K${line}`);
  };
  await fetchUpstream(repository, remote, privateTags, say);
  say('');
}

/** `--debug`: each git command with its time, on stderr. */
function tracer({ debug }: Where, { stderr }: World): ((trace: Trace) => void) | undefined {
  if (!debug) return undefined;
  return ({ args, code, ms, bytes }) => {
    const shown = args.map((arg) => (/^[\w./:@%+,=^{}-]+$/.test(arg) ? arg : JSON.stringify(arg))).join(' ');
    stderr.write(
      `${performance.now().toFixed(0).padStart(6)} ${ms.toFixed(0).padStart(6)} ms  ${String(bytes).padStart(9)} bytes  exit ${code}  git ${display(shown)}\n`,
    );
  };
}
