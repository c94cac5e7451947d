import type { Listed } from '../git/listing.ts';
import type { Reader } from '../git/reader.ts';
import type { Oid, Path } from '../model.ts';

/**
 * What is known of a repository's objects, and what has been asked for and is not known yet.
 *
 * What an import leads to is found by plain functions, and only while they are at work does it show what has to be read: a name
 * leads to a module, which has it from another. So a question is asked again until nothing was missing. Who asks must take
 * what is not known (undefined) for there and unreadable, lest a search for where else it may be reads whole trees.
 */
export class Demand {
  readonly #reader: Pick<Reader, 'texts' | 'folders' | 'files'>;
  readonly #texts: Known<Oid, string | null> = { known: new Map(), wanted: new Set() };
  readonly #folders: Known<string, readonly Listed[] | null> = { known: new Map(), wanted: new Set() };
  readonly #trees: Known<Oid, ReadonlyMap<Path, Oid>> = { known: new Map(), wanted: new Set() };

  constructor(reader: Pick<Reader, 'texts' | 'folders' | 'files'>) {
    this.#reader = reader;
  }

  /** The text of a blob; null for what is missing or no text. */
  text(oid: Oid): string | null | undefined {
    return look(this.#texts, oid);
  }

  /** What a folder of a tree holds, '' being its top; null where there is no folder. */
  folder(tree: Oid, path: Path): readonly Listed[] | null | undefined {
    return look(this.#folders, `${tree}:${path}`);
  }

  /** All files of a tree: what only a search through everything needs. */
  files(tree: Oid): ReadonlyMap<Path, Oid> | undefined {
    return look(this.#trees, tree);
  }

  /** Asks until everything that the answer depends on was known. The question must keep nothing from one time to the next. */
  async answer<T>(question: () => T): Promise<T> {
    for (;;) {
      const answer = question();
      if (!(await this.#readWanted())) return answer;
    }
  }

  async #readWanted(): Promise<boolean> {
    const [texts, folders, trees] = [this.#texts, this.#folders, this.#trees].map(({ wanted }) => [...wanted]);
    if (!texts?.length && !folders?.length && !trees?.length) return false;
    const read = await this.#reader.texts(texts ?? []);
    for (const oid of texts ?? []) learn(this.#texts, oid, read.get(oid) ?? null);
    const listed = await this.#reader.folders(folders ?? []);
    for (const [i, name] of (folders ?? []).entries()) learn(this.#folders, name, listed[i] ?? null);
    for (const tree of trees ?? []) learn(this.#trees, tree, await this.#reader.files(tree));
    return true;
  }
}

interface Known<K, V> {
  readonly known: Map<K, V>;
  readonly wanted: Set<K>;
}

function look<K, V>({ known, wanted }: Known<K, V>, key: K): V | undefined {
  const found = known.get(key);
  if (found === undefined) wanted.add(key);
  return found;
}

function learn<K, V>({ known, wanted }: Known<K, V>, key: K, value: V): void {
  known.set(key, value);
  wanted.delete(key);
}
