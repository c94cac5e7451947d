import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { carryRules, rules } from '../rules/index.ts';
import { loadCarries, usualFile } from './carries/load.ts';
import type { CarryCommands } from './cli/carry.ts';
import { type CheckOptions, cli, type Where } from './cli/cli.ts';
import { type PlanOptions, runPlan } from './cli/plan.ts';
import { type PreflightOptions, runPreflight } from './cli/preflight.ts';
import { type Compared, compare } from './compare/compare.ts';
import { readOnce } from './compare/ground.ts';
import { chooseRemote, privateTags } from './compare/upstream.ts';
import { Complaint } from './complaint.ts';
import { type Config, emptyConfig } from './config/model.ts';
import type { ExportOptions } from './export/export.ts';
import { readObjects } from './git/blobs.ts';
import { fetchUpstream } from './git/fetch.ts';
import { openRepository, type Repository } from './git/repository.ts';
import { resolveCommits } from './git/resolve.ts';
import { openRoom, type Room } from './git/room.ts';
import type { Trace } from './git/run.ts';
import { uncommittedFiles, worktreeCommit } from './git/worktree.ts';
import type { InitOptions } from './init/init.ts';
import { type Judged, judge, type Law } from './judge.ts';
import { connectors } from './layout/connectors.ts';
import type { Layout } from './layout/layout.ts';
import { isLoud, known, levelsOf } from './levels.ts';
import type { Note, Ref } from './model.ts';
import { newSince } from './newfrom.ts';
import { destinations, publish, terminalOf } from './output.ts';
import { pageOf, version } from './pages.ts';
import { withProgress } from './progress.ts';
import { countOf, exitCodeOf, type Report } from './report.ts';
import { display } from './reporters/display.ts';
import { plural } from './reporters/terminal.ts';
import type { Studied, StudyOptions } from './study.ts';
import type { World } from './world.ts';

const names = rules.map(({ name }) => name);

/** Runs fork-lint. @returns the exit code: 0 clean, 1 findings at error level, 2 could not check. */
export async function main(argv: readonly string[], world: World): Promise<number> {
  try {
    const commands = {
      check: (options: CheckOptions) => check(options, world),
      preflight: (options: PreflightOptions) => runPreflight(options, world, (asked, use) => study(asked, world, use)),
      plan: (options: PlanOptions) => runPlan(options, world, (asked, use) => study(asked, world, use), names),
      rules: async () =>
        say(
          world,
          rules.map(({ name, severity, summary }) => `${name.padEnd(20)} ${severity.padEnd(5)} ${summary}`),
        ),
      carry: carryCommands(world),
      export: (options: ExportOptions) => exporting(options, world),
      init: (options: InitOptions) => setUp(options, world),
      explain: async (rule: string) => say(world, [pageOf(known(rule, names)).trimEnd()]),
    };
    const print = (text: string): void => void world.stdout.write(text);
    return await cli(argv, commands, {
      version: version(),
      width: world.stdout.columns ?? 80,
      print,
    });
  } catch (error) {
    world.stderr.write(failure(error, world));
    return 2;
  }
}

function say(world: World, lines: readonly string[]): number {
  world.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}

/** The commands about carries. They look at the fork first, by all rules. */
function carryCommands(world: World): CarryCommands {
  const studied = (options: Where, use: (studied: Studied, commands: CarryWork) => readonly string[]) =>
    study({ ...whereOf(options), editing: true }, world, async (one) =>
      say(world, use(one, await import('./carries/commands.ts'))),
    );
  return {
    add: (options) => studied(options, (one, work) => work.add(one, options, names)),
    list: (options) => studied(options, (one, work) => work.list(one, options)),
    prune: (options) => studied(options, (one, work) => work.prune(one, options, names)),
  };
}

/** `fork-lint export`. Uncommitted carries count, and are noted in where they lie. */
function exporting(options: ExportOptions, world: World): Promise<number> {
  return study({ ...whereOf(options), editing: true }, world, async (studied) => {
    const [{ exportChange }, { portTrees: port }] = await Promise.all([
      import('./export/export.ts'),
      import('./port/run.ts'),
    ]);
    const { code, lines } = await exportChange(studied, options, { cwd: world.cwd, rules: names, port });
    say(world, lines);
    return code;
  });
}

/** `fork-lint init`: hook and workflow are offered once there is something that sets them up. */
async function setUp(options: InitOptions, world: World): Promise<number> {
  const { init } = await import('./init/init.ts');
  const { cwd, env, now, ask } = world;
  await init(options, {
    open: () => openRepository(options.repo, { cwd, env, trace: tracer(options, world) }),
    fetch: (repository, remote) => fetchUpstream(repository, remote, privateTags, progressOn(world)),
    study: (asked, use) => study(asked, world, use),
    layout: connectors,
    rules: names,
    version: version(),
    now,
    ask,
    say: (line) => say(world, [display(line)]),
  });
  return 0;
}

type CarryWork = typeof import('./carries/commands.ts');

