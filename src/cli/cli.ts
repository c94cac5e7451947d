import yargs, { type Argv } from 'yargs';
import type { ExportOptions } from '../export/export.ts';
import type { InitOptions } from '../init/init.ts';
import { type ApiOptions, apiCommand } from './api.ts';
import { type CarryCommands, carryModule } from './carry.ts';
import { type CiOptions, ciCommand } from './ci.ts';
import { type CopyOptions, copyCommand } from './copy.ts';
import { exportCommand } from './export.ts';
import { type HookCommands, hookModule } from './hook.ts';
import { initCommand } from './init.ts';
import { misread } from './misread.ts';
import { checking, normalize, where } from './options.ts';
import { type PlanOptions, planCommand } from './plan.ts';
import { type PortOptions, portCommand } from './port.ts';
import { type PreflightOptions, preflightCommand } from './preflight.ts';

/** Where a command is to look, as typed. */
export interface Where {
  readonly repo: string;
  readonly fork: string;
  readonly upstream: string | undefined;
  readonly base: string | undefined;
  readonly target: string | undefined;
  readonly config: string | undefined;
  readonly fetch: boolean;
  readonly debug: boolean;
}

export interface CheckOptions extends Where {
  readonly format: readonly string[];
  readonly outputFile: string | undefined;
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly rule: readonly string[];
  readonly showDiff: boolean;
  readonly summary: boolean;
  readonly maxWarnings: string | undefined;
  readonly quiet: boolean;
  readonly exitZero: boolean;
  readonly worktree: boolean;
  readonly newFrom: string | undefined;
  readonly fix: boolean;
  readonly fixDryRun: boolean;
  readonly color: 'auto' | 'always' | 'never';
}

/** What each command does; each answers an exit code. */
export interface Commands {
  check(options: CheckOptions): Promise<number>;
  rules(): Promise<number>;
  explain(rule: string): Promise<number>;
  plan(options: PlanOptions): Promise<number>;
  preflight(options: PreflightOptions): Promise<number>;
  api(options: ApiOptions): Promise<number>;
  copy(options: CopyOptions): Promise<number>;
  port(options: PortOptions): Promise<number>;
  readonly carry: CarryCommands;
  export(options: ExportOptions): Promise<number>;
  init(options: InitOptions): Promise<number>;
  readonly hook: HookCommands;
  ci(options: CiOptions): Promise<number>;
}

/** Runs one of the commands, which are loaded then, and keeps its answer. */
export type Does = (run: (commands: Commands) => Promise<number>) => Promise<void>;

export interface CliOptions {
  readonly version: string;
  /** Columns of the terminal, for help. */
  readonly width: number;
  print(text: string): void;
}

/**
 * Reads the command line and runs the one command it names; help needs none.
 * @returns the exit code: 2 for what could not be understood.
 * @throws Complaint for a wrong flag or argument.
 */
