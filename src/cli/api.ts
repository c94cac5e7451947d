import type { Options } from 'yargs';
import { where } from './options.ts';

/** The formats of its report. */
export const apiFormats = ['text', 'markdown', 'json'] as const;

const none: string[] = [];

/** The command line of `fork-lint api`, as data. */
export const apiCommand = {
  command: 'api <from> <to>',
  describe: "what changed in upstream's API between two commits",
  positionals: {
    from: { type: 'string', demandOption: true, describe: 'the older commit: a tag, branch or id' },
    to: { type: 'string', demandOption: true, describe: 'the newer commit' },
  },
  options: {
    repo: { ...where.repo, describe: 'the repository that has both commits' },
    root: {
      type: 'string',
      array: true,
      requiresArg: true,
      default: none,
      defaultDescription: "the layout's",
      describe: 'folder of a package, or of several; repeatable',
    },
    format: { type: 'string', alias: 'f', requiresArg: true, default: 'text', describe: apiFormats.join(', ') },
    debug: where.debug,
  },
} as const satisfies {
  readonly command: string;
  readonly describe: string;
  readonly positionals: Record<string, Options>;
  readonly options: Record<string, Options>;
};

/** What was typed after `fork-lint api`. */
export interface ApiOptions {
  readonly from: string;
  readonly to: string;
  readonly repo: string;
  readonly root: readonly string[];
  readonly format: string;
  readonly debug: boolean;
}