/** Where to look, without the flags that mean something else to another command. */
function whereOf({ repo, fork, upstream, base, target, config, fetch, debug }: Where): Where {
  return { repo, fork, upstream, base, target, config, fetch, debug };
}

/** A complaint is a sentence and what to type next; anything else is a bug of ours and says how to report it. */
function failure(error: unknown, { runtime }: World): string {
  if (error instanceof Complaint) {
    const next = error.next.map((line) => `  ${display(line)}\n`).join('');
    return `fork-lint: ${display(error.message)}\n${next}`;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [
    'fork-lint: this is a bug of fork-lint, not of your fork. Please report it with the lines below:',
    'https://github.com/fork-lint/fork-lint/issues/new',
    `fork-lint ${version()}, ${runtime ?? 'no runtime told'}`,
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

function reportOf(options: CheckOptions, world: World): Promise<Report> {
  return study({ ...options, reviewing: true }, world, async ({ compared: { comparison }, verdict, notes }) => ({
    comparison,
    findings: verdict.findings,
    counts: countOf(verdict.findings),
    notes: [...comparison.notes, ...notes],
    carries: verdict.carries,
    rules,
  }));
}

/** Opens the repository, compares, lints, applies the carries, and leaves out what is not new: what every command begins with. */
async function study<T>(options: StudyOptions, world: World, use: (studied: Studied) => Promise<T>): Promise<T> {
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
    const place = { repository, room, layout, readUpstream: readOnce() };
    const file = config.carries ?? usualFile;
    const configured = options.reviewing ? (config.newFrom ?? undefined) : undefined;
    const earlier = await earlierRef(options.newFrom ?? configured, repository);
    const commit =
      looksAtHead || options.worktree || (options.editing && repository.workTree !== null) ? null : options.fork;
    const [compared, uncommitted, declared, then] = await Promise.all([
      compareWith(options, config, place),
      looksAtHead && !options.worktree ? uncommittedFiles(repository) : 0,
      loadCarries(repository, { file, commit }, names),
      earlier && compareEarlier(options, config, place, { file, earlier }),
    ]);
    const law: Law = {
      rules,
      carryRules,
      levels: levelsOf(config.rules, { only: [], skip: [], rule: [], ...options }, names),
      failOnNext: options.target !== undefined || config.failOn === 'next',
      now: world.now,
    };
    const verdict = await judge(room.git, { compared, declared, before: then?.declared.carries ?? null }, law);
    const news = then && newSince(then.ref, (await judge(room.git, then, law)).findings, verdict.findings);
    const text = `${plural(uncommitted, 'uncommitted file')} not checked (--worktree checks the files as they lie there)`;
    const notes: Note[] = [...(uncommitted ? [{ kind: 'note', text } as const] : []), ...(news ? [news.note] : [])];
    const told = news ? { ...verdict, findings: news.findings } : verdict;
    return await use({ repository, room, config, layout, compared, declared, verdict: told, notes });
  } finally {
    room.close();
  }
}

/** @throws Complaint when the commit that `--new-from` names is not here: nothing can be said to be new then. */
async function earlierRef(name: string | undefined, { git }: Repository): Promise<Ref | null> {
  if (name === undefined) return null;
  const [sha] = await resolveCommits(git, [name]);
  if (sha) return { name, sha };
  throw new Complaint(`no commit here is called ${JSON.stringify(name)}, so nothing can be compared with it`, [
    'git fetch --all   # or: fork-lint --new-from REF',
  ]);
}

async function compareEarlier(
  options: StudyOptions,
  config: Config,
  place: Place,
  { file, earlier }: { readonly file: string; readonly earlier: Ref },
): Promise<Judged & { readonly ref: Ref }> {
  const [compared, declared] = await Promise.all([
    compareWith({ ...options, worktree: false }, config, place, earlier),
    loadCarries(place.repository, { file, commit: earlier.sha }, names),
  ]);
  return { compared, declared, before: null, ref: earlier };
}

interface Place {
  readonly repository: Repository;
  readonly room: Room;
  readonly layout: Layout;
  /** Shared by all comparisons of one run. */
  readonly readUpstream: ReturnType<typeof readOnce>;
}

async function compareWith(
  options: StudyOptions,
  config: Config,
  { repository, room, layout, readUpstream }: Place,
  earlier?: Ref,
): Promise<Compared> {
  const fork = options.worktree ? await worktreeFork(options, repository, room) : (earlier ?? options.fork);
  const asked = {
    fork,
    base: options.base,
    target: options.target ?? config.target ?? undefined,
    targetRequested: options.target !== undefined,
    upstream: options.upstream ?? config.upstream ?? undefined,
  };
  return compare({ repository, room, layout, asked, readUpstream });
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
  world: World,
): Promise<void> {
  const { remote } = chooseRemote(repository.remotes, layout, upstream);
  const progress = progressOn(world);
  await fetchUpstream(repository, remote, privateTags, progress);
  progress('');
}

function progressOn({ stderr }: World): (line: string) => void {
  return (line) => {
    if (stderr.isTTY) stderr.write(`\r\u001b[K${line}`);
  };
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
