import type { Argv, CommandModule } from 'yargs';
import type { Does, Where } from './cli.ts';
import { where } from './options.ts';

/** Where a hook is to be installed, as typed. */
export type HookPlace = Pick<Where, 'repo' | 'debug'>;

/** What git tells a pre-push hook by arguments, and how long it may take. */
export interface HookRun extends Where {
  readonly remote: string | undefined;
  readonly url: string | undefined;
  readonly timeout: string;
}

/** What `fork-lint hook …` does; each answers an exit code. */
export interface HookCommands {
  install(options: HookPlace): Promise<number>;
  uninstall(options: HookPlace): Promise<number>;
  run(options: HookRun): Promise<number>;
}

const { repo, debug, fork: _fork, ...rest } = where;
const running = {
  repo,
  debug,
  ...rest,
  timeout: {
    type: 'string',
    requiresArg: true,
    default: '30',
    describe: 'seconds after which the push is blocked unchecked',
  },
} as const;

/** The command line of `fork-lint hook`. */
export function hookModule(does: Does): CommandModule {
  return {
    command: 'hook',
    describe: 'check each push: install, uninstall or run the pre-push hook',
    builder: (y: Argv) =>
      y
        .command(
          'install',
          'set the pre-push hook up, beside the hook that is there',
          (install) => install.options({ repo, debug }),
          (args) => does(({ hook }) => hook.install(args)),
        )
        .command(
          'uninstall',
          'take it away and put back what was there',
          (uninstall) => uninstall.options({ repo, debug }),
          (args) => does(({ hook }) => hook.uninstall(args)),
        )
        .command(
          'run [remote] [url]',
          'lint the commits that git names on standard input',
          (run) =>
            run
              .positional('remote', { type: 'string', describe: 'the remote pushed to' })
              .positional('url', { type: 'string', describe: 'its URL' })
              .options(running),
          (args) => does(({ hook }) => hook.run({ ...args, fork: 'HEAD' })),
        )
        .demandCommand(1, 'hook takes install, uninstall or run'),
    handler: () => {},
  };
}
