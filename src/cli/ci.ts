import type { Options } from 'yargs';
import type { CheckOptions } from './cli.ts';
import { checking, where } from './options.ts';

/** `fork-lint ci`, as typed. */
export interface CiOptions extends Omit<CheckOptions, 'worktree' | 'fix' | 'fixDryRun' | 'outputFile'> {
  /** All findings count, not only those that the change brings. */
  readonly all: boolean;
  readonly skipFetch: boolean;
}

const { fetch: _fetch, config: _config, ...place } = where;
const { worktree: _worktree, fix: _fix, 'fix-dry-run': _dryRun, 'output-file': _file, format, ...rest } = checking;
const none: string[] = [];

/** The command line of `fork-lint ci`, as data. */
export const ciCommand = {
  command: 'ci',
  describe: 'lint the change under review, on a runner of GitHub, GitLab or Buildkite',
  options: {
    ...place,
    ...rest,
    config: {
      ...where.config,
      describe: 'configuration file, read from the commit before the change [fork-lint.yaml]',
    },
    format: { ...format, default: none, defaultDescription: 'what the log of the runner shows best' },
    'new-from': { ...rest['new-from'], describe: 'what the change is compared with, where no runner tells' },
    all: { type: 'boolean', default: false, describe: 'report what was there before the change, too' },
    'skip-fetch': { type: 'boolean', default: false, describe: 'do not use the network' },
  },
} as const satisfies { readonly command: string; readonly describe: string; readonly options: Record<string, Options> };
