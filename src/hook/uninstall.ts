import { renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Complaint } from '../complaint.ts';
import { type HookPlaces, hookPlaces } from '../git/hooks.ts';
import type { Repository } from '../git/repository.ts';
import { filesOf, isThere, put, shown, textOf } from './place.ts';
import { keptAs, part } from './script.ts';

/** The places that a hook may be set up in. */
export type Where = 'configuration' | 'husky' | 'hooks';

/** Whether it is set up there. */
export async function isInstalled(repository: Repository, places: HookPlaces, at: Where): Promise<boolean> {
  if (at === 'configuration') return isConfigured(repository);
  const { hook, husky } = filesOf(repository, places);
  const file = at === 'husky' ? husky : hook;
  return file !== null && part(textOf(file) ?? '') !== null;
}

/**
 * Takes the hook away wherever one was set up, whatever git did it, and puts back what was there, byte for byte; `but` is a
 * place that is left as it is.
 * @returns what was done, a line each; none when there was none.
 * @throws Complaint when somebody else wrote into our hook file while the earlier hook waits beside it.
 */
export async function removeHook(
  repository: Repository,
  known: { readonly places?: HookPlaces; readonly but?: Where } = {},
): Promise<string[]> {
  const { places = await hookPlaces(repository), but } = known;
  const { hook, husky, script } = filesOf(repository, places);
  const did = [
    ...(but === 'hooks' ? [] : remove(hook, repository)),
    ...(but === 'husky' || husky === null || husky === hook ? [] : remove(husky, repository)),
  ];
  if (but === 'configuration') return did;
  if (await isConfigured(repository)) {
    await repository.git(['config', '--local', '--remove-section', 'hook.fork-lint'], { writes: true });
    did.push('hook.fork-lint taken out of the configuration');
  }
  rmSync(script, { force: true });
  return did;
}

async function isConfigured({ git }: Repository): Promise<boolean> {
  const { code } = await git(['config', '--local', '--get-regexp', '^hook\\.fork-lint\\.'], { accept: [0, 1] });
  return code === 0;
}

function remove(file: string, repository: Repository): string[] {
  const text = textOf(file);
  const parted = text === null ? null : part(text);
  if (!parted) return [];
  const kept = join(dirname(file), keptAs);
  const name = shown(file, repository);
  if (!parted.whole || parted.rest !== '') {
    if (parted.whole && isThere(kept))
      throw new Complaint(`${name} was written to since fork-lint made it, and ${keptAs} waits beside it`, [
        `mv ${kept} ${file}   # after you have copied what you need`,
      ]);
    put(file, parted.rest);
    return [`${name} no longer checks`];
  }
  if (!isThere(kept)) {
    rmSync(file);
    return [`${name} removed`];
  }
  renameSync(kept, file);
  return [`${name} is again what it was`];
}
