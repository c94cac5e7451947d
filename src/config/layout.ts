import { isMap } from 'yaml';
import type { Feature, FeaturePlace, Layout, Marker, PackageRoot, RegistryFormat } from '../layout/layout.ts';
import { areas } from '../model.ts';
import { glob, pattern } from './checks.ts';
import type { ExtendedLayout } from './model.ts';
import { type Fields, fields, list, oneOf, pair, type Reader, text } from './readers.ts';

const registry: Fields<RegistryFormat> = {
  path: { must: text() },
  format: { must: oneOf(['python', 'yaml']) },
};

const when: Fields<Marker> = {
  exists: list(text()),
  absent: list(text()),
  matches: pair(text(), text(pattern)),
};

const place: Fields<FeaturePlace> = {
  since: { must: text() },
  when: fields(when),
  globs: { must: list(text(glob)) },
  root: text(),
  groups: list(text()),
  registry: fields(registry),
};

const feature: Fields<Feature> = {
  area: { must: oneOf(areas.filter((area) => area !== 'other')) },
  places: { must: list(fields(place)) },
};

const packagePlace: Fields<PackageRoot['places'][number]> = {
  since: { must: text() },
  when: fields(when),
  folder: { must: text() },
};

const packageRoot: Fields<PackageRoot> = {
  name: { must: text() },
  places: { must: list(fields(packagePlace)) },
};

const parts: Fields<Partial<Layout>> = {
  name: text(),
  repositories: list(text()),
  url: text(),
  releaseLines: list(text(pattern)),
  defaultBranches: list(text()),
  features: list(fields(feature)),
  packages: list(fields(packageRoot)),
};

const whole: Fields<Layout> = {
  name: { must: parts.name },
  repositories: { must: parts.repositories },
  url: { must: parts.url },
  releaseLines: { must: parts.releaseLines },
  defaultBranches: { must: parts.defaultBranches },
  features: { must: parts.features },
  packages: parts.packages,
};

/** The name of a known layout, a layout, or what differs from a known one. */
export function layoutOf(known: readonly Layout[]): Reader<Layout> {
  const name = oneOf(known.map((one) => one.name));
  const entire = fields(whole, ['extends']);
  const extended = fields<ExtendedLayout>({
    extends: { must: name },
    ...parts,
  });
  const find = (wanted: string | undefined | null): Layout | null => known.find((one) => one.name === wanted) ?? null;
  return (spot) => {
    if (!isMap(spot.node)) return find(name(spot));
    if (!spot.node.has('extends')) return entire(spot);
    const given = extended(spot);
    const base = find(given?.extends);
    return given && base && extend(base, given);
  };
}

function extend(base: Layout, { extends: _base, features = [], ...others }: ExtendedLayout): Layout {
  return { ...base, ...others, features: layered(base.features, features) };
}

/**
 * The given places come before the base's for the same area. Where the base lists an area twice, the first given feature
 * meets the first; what meets none is tried before all others, for it is the more particular.
 */
function layered(base: readonly Feature[], given: readonly Feature[]): Feature[] {
  const left = [...given];
  const met = base.map((one) => {
    const index = left.findIndex(({ area }) => area === one.area);
    const [first] = index === -1 ? [] : left.splice(index, 1);
    return first ? { area: one.area, places: [...first.places, ...one.places] } : one;
  });
  return [...left, ...met];
}
