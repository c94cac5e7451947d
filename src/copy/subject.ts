import type { Compared } from '../compare/compare.ts';
import { Complaint } from '../complaint.ts';
import type { TreeEntry } from '../git/tree.ts';
import { placesOf } from '../layout/layout.ts';
import { entriesIn, type RegistryEntry } from '../layout/registry.ts';
import type { Path } from '../model.ts';
import { hint } from '../nearest.ts';
import type { Units } from '../own/units.ts';

/** The files of a tree, with their modes. */
export type Entries = ReadonlyMap<Path, TreeEntry>;

/** The source that is to be copied, and all that belongs to it, in the fork or at the base. */
export interface Subject {
  readonly source: string;
  /** Registered as, in the fork. */
  readonly entry: RegistryEntry | null;
  /** Whether upstream ships it: then the original is restored. */
  readonly upstreams: boolean;
  /** Its modules, tests and fixtures in one tree. */
  files(tree: Entries): Path[];
}

/**
 * Finds what somebody calls a source: a module, a service type, or a path of one of its files.
 * @throws Complaint when no source is called so.
 */
export function subjectOf(asked: string, { trees }: Compared, fork: Entries, base: Entries, units: Units): Subject {
  const entries = placesOf(trees.fork.layout, 'registry').flatMap(({ registry }) => {
    const text = registry && trees.fork.texts.get(registry.path);
    return registry && text ? entriesIn(text, registry) : [];
  });
  const named = (paths: Iterable<Path>): Set<string> =>
    new Set([...paths].flatMap((path) => (units.area(path) === 'source' ? (units.source(path) ?? []) : [])));
  const [here, there] = [named(fork.keys()), named(base.keys())];
  const all = new Set([...here, ...there]);
  const byPath = asked.replace(/^\.\//, '').replace(/\/+$/, '');
  const within = [...fork.keys(), ...base.keys()].find((path) => path === byPath || path.startsWith(`${byPath}/`));
  const leaf = entries
    .find(({ serviceType }) => serviceType === asked)
    ?.module.split('.')
    .at(-1);
  const source = all.has(asked) ? asked : leaf !== undefined && all.has(leaf) ? leaf : sourceAt(within, asked, units);
  if (source === null || !all.has(source))
    throw noSource(asked, within, [...all, ...entries.map(({ serviceType }) => serviceType)]);
  const entry = entries.find(({ module }) => module.split('.').includes(source)) ?? null;
  const folders = new Set([source, entry?.serviceType]);
  return {
    source,
    entry,
    upstreams: there.has(source),
    files: (tree) =>
      [...tree.keys()].filter((path) => {
        const area = units.area(path);
        const owner = units.source(path);
        return area === 'fixture' ? owner !== null && folders.has(owner) : area !== null && owner === source;
      }),
  };
}

/** The source of a file that somebody named by its path; a word is no path. */
function sourceAt(path: Path | undefined, asked: string, units: Units): string | null {
  return path !== undefined && asked.includes('/') ? units.source(path) : null;
}

function noSource(asked: string, path: Path | undefined, names: readonly string[]): Complaint {
  const shared = path !== undefined && asked.includes('/');
  const why = shared ? 'belongs to no single data source' : 'is no data source of this fork';
  return new Complaint(
    `${JSON.stringify(asked)} ${why} (${hint(asked, [...new Set(names)].sort())})`,
    'fork-lint copy SOURCE NEW',
  );
}
