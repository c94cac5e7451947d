import { resolve } from 'node:path';
import type { Repository } from './repository.ts';
import { linesOf, recordsOf } from './run.ts';

/** Where git looks for hooks. */
export interface HookPlaces {
  /** The directory of the hook files. */
  readonly hooks: string;
  /** The git directory that all linked work trees share. */
  readonly common: string;
  /** True when the user's or the system's configuration names the directory: then other repositories use it too. */
  readonly shared: boolean;
  /** True for git >= 2.54, which runs hooks that the configuration names. */
  readonly configured: boolean;
}

/** Finds them. Not by `--git-path hooks`: every git that we start has its own hooks switched off. */
export async function hookPlaces({ git, workTree, gitDir }: Repository): Promise<HookPlaces> {
  const [where, named, version] = await Promise.all([
    git(['rev-parse', '--path-format=absolute', '--git-common-dir']),
    git(['config', '-z', '--show-scope', '--type=path', '--get-all', 'core.hooksPath'], { accept: [0, 1] }),
    git(['version']),
  ]);
  const [common = gitDir] = linesOf(where);
  const records = recordsOf(named.out);
  const settings = records.flatMap((scope, i) =>
    i % 2 === 0 && scope !== 'command' ? [{ scope, path: Buffer.from(records[i + 1] ?? '', 'latin1').toString() }] : [],
  );
  const last = settings.at(-1); // the last one counts
  return {
    hooks: last ? resolve(workTree ?? gitDir, last.path) : resolve(common, 'hooks'),
    common,
    shared: last !== undefined && /^(global|system)$/.test(last.scope),
    configured: runsConfiguredHooks(version.out.toString()),
  };
}

/** Whether the git that calls itself so runs hooks of its configuration; older ones silently ignore them. */
export function runsConfiguredHooks(version: string): boolean {
  const [, major = '0', minor = '0'] = /(\d+)\.(\d+)/.exec(version) ?? [];
  return Number(major) > 2 || (Number(major) === 2 && Number(minor) >= 54);
}
