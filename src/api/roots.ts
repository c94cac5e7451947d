import { Complaint } from '../complaint.ts';
import { type Layout, packagesOf } from '../layout/layout.ts';
import type { Oid, Path } from '../model.ts';
import type { ModuleFile } from './module.ts';

/** A folder whose files are modules, and the dotted name they are imported below ('' for none). */
export interface Root {
  readonly name: string;
  readonly folder: Path;
}

type Files = ReadonlyMap<Path, Oid>;

/** What a tree must tell for its roots to be known. */
export interface Rooted {
  /** Of files, and of folders that hold some. */
  has(path: Path): boolean;
  /** Only asked of a tree that has none of the layout's packages. */
  all(): Files;
}

/** The roots of a tree under a layout; a tree that has none of the layout's has its topmost packages. */
export function rootsIn(tree: Rooted, layout: Layout): Root[] {
  const told = [...packagesOf(layout, (path) => tree.has(path))];
  return told.length > 0 ? told.map(([name, folder]) => ({ name, folder })) : topmost(tree.all());
}

/** The same of a tree whose files are all known. */
export function rootsOf(files: Files, layout: Layout): Root[] {
  return rootsIn({ has: (path) => files.has(path) || foldersOf(files).has(path), all: () => files }, layout);
}

/**
 * The roots somebody named, for all trees alike; one that only some trees have is fine, since packages move.
 * @throws Complaint for a folder that no tree has.
 */
export function namedRoots(trees: readonly Files[], given: readonly string[]): Root[] {
  return given.map((typed) => {
    const folder = typed.replace(/^(\.\/)+|\/+$/g, '').replace(/^\.$/, '');
    if (!trees.some((files) => folder === '' || foldersOf(files).has(folder))) {
      throw new Complaint(`neither tree has a folder ${JSON.stringify(typed)}`, 'fork-lint api FROM TO --root DIR');
    }
    return { name: trees.some((files) => isPackage(files, folder)) ? packageName(trees, folder) : '', folder };
  });
}

/** The modules below the roots. A folder without `__init__.py` is a package too, so any file with a proper name counts. */
export function moduleFiles(files: Files, roots: readonly Root[]): ModuleFile[] {
  const found = new Map<string, ModuleFile>();
  for (const [path, oid] of files) {
    const root = closest(roots, path);
    const named = root && moduleName(root, path);
    if (named && !(found.get(named.name)?.isPackage === true))
      found.set(named.name, { name: named.name, isPackage: named.isPackage, path, oid });
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The dotted name of a file below a root; null for what cannot be imported. */
export function moduleName(root: Root, path: Path): Pick<ModuleFile, 'name' | 'isPackage'> | null {
  const below = root.folder === '' ? path : path.slice(root.folder.length + 1);
  const extension = /(?<!\.d)\.(?:pyi?|[cm]?[jt]sx?)$/.exec(below);
  const stem = below.slice(0, extension?.index ?? 0);
  if (!proper.test(stem)) return null;
  const isPackage = /(?:^|\/)(?:__init__|index)$/.test(stem);
  const inside = isPackage ? stem.slice(0, Math.max(0, stem.lastIndexOf('/'))) : stem;
  const name = [root.name, inside.replaceAll('/', '.')].filter(Boolean).join('.');
  return name === '' ? null : { name, isPackage };
}

/** Folders and a file that all have names which code can say. */
const proper = /^[\p{L}_$][\p{L}\p{N}_$-]*(?:\/[\p{L}_$][\p{L}\p{N}_$-]*)*$/u;

/** Whether code can say the name of a folder. */
export const isProper = (name: string): boolean => !name.includes('/') && proper.test(name);

/** The deepest root around a path: one root may lie inside another. */
export function closest(roots: readonly Root[], path: Path): Root | null {
  let best: Root | null = null;
  for (const root of roots) {
    const { folder } = root;
    const isAround = folder === '' || (path[folder.length] === '/' && path.startsWith(folder));
    if (isAround && (best === null || folder.length > best.folder.length)) best = root;
  }
  return best;
}

/** Packages that lie in no other package. */
function topmost(files: Files): Root[] {
  const found: Root[] = [];
  for (const path of files.keys()) {
    const folder = /^(.+)\/__init__\.py$/.exec(path)?.[1];
    if (folder === undefined || files.has(`${parentOf(folder)}__init__.py`)) continue;
    found.push({ name: folder.slice(folder.lastIndexOf('/') + 1), folder });
  }
  return found.length > 0 ? found : [{ name: '', folder: '' }];
}

/** A folder is a package by its `__init__`, or when modules lie right in it; one with a setup.py is a project. */
function isPackage(files: Files, folder: Path): boolean {
  if (folder === '') return false;
  const right = [...files.keys()].filter(
    (path) => parentOf(path) === `${folder}/` && /\.(pyi?|[cm]?[jt]sx?)$/.test(path),
  );
  const names = right.map((path) => path.slice(folder.length + 1));
  return (
    names.includes('__init__.py') || (names.length > 0 && !names.some((name) => /^(setup|conftest)\.py$/.test(name)))
  );
}

/** `app/pkg/sub` is `pkg.sub` when `app/pkg` is a package as well. */
function packageName(trees: readonly Files[], folder: Path): string {
  const name = folder.slice(folder.lastIndexOf('/') + 1);
  const parent = parentOf(folder).slice(0, -1);
  const within = parent !== '' && trees.some((files) => files.has(`${parent}/__init__.py`));
  return within ? `${packageName(trees, parent)}.${name}` : name;
}

/** With its slash; '' at the top. */
const parentOf = (path: Path): Path => path.slice(0, path.lastIndexOf('/') + 1);

function foldersOf(files: Files): ReadonlySet<Path> {
  const known = folders.get(files);
  if (known !== undefined) return known;
  const found = new Set<Path>();
  for (const path of files.keys()) {
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      const folder = path.slice(0, at);
      if (found.has(folder)) break;
      found.add(folder);
    }
  }
  folders.set(files, found);
  return found;
}

const folders = new WeakMap<Files, ReadonlySet<Path>>();
