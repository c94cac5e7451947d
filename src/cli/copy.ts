import type { Options } from 'yargs';
import { type Register, registers } from '../copy/registering.ts';
import type { Where } from './cli.ts';
import { where } from './options.ts';

const text = { type: 'string', requiresArg: true } as const;

/** The command line of `fork-lint copy`, as data. */
export const copyCommand = {
  command: 'copy <source> <new>',
  describe: 'copy and rename a data source with its tests, and restore the original',
  positionals: {
    source: { type: 'string', demandOption: true, describe: 'a module, a service type, or a path of one of its files' },
    new: { type: 'string', demandOption: true, describe: 'what the copy is called: its module and service type' },
  },
  options: {
    ...where,
    class: { ...text, describe: 'class of the copy [made from its name]' },
    'service-type': { ...text, describe: 'service type of the copy [its name]' },
    name: { ...text, describe: 'what Kibana shows [made from its name]' },
    pristine: { type: 'boolean', default: false, describe: "copy upstream's original, not what the fork made of it" },
    register: { ...text, choices: registers, default: 'layout', describe: 'where to name it' },
    branch: { ...text, describe: 'write one new branch instead of the work tree' },
    'dry-run': { type: 'boolean', default: false, describe: 'print the difference, write nothing' },
  },
} as const satisfies {
  readonly command: string;
  readonly describe: string;
  readonly positionals: Record<string, Options>;
  readonly options: Record<string, Options>;
};

/** What was typed after `fork-lint copy`. */
export interface CopyOptions extends Where {
  readonly source: string;
  readonly new: string;
  readonly class?: string | undefined;
  readonly serviceType?: string | undefined;
  readonly name?: string | undefined;
  readonly pristine: boolean;
  readonly register: Register;
  readonly branch?: string | undefined;
  readonly dryRun: boolean;
}
