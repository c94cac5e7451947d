import type { Compared } from '../compare/compare.ts';
import type { FileWrite } from '../git/write.ts';
import { placesOf } from '../layout/layout.ts';
import type { Path } from '../model.ts';
import { withConfigEntry, withEntry } from './register.ts';
import type { Renaming } from './rename.ts';
import type { Entries } from './subject.ts';

/** Where a copy is registered. */
export const registers = ['layout', 'config.yml', 'none'] as const;
export type Register = (typeof registers)[number];

/** What registering writes. */
export interface Registering {
  readonly writes: readonly FileWrite[];
  /** A configuration that git ignores: it can only be written where there is a work tree. */
  readonly ignored: { readonly path: Path; write(text: string): string } | null;
  readonly left: readonly string[];
}

export function registering(where: Register, { trees }: Compared, fork: Entries, { from, to }: Renaming): Registering {
  const entry = `${to.serviceType}: ${to.module}:${to.className}`;
  if (where === 'none') return { writes: [], ignored: null, left: [`register it: ${entry}`] };
  const [registry] = placesOf(trees.fork.layout, 'registry').flatMap((place) => place.registry ?? []);
  const config = placesOf(trees.fork.layout, 'user-config')
    .flatMap(({ globs }) => globs)
    .find((glob) => /(?:^|\/)config\.yml$/.test(glob));
  if (where === 'config.yml' && config !== undefined && registry?.path !== config) {
    const tracked = fork.get(config);
    const text = trees.fork.texts.get(config);
    if (tracked && text !== undefined && text !== null)
      return {
        writes: [{ path: config, mode: tracked.mode, content: withConfigEntry(text, to) }],
        ignored: null,
        left: [],
      };
    return { writes: [], ignored: { path: config, write: (old) => withConfigEntry(old, to) }, left: [] };
  }
  const text = registry && trees.fork.texts.get(registry.path);
  const mode = registry && fork.get(registry.path)?.mode;
  const content = registry && text ? withEntry(text, registry, { module: from.module }, to) : null;
  if (!registry || mode === undefined || content === null)
    return { writes: [], ignored: null, left: [`no registry was found; register it: ${entry}`] };
  return { writes: [{ path: registry.path, mode, content }], ignored: null, left: [] };
}