export async function cli(
  argv: readonly string[],
  commands: () => Promise<Commands>,
  { version, width, print }: CliOptions,
): Promise<number> {
  let code = 0;
  const does: Does = async (run) => {
    code = await run(await commands());
  };
  const bare = yargs();
  const parser = bare
    .scriptName('fork-lint')
    .locale('en') // else help follows LANG
    .wrap(Math.min(100, width))
    .parserConfiguration({
      'parse-numbers': false, // a commit id may look like a number
      'parse-positional-numbers': false,
      'dot-notation': false,
      'duplicate-arguments-array': true, // without it a list keeps its last word only
      'greedy-arrays': false,
      'boolean-negation': false,
    })
    .middleware((args) => lastWins(args, bare), true)
    .command(
      ['check', '$0'],
      'lint the fork against its upstream (the default)',
      (y) =>
        y
          .options({ ...where, ...checking })
          .example(examples)
          .epilogue(exitCodes),
      (args) => does((commands) => commands.check(args)),
    )
    .command(
      planCommand.command,
      planCommand.describe,
      (y) => y.options(planCommand.options),
      (args) => does((commands) => commands.plan(args)),
    )
    .command(
      preflightCommand.command,
      preflightCommand.describe,
      (y) => y.options(preflightCommand.options),
      (args) => does((commands) => commands.preflight(args)),
    )
    .command(
      apiCommand.command,
      apiCommand.describe,
      (y) =>
        y
          .positional('from', apiCommand.positionals.from)
          .positional('to', apiCommand.positionals.to)
          .options(apiCommand.options),
      (args) => does((commands) => commands.api(args)),
    )
    .command(
      copyCommand.command,
      copyCommand.describe,
      (y) =>
        y
          .positional('source', copyCommand.positionals.source)
          .positional('new', copyCommand.positionals.new)
          .options(copyCommand.options),
      (args) => does((commands) => commands.copy(args)),
    )
    .command(
      portCommand.command,
      portCommand.describe,
      (y) => y.options(portCommand.options),
      (args) => does((commands) => commands.port(args)),
    )
    .command('rules', 'list the rules', {}, () => does((commands) => commands.rules()))
    .command(
      'explain <rule>',
      'show the page of a rule',
      (y) =>
        y.positional('rule', {
          type: 'string',
          demandOption: true,
          describe: 'its name, as in the report and `rules`',
        }),
      (args) => does((commands) => commands.explain(args.rule)),
    )
    .command(carryModule(does))
    .command(
      exportCommand.command,
      exportCommand.describe,
      (y) => y.positional('paths', exportCommand.positionals.paths).options(exportCommand.options),
      (args) => does((commands) => commands.export(args)),
    )
    .command(
      initCommand.command,
      initCommand.describe,
      (y) => y.options(initCommand.options),
      (args) => does((commands) => commands.init(args)),
    )
    .command(hookModule(does))
    .command(
      ciCommand.command,
      ciCommand.describe,
      (y) => y.options(ciCommand.options),
      (args) => does((commands) => commands.ci({ ...args, fetch: false })),
    )
    .version(version)
    .help()
    .alias('help', 'h')
    .strict()
    .exitProcess(false)
    .fail((message: string | null, error: Error | undefined) => {
      // yargs throws some of its own sentences, and passes on what a command threw
      if (error && error.name !== 'YError') throw error;
      throw misread(message ?? error?.message ?? 'this cannot be understood', argv);
    });
  await parser.parseAsync(normalize(argv), {}, (_error, _args, output) => {
    if (output) print(`${lean(output).trimEnd()}\n`);
  });
  return code;
}

const examples: [string, string][] = [
  ['$0', 'what the fork breaks today, and what the newest release will'],
  ['$0 --target v9.5.2', 'what would merging v9.5.2 break?'],
  ['$0 --summary', 'the same in ten lines'],
  ['$0 explain source-edit', 'why a rule is one, what to do, when to leave it'],
];

const exitCodes = 'Exit code: 0 clean, 1 findings at error level, 2 could not check.';

/** Help without what every flag is anyhow: off until it is given. */
function lean(help: string): string {
  const lines = help
    .split('\n')
    .map((line) => [line, line.replace(/ *\[(?:boolean|default: false|default: none)\]/g, '')]);
  return lines.flatMap(([was = '', is = '']) => (was !== is && is.trim() === '' ? [] : [is])).join('\n');
}

/** A flag that is no list and was given twice means what was said last. */
function lastWins(args: Record<string, unknown>, parser: Argv): void {
  const { array: lists } = (parser as Argv & Described).getOptions();
  for (const [name, value] of Object.entries(args))
    if (Array.isArray(value) && name !== '_' && name !== '--' && !lists.includes(name)) args[name] = value.at(-1);
}

/** What yargs has and its types leave out. */
interface Described {
  getOptions(): { readonly array: readonly string[] };
}
