import type { Argv, CommandModule, Options } from 'yargs';
import type { AddOptions } from '../carries/add.ts';
import type { Does, Where } from './cli.ts';
import { where } from './options.ts';

const text = { type: 'string', requiresArg: true } as const;
const flag = { type: 'boolean', default: false } as const;
const none: string[] = [];

const dryRun = { 'dry-run': { ...flag, describe: 'print what would be written' } } as const satisfies Record<
  string,
  Options
>;

const adding = {
  all: { ...flag, describe: 'adopt everything that breaks a rule today' },
  rule: { ...text, describe: 'only findings of this rule; * writes a carry for all rules' },
  symbol: { ...text, describe: 'only this class or function' },
  reason: { ...text, describe: 'why the fork keeps it' },
  status: { ...text, describe: 'pending, submitted, accepted, denied or inappropriate' },
  url: { ...text, describe: 'the issue or pull request upstream' },
  until: { ...text, describe: 'a date, or the upstream version with which it ends' },
  owner: { ...text, describe: 'who answers for it' },
  id: { ...text, describe: 'its name; with the name of a carry and no path, renews that one' },
} as const satisfies Record<string, Options>;

const listing = {
  format: { ...text, alias: 'f', choices: ['text', 'json'], default: 'text', describe: 'text or json' },
} as const;

/** What `fork-lint carry …` does; each answers an exit code. */
export interface CarryCommands {
  add(options: AddOptions): Promise<number>;
  list(options: Where & { readonly format: string }): Promise<number>;
  prune(options: Where & { readonly dryRun: boolean }): Promise<number>;
}

/** The command line of `fork-lint carry`. */
export function carryModule(does: Does): CommandModule {
  return {
    command: 'carry',
    describe: 'declare what the fork keeps different on purpose',
    builder: (y: Argv) =>
      y
        .command(
          'add [paths..]',
          'declare findings, with a reason',
          (add) =>
            add
              .positional('paths', { type: 'string', array: true, default: none, describe: 'files, folders or globs' })
              .options({ ...where, ...adding, ...dryRun }),
          (args) => does(({ carry }) => carry.add(args)),
        )
        .command(
          'list',
          'show every carry and how it fares',
          (list) => list.options({ ...where, ...listing }),
          (args) => does(({ carry }) => carry.list(args)),
        )
        .command(
          'prune',
          'take out carries that match nothing or that upstream published',
          (prune) => prune.options({ ...where, ...dryRun }),
          (args) => does(({ carry }) => carry.prune(args)),
        )
        .demandCommand(1, 'carry takes add, list or prune'),
    handler: () => {},
  };
}
