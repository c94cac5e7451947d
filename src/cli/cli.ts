import yargs from 'yargs';
import { Complaint } from '../complaint.ts';
import { checking, normalize, where } from './options.ts';

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
  readonly maxWarnings: string | undefined;
  readonly quiet: boolean;
  readonly exitZero: boolean;
  readonly worktree: boolean;
  readonly color: 'auto' | 'always' | 'never';
}

/** What each command does; each answers an exit code. */
export interface Commands {
  check(options: CheckOptions): Promise<number>;
  rules(): Promise<number>;
  explain(rule: string): Promise<number>;
}

export interface CliOptions {
  readonly version: string;
  /** Columns of the terminal, for help. */
  readonly width: number;
  print(text: string): void;
}

/**
 * Reads the command line and runs the one command it names.
 * @returns the exit code: 2 for what could not be understood.
 * @throws Complaint for a wrong flag or argument.
 */
export async function cli(
  argv: readonly string[],
  commands: Commands,
  { version, width, print }: CliOptions,
): Promise<number> {
  let code = 0;
  const does = (run: () => Promise<number>): Promise<void> =>
    run().then((answer) => {
      code = answer;
    });
  const parser = yargs()
    .scriptName('fork-lint')
    .locale('en') // else help follows LANG
    .wrap(Math.min(100, width))
    .parserConfiguration({
      'parse-numbers': false, // a commit id may look like a number
      'parse-positional-numbers': false,
      'dot-notation': false,
      'duplicate-arguments-array': false, // the last one wins
      'greedy-arrays': false,
      'boolean-negation': false,
    })
    .command(
      ['check', '$0'],
      'lint the fork against its upstream (the default)',
      (y) => y.options({ ...where, ...checking }),
      (args) => does(() => commands.check(args)),
    )
    .command('rules', 'list the rules', {}, () => does(() => commands.rules()))
    .command(
      'explain <rule>',
      'print the page of a rule',
      (y) => y.positional('rule', { type: 'string', demandOption: true }),
      (args) => does(() => commands.explain(args.rule)),
    )
    .version(version)
    .help()
    .alias('help', 'h')
    .strict()
    .exitProcess(false)
    .fail((message: string | null, error: Error | undefined) => {
      throw error ?? new Complaint(sentence(message ?? 'this cannot be understood'), 'fork-lint --help');
    });
  await parser.parseAsync(normalize(argv), {}, (_error, _args, output) => {
    if (output) print(output.endsWith('\n') ? output : `${output}\n`);
  });
  return code;
}

/** yargs' sentences, in the tone of ours. */
function sentence(message: string): string {
  return message
    .trim()
    .replace(/^([A-Z])(?=[a-z])/, (first) => first.toLowerCase())
    .replaceAll('\n', ' ');
}
