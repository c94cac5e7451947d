import { carryRules, rules } from '../rules/index.ts';
import { usualFile } from './carries/load.ts';
import { reportOf, study } from './check.ts';
import type { ApiOptions } from './cli/api.ts';
import type { CarryCommands } from './cli/carry.ts';
import type { CiOptions } from './cli/ci.ts';
import type { CheckOptions, Commands, Where } from './cli/cli.ts';
import type { CopyOptions } from './cli/copy.ts';
import type { HookCommands } from './cli/hook.ts';
import { type PlanOptions, runPlan } from './cli/plan.ts';
import type { PortOptions } from './cli/port.ts';
import { type PreflightOptions, runPreflight } from './cli/preflight.ts';
import { privateTags } from './compare/upstream.ts';
import { Complaint } from './complaint.ts';
import type { ExportOptions } from './export/export.ts';
import { fetchUpstream } from './git/fetch.ts';
import { openRepository, type Repository } from './git/repository.ts';
import type { InitOptions } from './init/init.ts';
import { connectors } from './layout/connectors.ts';
import { isLoud, known, levelsOf } from './levels.ts';
import { destinations, publish, terminalOf } from './output.ts';
import { essays, pageOf, version } from './pages.ts';
import { progressOn, tracer, withProgress } from './progress.ts';
import { exitCodeOf } from './report.ts';
import { display, harmless } from './reporters/display.ts';
import { reporters } from './reporters/index.ts';
import { settingsOf } from './settings.ts';
import type { Studied, Study, StudyOptions } from './study.ts';
import type { World } from './world.ts';

const names = rules.map(({ name }) => name);
const ruleNames = (): Promise<readonly string[]> => Promise.resolve(names);

/** What each command does, in the world it is given. */
export function commandsIn(world: World): Commands {
  return {
    check: (options: CheckOptions) => check(options, world),
    preflight: (options: PreflightOptions) => runPreflight(options, world, (asked, use) => study(asked, world, use)),
    plan: (options: PlanOptions) => runPlan(options, world, (asked, use) => study(asked, world, use), names),
    api: (options: ApiOptions) => compareApi(options, world),
    port: (options: PortOptions) => porting(options, world),
    copy: async (options: CopyOptions) =>
      (await import('./copy/run.ts')).runCopy(options, { world, study: (asked, use) => study(asked, world, use) }),
    rules: () => listRules(world),
    carry: carryCommands(world),
    export: (options: ExportOptions) => exporting(options, world),
    init: (options: InitOptions) => setUp(options, world),
    hook: hookCommands(world),
    ci: (options: CiOptions) => reviewing(options, world),
    explain: (rule: string) => explain(known(rule, [...names, ...essays]), world),
  };
}

function say(world: World, lines: readonly string[]): number {
  world.stdout.write(harmless(`${lines.join('\n')}\n`));
  return 0;
}

async function listRules(world: World): Promise<number> {
  const { catalogue } = await import('./reporters/catalogue.ts');
  world.stdout.write(catalogue(rules, essays, terminalOf(world.stdout, world.env, 'auto')));
  return 0;
}

/** `fork-lint explain`. */
async function explain(rule: string, world: World): Promise<number> {
  const { explained } = await import('./reporters/explained.ts');
  world.stdout.write(explained(pageOf(rule), terminalOf(world.stdout, world.env, 'auto')));
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

/** `fork-lint init`. */
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
    hook: async (repository) => (await import('./hook/install.ts')).offerHook(repository, world.program ?? null),
    workflow: async (repository) => (await import('./init/workflow.ts')).offerWorkflow(repository),
    say: (line) => say(world, [display(line)]),
  });
  return 0;
}

/** The commands about the pre-push hook, loaded when one is used. */
function hookCommands(world: World): HookCommands {
  const tools = {
    world,
    open: ({ repo, debug }: Pick<Where, 'repo' | 'debug'>) =>
      openRepository(repo, { cwd: world.cwd, env: world.env, trace: tracer({ debug }, world), ahead: world.ahead }),
    settings: (options: Where, repository: Repository) =>
      settingsOf(options, repository, { world, ruleNames, layouts: [connectors] }),
    report: (options: StudyOptions) => reportOf(options, world, { mode: 'hook', to: [] }),
  };
  const commands = async (): Promise<HookCommands> => (await import('./hook/command.ts')).hookCommands(tools);
  return {
    install: async (options) => (await commands()).install(options),
    uninstall: async (options) => (await commands()).uninstall(options),
    run: async (options) => (await commands()).run(options),
  };
}

