import type { Listed } from '../git/listing.ts';
import type { Oid, Path } from '../model.ts';
import type { Demand } from './demand.ts';

/** A folder of a tree. */
export interface Folder {
  /** File names by what stands before their first dot, in git's order. */
  readonly stems: ReadonlyMap<string, readonly string[]>;
  /** File name -> blob. */
  readonly files: ReadonlyMap<string, Oid>;
  readonly folders: ReadonlySet<string>;
}

/** A tree without some of its files, folder by folder, read as far as somebody asks. */
export class View {
  readonly #demand: Demand;
  readonly #tree: Oid;
  readonly #without: ReadonlySet<Path>;
  readonly #folders = new Map<Path, Folder | null>();
  #all: ReadonlyMap<Path, Oid> | undefined;

  constructor(demand: Demand, tree: Oid, without: ReadonlySet<Path> = new Set()) {
    this.#demand = demand;
    this.#tree = tree;
    this.#without = without;
  }

  /** Null where there is none; undefined while nobody knows. Files that the view leaves out are in it: see {@link shows}. */
  folder(path: Path): Folder | null | undefined {
    const known = this.#folders.get(path);
    if (known !== undefined) return known;
    const listed = this.#isMissing(path) ? null : this.#demand.folder(this.#tree, path);
    if (listed === undefined) return undefined;
    const folder = listed && folderOf(listed);
    this.#folders.set(path, folder);
    return folder;
  }

  /** Whether the folder around is known, and names no such folder. */
  #isMissing(path: Path): boolean {
    const [around, name] = splitPath(path);
    const folder = path === '' ? undefined : this.#folders.get(around);
    return folder === null || folder?.folders.has(name) === false;
  }

  /** Whether a file of a folder belongs to the view. */
  shows(path: Path): boolean {
    return !this.#without.has(path);
  }

  /** Whether a file is there, or a folder with a file in it; true while nobody knows. */
  has(path: Path): boolean {
    const [around, name] = splitPath(path);
    const folder = this.folder(around);
    if (folder === undefined) return true;
    return (folder?.files.has(name) && this.shows(path)) || this.#holdsFile(path);
  }

  /** All files; none while nobody knows. */
  all(): ReadonlyMap<Path, Oid> {
    const files = this.#demand.files(this.#tree);
    if (files === undefined) return new Map();
    this.#all ??= this.#without.size === 0 ? files : new Map([...files].filter(([path]) => this.shows(path)));
    return this.#all;
  }

  #holdsFile(path: Path): boolean {
    const folder = this.folder(path);
    if (!folder) return folder === undefined;
    const below = (name: string): Path => joined(path, name);
    return (
      [...folder.files.keys()].some((name) => this.shows(below(name))) ||
      [...folder.folders].some((name) => this.#holdsFile(below(name)))
    );
  }
}

/** The path of something in a folder, '' being the top. */
export const joined = (folder: Path, name: string): Path => (folder === '' ? name : `${folder}/${name}`);

/** The folder, '' being the top, and what lies in it. */
function splitPath(path: Path): readonly [folder: Path, name: string] {
  const at = path.lastIndexOf('/');
  return [path.slice(0, Math.max(0, at)), path.slice(at + 1)];
}

/** What trees share is put in order once. */
function folderOf(listed: readonly Listed[]): Folder {
  const known = inOrder.get(listed);
  if (known !== undefined) return known;
  const stems = new Map<string, string[]>();
  const files = new Map<string, Oid>();
  const folders = new Set<string>();
  for (const { name, kind, oid } of listed) {
    if (kind === 'folder') folders.add(name);
    if (kind !== 'file') continue;
    files.set(name, oid);
    const stem = name.slice(0, Math.max(0, name.indexOf('.')));
    const known = stems.get(stem);
    if (known) known.push(name);
    else stems.set(stem, [name]);
  }
  const folder = { stems, files, folders };
  inOrder.set(listed, folder);
  return folder;
}

const inOrder = new WeakMap<readonly Listed[], Folder>();
