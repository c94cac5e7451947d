import { renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Complaint } from '../complaint.ts';
import { type HookPlaces, hookPlaces } from '../git/hooks.ts';
import type { Repository } from '../git/repository.ts';
import { filesOf, isThere, put, shown, textOf } from './place.ts';
import { keptAs, part } from './script.ts';

/**
 * Takes the hook away wherever one was set up, whatever git did it, and puts back what was there, byte for byte.
 * @returns what was done, a line each; none when there was none.
 * @throws Complaint when somebody else wrote into our hook file while the earlier hook waits beside it.
 */
export async function removeHook(repository: Repository, known?: HookPlaces): Promise<string[]> {
  const places = known ?? (await hookPlaces(repository));
  const { hook, husky, script } = filesOf(repository, places);
  const did = [...remove(hook, repository), ...(husky === null || husky === hook ? [] : remove(husky, repository))];
  const { code } = await repository.git(['config', '--local', '--get-regexp', '^hook\\.fork-lint\\.'], {
    accept: [0, 1],
  });
  if (code === 0) {
    await repository.git(['config', '--local', '--remove-section', 'hook.fork-lint']);
    did.push('hook.fork-lint taken out of the configuration');
  }
  rmSync(script, { force: true });
  return did;
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
