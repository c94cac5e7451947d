import { type Areas, areasOf } from '../layout/areas.ts';
import type { FeaturePlace, Layout, TreeLayout } from '../layout/layout.ts';
import type { Area, Path } from '../model.ts';
import { once } from './once.ts';

/** The areas whose files belong to one data source each. */
export type SourceArea = 'source' | 'source-test' | 'fixture';

/**
 * Sorts paths into data sources, whichever release's layout they follow: a fork keeps files where a release of long ago had
 * them, and upstream's history holds every layout there was.
 */
export interface Units {
  /** What a path is, by the first release's place that claims it. `source-helper`: shared by several sources. */
  area(path: Path): SourceArea | 'source-helper' | null;
  /** The data source a path belongs to. */
  source(path: Path): string | null;
  /** What is below the folder that a release keeps such files in: `acme/client.py`, `test_acme.py`. */
  below(path: Path): { readonly root: Path; readonly rest: string } | null;
  /** The folders in which some release keeps sources. */
  readonly roots: readonly Path[];
}

const kinds: readonly Area[] = ['fixture', 'source-test', 'source-helper', 'source'];

export function unitsOf(layout: Layout): Units {
  const places = layout.features.flatMap(({ area, places: all }) => all.map((place) => ({ area, place })));
  const features = places.filter(({ area }) => kinds.includes(area));
  const areas: Areas = areasOf({ layout, features } satisfies TreeLayout);
  const area = once((path: Path): ReturnType<Units['area']> => {
    const found = areas.of(path);
    return found === 'source' || found === 'source-test' || found === 'fixture' || found === 'source-helper'
      ? found
      : null;
  });
  const rootsAt = once((kind) => rootsOf(features.filter((feature) => feature.area === kind)));
  return {
    area,
    source: once((path) => areas.source(path, area(path) ?? 'other')),
    below(path) {
      const root = rootsAt(area(path) ?? '').find((one) => inside(path, one));
      return root === undefined ? null : { root, rest: path.slice(root.length + 1) };
    },
    roots: rootsAt('source'),
  };
}

export const inside = (path: Path, folder: Path): boolean => path.startsWith(`${folder}/`);

/** Longest first, so that a folder inside another is found before it. */
function rootsOf(features: readonly { readonly place: FeaturePlace }[]): Path[] {
  return features.flatMap(({ place: { root } }) => root ?? []).sort((a, b) => b.length - a.length);
}

/** `app/…/connectors/sources/box/client.py` -> `connectors.sources.box.client`; null for what no package of a release holds. */
export function moduleOf(path: Path, { packages = [] }: Layout): string | null {
  const roots = packages.flatMap(({ name, places }) => places.map(({ folder }) => ({ name, folder })));
  const root = roots.sort((a, b) => b.folder.length - a.folder.length).find(({ folder }) => inside(path, folder));
  if (!root || !path.endsWith('.py')) return null;
  const rest = path.slice(root.folder.length + 1).replace(/(?:(?:^|\/)__init__)?\.py$/, '');
  return [root.name, ...rest.split('/')].filter(Boolean).join('.');
}
