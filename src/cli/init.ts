import type { Options } from 'yargs';
import { where } from './options.ts';

const text = { type: 'string', requiresArg: true } as const;
const choice = { ...text, choices: ['yes', 'no'] as const };

/** The command line of `fork-lint init`, as data. */
export const initCommand = {
  command: 'init',
  describe: 'set up a clone: remote, configuration, carries, hook, workflow',
  options: {
    ...where,
    yes: { type: 'boolean', alias: 'y', default: false, describe: 'answer every question with yes' },
    'skip-fetch': { type: 'boolean', default: false, describe: 'do not use the network' },
    adopt: { ...choice, describe: 'carry what breaks a rule today (or --no-adopt)' },
    hook: { ...choice, describe: 'set up the pre-push hook (or --no-hook)' },
    workflow: { ...choice, describe: 'write the workflow for pull requests (or --no-workflow)' },
    reason: { ...text, describe: 'why the fork is as it is, for the carries' },
    until: { ...text, describe: 'when the carries end [in half a year]' },
    owner: { ...text, describe: 'who answers for the carries' },
  },
} as const satisfies { readonly command: string; readonly describe: string; readonly options: Record<string, Options> };
