import type { Survey } from '../compare/survey.ts';
import { areasOf } from '../layout/areas.ts';
import { placesOf } from '../layout/layout.ts';
import { entriesIn, type RegistryEntry } from '../layout/registry.ts';
import type { Collision, OwnSource, Path } from '../model.ts';
import type { Shelves } from './original.ts';
import { moduleOf } from './units.ts';

/** What the target has under a name that an own source took. What the base has already is no news of the target's. */
export function collisionsOf(
  sources: readonly OwnSource[],
  survey: Survey,
  { base, target, shelf }: Shelves,
): Collision[] {
  const { trees, theirs } = survey;
  const { layout } = trees.target.layout;
  const entries = entriesOf(trees.target);
  const known = entriesOf(trees.base);
  const come = new Set(theirs.filter(({ letter }) => letter === 'A').map(({ path }) => path));
  const areas = areasOf(trees.target.layout);
  const fixtures = [...come].filter((path) => areas.of(path) === 'fixture');
  const modules = new Map(
    [...target].flatMap(([name, files]) =>
      base.has(name)
        ? []
        : [...files.keys()].flatMap((path) => upTo(moduleOf(path, layout), name).map((one) => [one, path] as const)),
    ),
  );
  return sources.flatMap((source) => {
    const taken: Collision['taken'][number][] = [];
    const same = entries.filter((entry) => entry.serviceType === source.serviceType);
    const copiesIt = source.copied !== null && known.some((entry) => entry.serviceType === source.serviceType);
    const key = source.registration?.serviceType ?? null;
    for (const path of source.files) if (come.has(path)) taken.push({ what: 'file', name: path });
    const path = modules.get(source.module);
    if (path !== undefined)
      taken.push({ what: path.endsWith('/__init__.py') ? 'package' : 'module', name: source.module });
    const classPath = `${source.module}:${source.className}`;
    if (entries.some((entry) => `${entry.module}:${entry.className}` === classPath))
      taken.push({ what: 'class', name: classPath });
    if (same.length && !copiesIt) taken.push({ what: 'service type', name: source.serviceType ?? '' });
    if (key !== null && !copiesIt && key !== source.serviceType && entries.some((entry) => entry.serviceType === key))
      taken.push({ what: 'registry key', name: key });
    const folder = fixtures.find((one) => source.fixtures.some((own) => one.includes(`/fixtures/${lastOf(own)}/`)));
    if (folder !== undefined) taken.push({ what: 'fixtures', name: folder.replace(/(\/fixtures\/[^/]+\/).*$/s, '$1') });
    if (taken.length === 0) return [];
    const name = same[0] ? leafOf(same[0]) : source.source;
    return [
      {
        source,
        taken,
        since:
          shelf
            .editions(name)
            .flatMap(({ releases }) => releases)
            .sort(shelf.inOrder)[0]?.name ?? null,
      },
    ];
  });
}

const lastOf = (folder: Path): string => folder.split('/').at(-2) ?? '';

const leafOf = ({ module }: RegistryEntry): string => module.split('.').at(-1) ?? '';

/** `connectors.sources.box.client` is found as itself and as the package that a source is: `connectors.sources.box`. */
function upTo(module: string | null, name: string): string[] {
  if (module === null) return [];
  const parts = module.split('.');
  const at = parts.lastIndexOf(name);
  return at < 0 ? [module] : [parts.slice(0, at + 1).join('.')];
}

function entriesOf({ layout, texts }: Survey['trees']['target']): RegistryEntry[] {
  return placesOf(layout, 'registry').flatMap(({ registry }) => {
    const text = registry && texts.get(registry.path);
    return registry && text ? entriesIn(text, registry) : [];
  });
}
