import type { Oid } from '../model.ts';
import type { Repository } from './repository.ts';
import { decode, type Git } from './run.ts';

/** Who commits, as git writes it: the user, or fork-lint where git knows nobody. */
export async function gitIdentity({ git }: Repository, now: number): Promise<string> {
  const { code, out } = await git(['var', 'GIT_AUTHOR_IDENT'], { accept: [0, 1, 128] });
  const known = decode(out.toString('latin1')).trim();
  return code === 0 && /> \d+ [-+]\d{4}$/.test(known)
    ? known
    : `fork-lint <fork-lint@localhost> ${Math.floor(now / 1000)} +0000`;
}

/** The difference between two commits as a patch for people to read. */
export async function patchBetween(git: Git, before: Oid, after: Oid): Promise<string> {
  const { out } = await git(['diff-tree', '-r', '-p', '--no-color', '--no-ext-diff', '--no-textconv', before, after]);
  return decode(out.toString('latin1'));
}
