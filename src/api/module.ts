import type { Oid, Path } from '../model.ts';
import { analyzerFor, type Outline } from '../outline/index.ts';

/** Reads a source text, each blob once; null for a file that no outline reads. */
export type ReadOutline = (path: Path, oid: Oid, text: string) => Outline;

/** A module of a tree: what one file defines, read when first asked for. */
export class Module {
  /** Dotted, as it is imported. */
  readonly name: string;
  readonly path: Path;
  readonly oid: Oid;
  /** An `__init__`: its name is also the prefix of other modules' names. */
  readonly isPackage: boolean;
  readonly #text: () => string | null;
  readonly #read: ReadOutline;
  #outline: Outline | undefined;

  constructor(file: ModuleFile, text: () => string | null, read: ReadOutline) {
    this.name = file.name;
    this.path = file.path;
    this.oid = file.oid;
    this.isPackage = file.isPackage;
    this.#text = text;
    this.#read = read;
  }

  /** Null when the blob is not there (a partial clone), is no text, or has not been read yet. */
  get text(): string | null {
    return this.#text();
  }

  get outline(): Outline {
    const text = this.#outline === undefined ? this.text : null;
    if (text !== null) this.#outline = this.#read(this.path, this.oid, text);
    return this.#outline ?? UNREADABLE;
  }

  /** The outline of a part of it: the whole text with blanks for what does not matter, told apart by `what`. */
  part(text: string, what: string): Outline {
    return this.#read(this.path, `${this.oid} but for ${what}`, text);
  }
}

/** Where a module lies. */
export interface ModuleFile {
  readonly name: string;
  readonly path: Path;
  readonly oid: Oid;
  readonly isPackage: boolean;
}

/** Of a module nobody could read, nothing is known to be missing. */
const UNREADABLE: Outline = {
  partial: true,
  imports: [],
  exports: null,
  definitions: [],
  uses: () => ({ strings: [], calls: [], names: [] }),
};

/**
 * Loads the analyzers that these files need and hands out one synchronous reader for all trees, so that a file which two
 * commits share is parsed once.
 */
export async function outlineReader(paths: Iterable<Path>): Promise<ReadOutline> {
  const analyzers = new Set([...paths].map(analyzerFor).filter((one) => one !== undefined));
  const opened = new Map(await Promise.all([...analyzers].map(async (one) => [one, await one.open()] as const)));
  const outlines = new Map<string, Outline>();
  return (path, oid, text) => {
    const analyzer = analyzerFor(path);
    const analyze = analyzer && opened.get(analyzer);
    if (analyze === undefined) return UNREADABLE;
    // the same bytes read differently under another extension
    const key = `${path.slice(path.lastIndexOf('.'))} ${oid}`;
    const outline = outlines.get(key) ?? analyze(text);
    outlines.set(key, outline);
    return outline;
  };
}

/** A test, or the fixture of one: can be imported, but nobody offers it to others. Test support is not among them. */
export function isTest(module: string): boolean {
  return /(^|\.)(test_\w+|\w+_test|conftest)$|(^|\.)fixtures(\.|$)/.test(module);
}
