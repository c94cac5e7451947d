import { Module, type ReadOutline } from '../api/module.ts';
import { listed } from '../api/modules.ts';
import { closest, moduleFiles, moduleName, type Root, rootsOf } from '../api/roots.ts';
import { Surface } from '../api/surface.ts';
import type { Layout } from '../layout/layout.ts';
import type { Oid, Path } from '../model.ts';
import type { Outline } from '../outline/index.ts';
import { type ItemFile, itemsOf } from './items.ts';

/** Reads texts as outlines and items, each content once whatever commit or path has it. */
export interface Reader {
  outline(path: Path, text: string): Outline;
  items(path: Path, text: string): ItemFile;
}

/** One source text, read at most once. */
export function readerOf(read: ReadOutline): Reader {
  const files = new Map<string, ItemFile>();
  // the text itself is the key: a ported text has no id yet
  const outline = (path: Path, text: string): Outline => read(path, text, text);
  return {
    outline,
    items(path, text) {
      const known = files.get(text) ?? itemsOf(text, outline(path, text));
      files.set(text, known);
      return known;
    },
  };
}

/** A commit's files, and what can be imported from them. */
export interface Tree {
  readonly files: ReadonlyMap<Path, Oid>;
  readonly roots: readonly Root[];
  readonly surface: Surface;
  /** Null for a file that is not there or is no text. */
  text(path: Path): string | null;
  /** The dotted name under which a file is imported; null for what cannot be. */
  moduleOf(path: Path): string | null;
  /** The file of a module. */
  pathOf(module: string): Path | null;
}

/** A tree with some texts changed, added or (null) removed. */
export type Changed = ReadonlyMap<Path, string | null>;

export interface TreeInputs {
  readonly files: ReadonlyMap<Path, Oid>;
  readonly layout: Layout;
  readonly texts: ReadonlyMap<Oid, string>;
  readonly reader: Reader;
}

/** Puts a tree together. Outlines are read when a question needs them. */
export function treeOf(inputs: TreeInputs, changed: Changed = new Map()): Tree {
  const { texts, reader } = inputs;
  const files = new Map(inputs.files);
  for (const [path, text] of changed) {
    if (text === null) files.delete(path);
    else files.set(path, text);
  }
  const roots = rootsOf(files, inputs.layout);
  const text = (path: Path): string | null => changed.get(path) ?? texts.get(files.get(path) ?? '') ?? null;
  const read: ReadOutline = (path, _oid, source) => reader.outline(path, source);
  const modules = moduleFiles(files, roots).map((file) => new Module(file, () => text(file.path), read));
  const surface = new Surface(listed(modules));
  return {
    files,
    roots,
    surface,
    text,
    moduleOf(path) {
      const root = closest(roots, path);
      return (root && moduleName(root, path)?.name) ?? null;
    },
    pathOf: (module) => surface.modules.get(module)?.path ?? null,
  };
}
