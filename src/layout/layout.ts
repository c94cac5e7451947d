import type { Area } from '../model.ts';

/**
 * Where an upstream keeps its things, as data. Features move at different commits (a fork may stand between two moves), so
 * each is decided on its own, per tree, newest place first. A user's configuration may hold one of this shape.
 */
export interface Layout {
  readonly name: string;
  /** A remote whose URL ends in one of these (`owner/name`, `.git` aside) is the upstream. */
  readonly repositories: readonly string[];
  /** Where to get it, for the sentence that says it is missing. */
  readonly url: string;
  /** Regular expressions of the branches releases are made from, beside the default branch. */
  readonly releaseLines: readonly string[];
  /** Names of the default branch, for a clone that does not know it. */
  readonly defaultBranches: readonly string[];
  /** In the order in which areas are tried: the first feature with a matching glob owns the path. */
  readonly features: readonly Feature[];
  /** Top-level packages of the upstream's language; without them each topmost package of a tree is one. */
  readonly packages?: readonly PackageRoot[];
}

/** A top-level package by the name it is imported under, and the folder that holds it. */
export interface PackageRoot {
  readonly name: string;
  /** Newest first; the first whose `when` holds is the tree's. */
  readonly places: readonly { readonly since: string; readonly when?: Marker; readonly folder: string }[];
}

/** A thing whose place moved over time. */
export interface Feature {
  readonly area: Exclude<Area, 'other'>;
  /** Newest first; the first whose `when` holds is the tree's. A value without `when` always holds. */
  readonly places: readonly FeaturePlace[];
}

export interface FeaturePlace {
  /** The first release that has it so. */
  readonly since: string;
  readonly when?: Marker;
  /** minimatch patterns, `dot` on. */
  readonly globs: readonly string[];
  /** For sources: the folder below which each file or package is one source. For tests and fixtures likewise. */
  readonly root?: string;
  /** Folders below `root` that hold several sources' packages. */
  readonly groups?: readonly string[];
  /** Registries only. */
  readonly registry?: RegistryFormat;
}

/** What a tree must have, or must not have, for a place to be its. All conditions must hold. */
export interface Marker {
  readonly exists?: readonly string[];
  readonly absent?: readonly string[];
  /** A file and a regular expression (flags `m`) that its text must match. */
  readonly matches?: readonly [path: string, pattern: string];
}

/** How a registry writes `service type -> module:Class`. */
export interface RegistryFormat {
  readonly path: string;
  readonly format: 'python' | 'yaml';
}

/** The package roots of a tree that are there, name -> folder. `exists` answers for files and folders alike. */
export function packagesOf({ packages = [] }: Layout, exists: (path: string) => boolean): Map<string, string> {
  const probes = { get: (path: string) => (exists(path) ? '' : null) };
  const found = new Map<string, string>();
  for (const { name, places } of packages) {
    const place = places.find(({ when }) => when === undefined || holds(when, probes));
    if (place !== undefined && exists(place.folder)) found.set(name, place.folder);
  }
  return found;
}

/** What a tree holds at the paths that decide its layout: null where there is nothing, else its text ('' for a folder). */
export type Probes = ReadonlyMap<string, string | null>;

/** Every path that decides which places a tree uses. */
export function probePaths(layout: Layout): string[] {
  const paths = layout.features.flatMap(({ places }) =>
    places.flatMap(({ when, registry }) => [
      ...(when?.exists ?? []),
      ...(when?.absent ?? []),
      ...(when?.matches ? [when.matches[0]] : []),
      ...(registry ? [registry.path] : []),
    ]),
  );
  const versions = layout.features.filter(({ area }) => area === 'version').flatMap(({ places }) => places);
  return [...new Set([...paths, ...versions.flatMap(({ globs }) => globs)])];
}

/** The places one tree uses, feature by feature in the layout's order. */
export interface TreeLayout {
  readonly layout: Layout;
  readonly features: readonly {
    readonly area: Feature['area'];
    readonly place: FeaturePlace;
  }[];
}

/** Decides each feature of a tree. A feature none of whose places holds is absent from it. */
export function detect(layout: Layout, probes: Probes): TreeLayout {
  const features = layout.features.flatMap(({ area, places }) => {
    const place = places.find(({ when }) => when === undefined || holds(when, probes));
    return place ? [{ area, place }] : [];
  });
  return { layout, features };
}

function holds({ exists = [], absent = [], matches }: Marker, probes: Pick<Probes, 'get'>): boolean {
  const has = (path: string): boolean => (probes.get(path) ?? null) !== null;
  if (!exists.every(has) || absent.some(has)) return false;
  return matches === undefined || new RegExp(matches[1], 'm').test(probes.get(matches[0]) ?? '');
}

/** The places of one area in a tree. A layout may list an area twice (protocol: code and page). */
export function placesOf({ features }: TreeLayout, area: Area): FeaturePlace[] {
  return features.filter((feature) => feature.area === area).map(({ place }) => place);
}

/** The VERSION files a tree's layout reads, the main one first. */
export function versionPaths(tree: TreeLayout): string[] {
  return placesOf(tree, 'version').flatMap(({ globs }) => globs);
}
