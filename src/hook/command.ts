import type { HookCommands } from '../cli/hook.ts';
import { display, harmless } from '../reporters/display.ts';
import { installHook } from './install.ts';
import { type HookTools, runHook } from './run.ts';
import { removeHook } from './uninstall.ts';

/** What `fork-lint hook …` does. */
export function hookCommands(tools: HookTools): HookCommands {
  const { world } = tools;
  const say = (lines: readonly string[]): void =>
    void world.stdout.write(harmless(`${lines.map(display).join('\n')}\n`));
  return {
    install: async (options) => {
      const { code, lines } = await installHook(await tools.open(options), world.program ?? null);
      say(lines);
      return code;
    },
    uninstall: async (options) => {
      const did = await removeHook(await tools.open(options));
      say(did.length ? did : ['no hook of fork-lint is installed here']);
      return 0;
    },
    run: (options) => runHook(options, tools),
  };
}
