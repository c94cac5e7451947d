import type { Options } from 'yargs';
import { where } from './options.ts';

const text = { type: 'string', requiresArg: true } as const;
const none: string[] = [];

/** The command line of `fork-lint export`, as data. */
export const exportCommand = {
  command: 'export [paths..]',
  describe: "make the fork's change of upstream's files again on the target, ready for a pull request",
  positionals: { paths: { type: 'string', array: true, default: none, describe: 'files, folders or globs' } },
  options: {
    ...where,
    carry: {
      ...text,
      array: true,
      default: none,
      defaultDescription: 'none',
      describe: 'what a carry covers, by its id',
    },
    branch: { ...text, describe: 'the new branch [upstream-NAME]' },
    patch: { ...text, describe: 'write patches into this folder instead' },
    force: { type: 'boolean', default: false, describe: 'replace the branch if there is one' },
    url: { ...text, describe: 'the pull request, once it is open: noted in the carries' },
  },
} as const satisfies {
  readonly command: string;
  readonly describe: string;
  readonly positionals: Record<string, Options>;
  readonly options: Record<string, Options>;
};
