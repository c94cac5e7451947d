import type { Path } from '../model.ts';
import type { Demand } from './demand.ts';
import { isTest, Module, type ModuleFile, type ReadOutline } from './module.ts';
import { firstOf, type Modules } from './modules.ts';
import { closest, isProper, moduleFiles, moduleName, type Root } from './roots.ts';
import { type Folder, joined, type View } from './view.ts';

/** Where modules are looked for. */
export interface Searched {
  readonly view: View;
  readonly roots: readonly Root[];
  /** Whether a file is of a language that somebody asks about. */
  readonly speaks: (path: Path) => boolean;
}

/** Where they are looked up and read. */
export interface LookedUpIn extends Searched {
  readonly demand: Demand;
  readonly read: ReadOutline;
}

/** The modules of a tree, each looked up where its name says that it lies: what a check costs must not grow with the tree. */
export class Lookup implements Modules {
  readonly #in: LookedUpIn;
  readonly #files = new Map<string, ModuleFile | null>();
  readonly #modules = new Map<string, Module>();
  #all: readonly Module[] | undefined;

  constructor(where: LookedUpIn) {
    this.#in = where;
  }

  get(name: string): Module | undefined {
    const known = this.#files.get(name);
    const file = known === undefined ? this.#find(name) : known;
    if (file === undefined) return this.#unknown(name);
    this.#files.set(name, file);
    return file === null ? undefined : this.#module(file);
  }

  isAbove(name: string): boolean {
    return this.#in.roots.some((root) => {
      if (root.name.startsWith(`${name}.`)) return holdsModule(this.#in, root, root.folder);
      const inside = partsBelow(root, name);
      return inside !== null && holdsModule(this.#in, root, pathIn(root, inside));
    });
  }

  isRoot(first: string): boolean {
    return this.#in.roots.some((root) =>
      root.name === ''
        ? this.get(first) !== undefined || this.isAbove(first)
        : firstOf(root.name) === first && holdsModule(this.#in, root, root.folder),
    );
  }

  all(): readonly Module[] {
    if (this.#all !== undefined) return this.#all;
    const { view, roots, speaks } = this.#in;
    const files = view.all();
    if (files.size === 0) return [];
    this.#all = moduleFiles(files, roots).flatMap((file) => (speaks(file.path) ? [this.#module(file)] : []));
    return this.#all;
  }

  /** Null when there is no such module, undefined while nobody knows. */
  #find(name: string): ModuleFile | null | undefined {
    const found: ModuleFile[] = [];
    let isKnown = true;
    for (const root of this.#in.roots) {
      const inside = partsBelow(root, name);
      if (inside === null) continue;
      const files = this.#filesFor(root, inside);
      if (files === undefined) isKnown = false;
      else found.push(...files.filter((file) => file.name === name));
    }
    return isKnown ? chosen(found, this.#in.speaks) : undefined;
  }

  /** The files that may be the module with these parts: first those in the folder around, which tells of the module's own. */
  #filesFor(root: Root, parts: readonly string[]): ModuleFile[] | undefined {
    const { view } = this.#in;
    const [own, around, leaf] = [pathIn(root, parts), pathIn(root, parts.slice(0, -1)), parts.at(-1)];
    const outer = leaf === undefined ? null : view.folder(around);
    const inner = leaf === undefined || outer?.folders.has(leaf) ? view.folder(own) : null;
    if (outer === undefined || inner === undefined) return undefined;
    return [
      ...(leaf === undefined ? [] : this.#named(root, around, outer, leaf)),
      ...['__init__', 'index'].flatMap((stem) => this.#named(root, own, inner, stem)),
    ];
  }

  #named(root: Root, path: Path, folder: Folder | null, stem: string): ModuleFile[] {
    const { view, roots } = this.#in;
    return (folder?.stems.get(stem) ?? []).flatMap((file) => {
      const whole = joined(path, file);
      const named = closest(roots, whole) === root && view.shows(whole) ? moduleName(root, whole) : null;
      return named === null ? [] : [{ ...named, path: whole, oid: folder?.files.get(file) ?? '' }];
    });
  }

  #module(file: ModuleFile): Module {
    const { demand, read } = this.#in;
    const known = this.#modules.get(file.name);
    // nobody offers anything in a test
    const text = isTest(file.name) ? () => null : () => demand.text(file.oid) ?? null;
    const module = known ?? new Module(file, text, read);
    this.#modules.set(file.name, module);
    return module;
  }

  /** There as far as anybody knows, and not to be read. */
  #unknown(name: string): Module {
    return new Module({ name, path: '', oid: '', isPackage: true }, () => null, this.#in.read);
  }
}

/** Whether a folder below a root holds a module, however deep; true while nobody knows. */
export function holdsModule(where: Searched, root: Root, path: Path): boolean {
  const { view, roots, speaks } = where;
  const folder = view.folder(path);
  if (!folder) return folder === undefined;
  if (closest(roots, joined(path, 'a')) !== root) return false;
  const isModule = (name: string): boolean => {
    const whole = joined(path, name);
    return speaks(whole) && view.shows(whole) && moduleName(root, whole) !== null;
  };
  return (
    [...folder.files.keys()].some(isModule) ||
    [...folder.folders].some((name) => isProper(name) && holdsModule(where, root, joined(path, name)))
  );
}

/** The parts of a name below a root's; null for a name that is not below it. */
function partsBelow(root: Root, name: string): string[] | null {
  if (name === root.name) return name === '' ? null : [];
  if (root.name !== '' && !name.startsWith(`${root.name}.`)) return null;
  const parts = name.slice(root.name === '' ? 0 : root.name.length + 1).split('.');
  return parts.every(isProper) ? parts : null;
}

const pathIn = ({ folder }: Root, parts: readonly string[]): Path => [folder, ...parts].filter(Boolean).join('/');

/** Of several files of one name as {@link moduleFiles} chooses: a package, else the last of them. */
function chosen(found: readonly ModuleFile[], speaks: (path: Path) => boolean): ModuleFile | null {
  const depth = ({ path }: ModuleFile): number => path.split('/').length;
  const sorted = [...found].sort((a, b) => depth(a) - depth(b) || (a.path < b.path ? -1 : 1));
  const file = sorted.find(({ isPackage }) => isPackage) ?? sorted.at(-1);
  return file && speaks(file.path) ? file : null;
}
