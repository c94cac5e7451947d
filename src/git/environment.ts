import type { Place } from './run.ts';

/**
 * Settings that change what git answers, or that start somebody else's program, pinned for every process we start.
 * Most processes run where no configuration is read at all (`room.ts`); these guard the few that do not.
 */
export const pinned = [
  'core.fsmonitor=false', // would start a program
  'core.hooksPath=/dev/null', // would start programs
  'core.quotePath=false',
  'core.warnAmbiguousRefs=true', // how we learn that a name means two things
  'log.showSignature=false', // adds text to `log -z --raw`
  'merge.renames=true', // the forecast must not depend on the user's taste
  'merge.directoryRenames=conflict',
  'merge.renameLimit=10000',
  'diff.renameLimit=10000',
  'submodule.recurse=false',
  'advice.graftFileDeprecated=false', // a hint at each start, for the empty one that we name
].flatMap((setting) => ['-c', setting]);

/**
 * For a git that needs much memory: it asks for it little by little, and each 4 kB of it are a fault of their own. The C library
 * of GNU can be told to take it in large pieces (a merge of elastic/connectors: 129 to 87 ms); any other knows nothing of this.
 */
export const roomy = { GLIBC_TUNABLES: 'glibc.malloc.top_pad=16777216:glibc.malloc.hugetlb=1' } as const;

/** Of git's own variables, those that say where the user's configuration lies and how far to look for the repository. */
export const theUsers =
  /^GIT_(CONFIG_(GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+)|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM)$/;

/** The environment of every process started in a place. */
export function environment({ env, set, userConfig }: Place): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !name.startsWith('GIT_') || (userConfig && theUsers.test(name)));
  return {
    ...Object.fromEntries(kept),
    LC_ALL: 'C', // messages we show are git's English ones
    GIT_NO_REPLACE_OBJECTS: '1', // a local `git replace` must not change the verdict
    GIT_GRAFT_FILE: '/dev/null', // nor what was used before it
    GIT_OPTIONAL_LOCKS: '0', // never rewrite the user's index
    GIT_TERMINAL_PROMPT: '0',
    // a partial clone is not silently completed over the network: the fetch fails, and git with it. GIT_NO_LAZY_FETCH would not
    // do: with it git 2.55 says of what was left out that it is missing, as of a file that is not there
    GIT_ALLOW_PROTOCOL: 'none',
    ...(userConfig
      ? {}
      : {
          GIT_CONFIG_NOSYSTEM: '1',
          GIT_CONFIG_GLOBAL: '/dev/null',
          GIT_ATTR_NOSYSTEM: '1',
        }),
    ...set,
  };
}

/**
 * Settings by way of the environment, after those that the user gave that way. A name that holds `=` cannot stand after `-c`,
 * where git takes it for the end of the key.
 */
export function settingsIn(
  env: Place['env'],
  settings: readonly (readonly [key: string, value: string])[],
): Record<string, string> {
  const known = Number(env['GIT_CONFIG_COUNT'] ?? 0) || 0;
  const each = settings.map(([key, value], i) => ({
    [`GIT_CONFIG_KEY_${known + i}`]: key,
    [`GIT_CONFIG_VALUE_${known + i}`]: value,
  }));
  return Object.assign({ GIT_CONFIG_COUNT: String(known + settings.length) }, ...each);
}
