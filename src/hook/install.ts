import { renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Complaint } from '../complaint.ts';
import { type HookPlaces, hookPlaces } from '../git/hooks.ts';
import type { Repository } from '../git/repository.ts';
import type { Offered } from '../init/init.ts';
import { version } from '../pages.ts';
import { type Manager, managerOf } from './managers.ts';
import { filesOf, isCommitted, isThere, put, shown, textOf } from './place.ts';
import { block, hookFile, keptAs } from './script.ts';
import { removeHook } from './uninstall.ts';

/** What came of it: the exit code, and what to say, a line each. */
export interface Did {
  readonly code: 0 | 1;
  readonly lines: readonly string[];
}

/** The bytes of a text, one character each: what {@link put} takes. */
const bytes = (text: string): string => Buffer.from(text).toString('latin1');

/**
 * Sets the pre-push hook up where this repository's hooks are run from, beside what is there.
 * @param program the fork-lint to run where none is installed in the work tree.
 * @returns code 1 when a hook manager's own file is to be edited by a person first.
 */
export async function installHook(repository: Repository, program: string | null): Promise<Did> {
  const places = await hookPlaces(repository);
  const { workTree } = repository;
  const manager = places.configured || workTree === null ? null : managerOf(workTree, version());
  if (manager?.add) return advice(manager, manager.add);
  if (!places.configured && !manager && places.shared) throw sharedHooks(places.hooks);
  const again = (await removeHook(repository, places)).length > 0; // of another version, or where another git looked
  const line = places.configured
    ? await configure(repository, places, program)
    : manager
      ? intoHusky(repository, places)
      : intoHooks(repository, places, program);
  return { code: 0, lines: [again ? `${line}; it was there already` : line] };
}

/** The same for `fork-lint init`, which goes on where there is no place for a hook. */
export async function offerHook(repository: Repository, program: string | null): Promise<Offered> {
  try {
    return { lines: (await installHook(repository, program)).lines, wrote: [] };
  } catch (error) {
    if (!(error instanceof Complaint)) throw error;
    return { lines: [`none: ${error.message}`, ...error.next], wrote: [] };
  }
}

function sharedHooks(hooks: string): Complaint {
  return new Complaint(
    `core.hooksPath leads all of your repositories to ${hooks}, so a hook there would check them all`,
    [
      'git config core.hooksPath .git/hooks   # in this repository only',
      `fork-lint hook run "$@"   # or: this line in ${join(hooks, 'pre-push')}`,
    ],
  );
}

/** The hook that the configuration names, for git >= 2.54: it runs beside whatever hook files there are. */
export async function configure(
  repository: Repository,
  { common }: Pick<HookPlaces, 'common'>,
  program: string | null,
): Promise<string> {
  const script = join(common, 'fork-lint-pre-push');
  put(script, bytes(hookFile({ program, chain: false })));
  // looked for each time, so that the repository may be moved
  const command = 'sh "$(git rev-parse --git-common-dir)/fork-lint-pre-push"';
  await repository.git(['config', '--local', 'hook.fork-lint.command', command]);
  await repository.git(['config', '--local', 'hook.fork-lint.event', 'pre-push']);
  return 'hook.fork-lint set in the configuration of this repository';
}

function intoHusky(repository: Repository, places: HookPlaces): string {
  const { husky } = filesOf(repository, places);
  if (husky === null) throw new Error('husky was found where there is no work tree');
  const old = textOf(husky);
  put(husky, bytes(block({ program: null, whole: old === null, chain: false })) + (old ?? ''));
  return `${shown(husky, repository)} ${old === null ? 'written' : 'checks first, then does what it did'} (husky; commit it)`;
}

function intoHooks(repository: Repository, places: HookPlaces, program: string | null): string {
  const { hook } = filesOf(repository, places);
  const kept = join(dirname(hook), keptAs);
  const old = isThere(hook);
  if (old && isThere(kept)) throw new Complaint(`${kept} is in the way: an earlier hook was kept there`, `rm ${kept}`);
  if (old) renameSync(hook, kept);
  try {
    const ours = isCommitted(hook, repository, places.common) ? null : program;
    put(hook, bytes(hookFile({ program: ours, chain: old })));
  } catch (error) {
    if (old) renameSync(kept, hook);
    throw error;
  }
  return `${shown(hook, repository)} written${old ? `; the hook that was there is kept as ${keptAs} and run after it` : ''}`;
}

function advice({ name, file, served, next }: Manager, add: readonly string[]): Did {
  if (served) return { code: 0, lines: [`${file} runs fork-lint already: ${next}`] };
  return {
    code: 1,
    lines: [`${name} keeps the hooks here; add to ${file}, then: ${next}`, ...add.map((l) => `  ${l}`)],
  };
}
