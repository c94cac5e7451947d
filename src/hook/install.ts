import { dirname, join } from 'node:path';
import { Complaint } from '../complaint.ts';
import { type HookPlaces, hookPlaces } from '../git/hooks.ts';
import type { Repository } from '../git/repository.ts';
import type { Offered } from '../init/init.ts';
import { version } from '../pages.ts';
import { type Manager, managerOf } from './managers.ts';
import { filesOf, isCommitted, isSame, isThere, put, secondName, shown, textOf } from './place.ts';
import { block, hookFile, keptAs, part } from './script.ts';
import { isInstalled, removeHook } from './uninstall.ts';

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
  const at = places.configured ? 'configuration' : manager ? 'husky' : 'hooks';
  const write = {
    configuration: () => configure(repository, places, program),
    husky: () => intoHusky(repository, places),
    hooks: () => intoHooks(repository, places, program),
  } as const;
  const before = await isInstalled(repository, places, at);
  const line = await write[at]();
  // where another git or no manager had it; last, so that a push is checked at every moment
  const again = (await removeHook(repository, { places, but: at })).length > 0 || before;
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
  await repository.git(['config', '--local', 'hook.fork-lint.command', command], { writes: true });
  await repository.git(['config', '--local', 'hook.fork-lint.event', 'pre-push'], { writes: true });
  return 'hook.fork-lint set in the configuration of this repository';
}

function intoHusky(repository: Repository, places: HookPlaces): string {
  const { husky } = filesOf(repository, places);
  if (husky === null) throw new Error('husky was found where there is no work tree');
  const text = textOf(husky);
  const ours = text === null ? null : part(text);
  const old = ours ? (ours.whole && ours.rest === '' ? null : ours.rest) : text;
  put(husky, bytes(block({ program: null, whole: old === null, chain: false })) + (old ?? ''));
  return `${shown(husky, repository)} ${old === null ? 'written' : 'checks first, then does what it did'} (husky; commit it)`;
}

/**
 * The hook that is there keeps running at every moment: it gets a second name, and then ours takes the first one. Stopped
 * in between, it has two names, which the next run understands.
 */
function intoHooks(repository: Repository, places: HookPlaces, program: string | null): string {
  const { hook } = filesOf(repository, places);
  const kept = join(dirname(hook), keptAs);
  const parted = part(textOf(hook) ?? '');
  const old = isThere(hook) && !parted?.whole;
  if (old && isThere(kept) && !isSame(hook, kept))
    throw new Complaint(`${kept} is in the way: an earlier hook was kept there`, `rm ${kept}`);
  if (old && !isThere(kept)) secondName(hook, kept);
  const ours = isCommitted(hook, repository, places.common) ? null : program;
  const added = parted?.whole ? parted.rest : '';
  put(hook, bytes(hookFile({ program: ours, chain: isThere(kept) })) + added, 0o755);
  return `${shown(hook, repository)} written${old ? `; the hook that was there is kept as ${keptAs} and run after it` : ''}`;
}

function advice({ name, file, served, next }: Manager, add: readonly string[]): Did {
  if (served) return { code: 0, lines: [`${file} runs fork-lint already: ${next}`] };
  return {
    code: 1,
    lines: [`${name} keeps the hooks here; add to ${file}, then: ${next}`, ...add.map((l) => `  ${l}`)],
  };
}
