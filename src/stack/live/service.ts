import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { trackedAmong } from '../../git/worktree.ts';
import type { Path } from '../../model.ts';
import type { Studied } from '../../study.ts';

/** Where the service keeps its own settings in the fork's work tree. None of them has been opened. */
export interface ServiceFiles {
  /** The places that were looked at, newest layout first; none in a bare repository. */
  readonly looked: readonly Path[];
  /** The first that is there and the user's own; null without one. */
  readonly found: { readonly path: Path; readonly file: string } | null;
  /** Those that git tracks: they may have come with a stranger's branch, and are taken only when named. */
  readonly tracked: readonly Path[];
}

export const nowhere: ServiceFiles = { looked: [], found: null, tracked: [] };

/** Looks where the layout has the user's configuration, and where it had it: a Makefile may still name the old place. */
export async function serviceFiles({
  repository,
  layout,
}: Pick<Studied, 'repository' | 'layout'>): Promise<ServiceFiles> {
  const { workTree } = repository;
  if (workTree === null) return nowhere;
  const globs = layout.features
    .filter(({ area }) => area === 'user-config')
    .flatMap(({ places }) => places.flatMap((place) => place.globs));
  const looked = [...new Set(globs)].filter((glob) => !/[*?[{!]|\.example$|(^|\/)\.\.(\/|$)/.test(glob));
  // a link on the way could lead to a file that git does track elsewhere
  const plain = (path: Path): boolean => realpathSync(join(workTree, path)) === join(realpathSync(workTree), path);
  const there = looked.filter((path) => existsSync(join(workTree, path)) && plain(path));
  const tracked = await trackedAmong(repository, there);
  const own = there.find((path) => !tracked.includes(path));
  return { looked, found: own === undefined ? null : { path: own, file: join(workTree, own) }, tracked };
}

/** What the search came to, for whoever has to name the file or the server. */
export function toldOf({ looked, tracked }: ServiceFiles): string {
  if (tracked.length) return `git tracks ${tracked.join(' and ')}, so that it is taken only when named`;
  return looked.length
    ? `there is no ${looked.join(' and no ')} in the fork`
    : 'no fork was looked at for a config.yml';
}
