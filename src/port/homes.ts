import { closest } from '../api/roots.ts';
import { homesOf } from '../compare/homes.ts';
import { type Moved, movedByKind } from '../compare/kinds.ts';
import type { RawChange } from '../git/changes.ts';
import { type Areas, areasOf } from '../layout/areas.ts';
import type { FeaturePlace, Layout, TreeLayout } from '../layout/layout.ts';
import type { Area, Oid, Path } from '../model.ts';
import type { Tree } from './trees.ts';

/** Where the target keeps files of the base, and where it would keep files of the fork's own. */
export interface FileHomes {
  /** The files that hold what a file of the base held: its own path, or the parts it became. Empty when it is gone. */
  parts(path: Path): readonly Path[];
  /** Where a file that upstream never had belongs. */
  landing(path: Path): Path;
}

export interface HomesInputs {
  readonly base: Tree;
  readonly fork: Tree;
  readonly target: Tree;
  readonly theirs: readonly RawChange[];
  /** Renames git sees between base and target. */
  readonly renames: readonly RawChange[];
  readonly layouts: { readonly base: TreeLayout; readonly target: TreeLayout };
  textOf(oid: Oid): string | undefined;
}

/** Finds homes of files; those of moved modules are found together, at the first question. */
export function fileHomes(inputs: HomesInputs): FileHomes {
  const { base, target, renames } = inputs;
  const renamed = new Map(renames.map(({ from, path }) => [from ?? '', path]));
  let moved: ((path: Path) => readonly Path[]) | undefined;
  const partsOf = (path: Path): readonly Path[] => {
    if (target.files.has(path)) return [path];
    moved ??= movedFiles(inputs);
    const module = base.moduleOf(path);
    const same = module === null ? null : target.pathOf(module);
    const under = target.files.has(landing(path)) ? [landing(path)] : [];
    const parts = new Set([...(same === null ? [] : [same]), ...moved(path), ...under]);
    if (parts.size > 0) return [...parts].sort();
    const git = renamed.get(path);
    return git === undefined ? [] : [git];
  };
  const known = new Map<Path, readonly Path[]>();
  const landing = landings(inputs, areasOf(inputs.layouts.base));
  return {
    parts(path) {
      const parts = known.get(path) ?? partsOf(path);
      known.set(path, parts);
      return parts;
    },
    landing,
  };
}

/** The new homes of files that are gone, by the old path; files of one kind are looked at together, when first asked for. */
function movedFiles({ theirs, textOf, layouts }: HomesInputs): (path: Path) => readonly Path[] {
  const moved = movedByKind(theirs, layouts).map(({ gone, come }) => ({
    gone,
    come,
    asked: new Set(gone.map(({ path }) => path)),
  }));
  const known = new Map<Moved, ReadonlyMap<Path, readonly Path[]>>();
  return (path) => {
    const alike = moved.find(({ asked }) => asked.has(path));
    if (alike === undefined) return [];
    const { asked, gone, come } = alike;
    const homes = known.get(alike) ?? homesOf(asked, gone, come, (oid) => Buffer.from(textOf(oid) ?? ''));
    known.set(alike, homes);
    return homes.get(path) ?? [];
  };
}

/** By the place the layout has for such files, then by package, then as the folder's other files went. */
function landings({ fork, target, layouts, renames }: HomesInputs, areas: Areas): (path: Path) => Path {
  const folders = folderMoves(renames);
  return (path) => {
    const area = areas.ofAdded(path);
    const place = area === 'fixture' || area === 'source-test' ? rootOf(layouts.target, area) : undefined;
    const old = place && placesAnywhere(layouts.base.layout, area).find((root) => path.startsWith(`${root}/`));
    if (place && old) return `${place}${path.slice(old.length)}`;
    const root = closest(fork.roots, path);
    const now = root && target.roots.find(({ name }) => name === root.name);
    if (root && now && root.folder !== '') return `${now.folder}${path.slice(root.folder.length)}`;
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      const folder = folders.get(path.slice(0, at));
      if (folder !== undefined) return `${folder}${path.slice(at)}`;
    }
    return path;
  };
}

const rootOf = ({ features }: TreeLayout, area: Area): string | undefined =>
  features.find((feature) => feature.area === area)?.place.root;

function placesAnywhere({ features }: Layout, area: Area): string[] {
  const places: readonly FeaturePlace[] = features.filter((one) => one.area === area).flatMap((one) => one.places);
  return places.flatMap(({ root }) => (root === undefined ? [] : [root]));
}

/** Folders all of whose renamed files went to one other folder under their own names. */
function folderMoves(renames: readonly RawChange[]): Map<Path, Path> {
  const moves = new Map<Path, Path | null>();
  for (const { from, path } of renames) {
    const [old, name] = split(from ?? '');
    const [now, kept] = split(path);
    if (name !== kept || moves.get(old) === null) continue;
    moves.set(old, (moves.get(old) ?? now) === now ? now : null);
  }
  return new Map([...moves].flatMap(([old, now]) => (now === null || old === '' ? [] : [[old, now]])));
}

function split(path: Path): [folder: string, name: string] {
  const at = path.lastIndexOf('/');
  return [path.slice(0, Math.max(0, at)), path.slice(at + 1)];
}
