import { Minimatch } from 'minimatch';
import type { Area, Path } from '../model.ts';
import type { Feature, FeaturePlace, Layout, TreeLayout } from './layout.ts';

/** Says who owns a path. */
export interface Areas {
  /** Area of a path that the tree's upstream has. */
  of(path: Path): Area;
  /**
   * Area of a path that the fork added, "from where it was put": tests and fixtures count in any release's place for
   * them, then the tree's own layout speaks, then any release's place for sources and framework.
   */
  ofAdded(path: Path): Area;
  /** The data source a path belongs to, by its folder or file name; null where the area has no sources. */
  source(path: Path, area: Area): string | null;
}

interface Matcher {
  readonly area: Feature['area'];
  readonly place: FeaturePlace;
  readonly match: (path: Path) => boolean;
}

/** Compiles a tree's layout, once. Matching is linear in the globs, about sixty; a path is matched once. */
export function areasOf(tree: TreeLayout): Areas {
  const areas = compiled.get(tree) ?? compile(tree);
  compiled.set(tree, areas);
  return areas;
}

const compiled = new WeakMap<TreeLayout, Areas>();

function compile({ layout, features }: TreeLayout): Areas {
  const own = features.map(({ area, place }) => matcher(area, place));
  const anywhere = lazily(() => matchersOf(layout));
  const among = (areas: readonly Area[], path: Path): Area | undefined =>
    anywhere().find(({ area, match }) => areas.includes(area) && match(path))?.area;
  const known = new Map<Path, Area>();
  const of = (path: Path): Area => {
    const area = known.get(path) ?? own.find(({ match }) => match(path))?.area ?? 'other';
    known.set(path, area);
    return area;
  };
  return {
    of,
    ofAdded(path) {
      const tests = among(['fixture', 'source-test'], path);
      if (tests) return tests;
      const area = of(path);
      return area === 'other' ? (among(['source', 'framework-test', 'framework'], path) ?? 'other') : area;
    },
    source(path, area) {
      if (area !== 'source' && area !== 'source-test' && area !== 'fixture') return null;
      const { place } = [...own, ...anywhere()].find((one) => one.area === area && one.match(path)) ?? {};
      return place?.root === undefined ? null : leaf(path.slice(place.root.length + 1), area, place.groups ?? []);
    },
  };
}

/** Every place of every release: a file may lie where another release keeps such files. */
function matchersOf(layout: Layout): Matcher[] {
  return layout.features.flatMap(({ area, places }) => places.map((place) => matcher(area, place)));
}

function matcher(area: Feature['area'], place: FeaturePlace): Matcher {
  const tests = place.globs.map(testOf);
  return { area, place, match: (path) => tests.some((test) => test(path)) };
}

/** Most globs are a folder, a path or a name with stars: a prefix or a regular expression does, ten times faster to make. */
function testOf(glob: string): (path: Path) => boolean {
  if (/[?[\](){}!@+\\]/.test(glob)) {
    const pattern = new Minimatch(glob, {
      dot: true,
      nocomment: true,
      nonegate: true,
    });
    return (path) => pattern.match(path);
  }
  const folder = glob.endsWith('/**') ? glob.slice(0, -2) : null;
  if (folder !== null && !folder.includes('*')) return (path) => path.startsWith(folder) && path !== folder;
  if (!glob.includes('*')) return (path) => path === glob;
  const source = glob
    .replace(/[.$^|]/g, '\\$&')
    .replace(/\*\*\/|\/\*\*$|\*+/g, (star) => (star === '**/' ? '(?:.*/)?' : star === '/**' ? '/.*' : '[^/]*'));
  const pattern = new RegExp(`^${source}$`, 's');
  return (path) => pattern.test(path);
}

/** `box.py`, `box/client.py`, `atlassian/jira/client.py`, `test_box.py`, `fixtures/box/…` -> `box`, `jira`. */
function leaf(below: string, area: Area, groups: readonly string[]): string | null {
  const parts = below.split('/');
  const file = parts.pop() ?? '';
  const inGroup = parts.length > 1 && groups.includes(parts[0] ?? '');
  const folder = parts[inGroup ? 1 : 0];
  if (folder !== undefined) return groups.includes(folder) && !inGroup ? null : folder;
  const stem = file.replace(/\.\w+$/, '');
  if (area !== 'source-test') return stem.startsWith('__') ? null : stem;
  return /^test_(.+)$/.exec(stem)?.[1] ?? null;
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