/** `fork-lint ci`. */
async function reviewing(options: CiOptions, world: World): Promise<number> {
  const { runCi } = await import('./ci/command.ts');
  return runCi(options, {
    world,
    maxWarnings: warningLimit(options.maxWarnings),
    open: () => openRepository(options.repo, { cwd: world.cwd, env: world.env, trace: tracer(options, world) }),
    settings: (asked, repository) => settingsOf(asked, repository, { world, ruleNames, layouts: [connectors] }),
    fetch: (repository, remote) => fetchUpstream(repository, remote, privateTags, progressOn(world)),
    report: (asked, to) => reportOf(asked, world, { mode: 'ci', to }),
  });
}

type CarryWork = typeof import('./carries/commands.ts');

/** Where to look, without the flags that mean something else to another command. */
function whereOf({ repo, fork, upstream, base, target, config, fetch, debug }: Where): Where {
  return { repo, fork, upstream, base, target, config, fetch, debug };
}

/** `fork-lint api`. It needs no upstream, so no configuration is read either. */
async function compareApi(options: ApiOptions, world: World): Promise<number> {
  const { runApi } = await import('./api/run.ts');
  const terminal = terminalOf(world.stdout, world.env, 'auto');
  const trace = tracer(options, world);
  return runApi(options, { world, layout: connectors, terminal, ...(trace ? { trace } : {}) });
}

/** `fork-lint port`. Of the configuration it needs the layout alone. */
async function porting(options: PortOptions, world: World): Promise<number> {
  const { runPort } = await import('./port/command.ts');
  const where = { ...options, config: options.config, fetch: false, debug: options.debug };
  const trace = tracer(where, world);
  const settings = { world, ruleNames, layouts: [connectors] };
  const law = { rules, carryRules, levels: new Map(), failOnNext: false, now: world.now };
  return runPort(options, {
    world,
    layoutOf: async (repository) => (await settingsOf(where, repository, settings)).layout,
    carriesOf: async (repository) => {
      const { config } = await settingsOf(where, repository, settings);
      return { file: config.carries ?? usualFile, law };
    },
    terminal: terminalOf(world.stdout, world.env, 'auto'),
    ...(trace ? { trace } : {}),
  });
}

async function check(options: CheckOptions, world: World): Promise<number> {
  const to = destinations(options.format, options.outputFile);
  const maxWarnings = warningLimit(options.maxWarnings);
  levelsOf(new Map(), options, names); // a misspelt rule is said before any work is done
  if (options.fixDryRun || options.fix) {
    const { fixFirst, showFix } = await import('./fix/fix.ts');
    const looking = { world, study: ((asked, use) => study(asked, world, use)) satisfies Study };
    if (options.fixDryRun) return showFix(options, looking);
    await fixFirst(options, looking);
  }
  // what shows the report is loaded once git is at work
  void world.begun?.then(() => to.map(({ format }) => reporters[format]())).catch(() => {});
  const asked = options.fix ? { ...options, worktree: true } : options;
  const report = await withProgress(
    world,
    'comparing the fork with its upstream',
    reportOf(asked, world, { mode: 'check', to }),
  );
  const loud = {
    ...report,
    findings: report.findings.filter(({ severity }) => isLoud(severity, options.quiet)),
    view: { diff: options.showDiff, summary: options.summary },
  };
  await publish(loud, to, terminalOf(world.stdout, world.env, options.color), world);
  return exitCodeOf(report, { maxWarnings, exitZero: options.exitZero });
}

function warningLimit(flag: string | undefined): number | null {
  if (flag === undefined) return null;
  if (/^\d+$/.test(flag)) return Number(flag);
  throw new Complaint(`--max-warnings takes a whole number, not ${JSON.stringify(flag)}`, 'fork-lint --max-warnings 0');
}
