import type { Options } from 'yargs';
import { where } from './options.ts';

export const formats = ['text', 'json'] as const;
const none: string[] = [];

/** The command line of `fork-lint port`, as data. */
export const portCommand = {
  command: 'port',
  describe: "carry the fork's changes over to another release of the upstream, onto a new branch",
  options: {
    repo: where.repo,
    fork: where.fork,
    upstream: where.upstream,
    base: where.base,
    target: where.target,
    config: where.config,
    branch: { type: 'string', requiresArg: true, describe: 'the branch to make [port/TARGET]' },
    force: { type: 'boolean', default: false, describe: 'replace the branch when there is one' },
    paths: {
      type: 'string',
      array: true,
      requiresArg: true,
      default: none,
      defaultDescription: 'all',
      describe: "only the fork's changes below these; repeatable",
    },
    merge: {
      type: 'boolean',
      default: false,
      describe: 'make it a merge of fork and target, for the fork to fast-forward to',
    },
    'keep-commits': { type: 'boolean', default: false, describe: 'one commit for each of the fork’s own' },
    copy: {
      type: 'string',
      requiresArg: true,
      describe: 'bring what upstream changed in the original of this copied data source into the copy instead',
    },
    markers: { type: 'boolean', default: false, describe: 'write conflicts into the files, as git does' },
    'dry-run': { type: 'boolean', default: false, describe: 'print the change; make no branch' },
    format: { type: 'string', alias: 'f', requiresArg: true, default: 'text', describe: formats.join(', ') },
    debug: where.debug,
  },
} as const satisfies { readonly command: string; readonly describe: string; readonly options: Record<string, Options> };

/** What was typed after `fork-lint port`. */
export interface PortOptions {
  readonly repo: string;
  readonly fork: string;
  readonly upstream: string | undefined;
  readonly base: string | undefined;
  readonly target: string | undefined;
  readonly config?: string | undefined;
  readonly branch: string | undefined;
  readonly force: boolean;
  readonly paths: readonly string[];
  /** A copied data source of the fork's; then nothing but it is touched. */
  readonly copy?: string | undefined;
  readonly merge: boolean;
  readonly keepCommits: boolean;
  readonly markers: boolean;
  readonly dryRun: boolean;
  readonly format: string;
  readonly debug: boolean;
}
