import { absoluteModule } from '../api/specifier.ts';
import type { Path } from '../model.ts';
import type { Item } from './items.ts';
import { locate, partsOf } from './locate.ts';
import { binds, freeUses } from './names.ts';
import { builtins } from './stdlib.ts';
import { itemsOfText, type OwnFile, textNow, type Work } from './work.ts';

/** The file an added definition belongs in, or those it may belong in. */
export type Place = { readonly path: Path } | { readonly candidates: readonly Path[] };

/** Finds the part of a split file in which each definition that the fork added at its top belongs. */
export class Places {
  readonly #work: Work;
  readonly #file: OwnFile;
  readonly #parts: readonly Path[];
  readonly #items: readonly Item[];
  readonly #base: readonly Item[];
  readonly #known = new Map<Item, Path>();
  /** Items that are being looked for, or were not found while others were: a circle of uses tells nothing. */
  readonly #open = new Set<Item>();
  #usesKnown: ReadonlyMap<Item, ReadonlySet<string>> | undefined;

  constructor(work: Work, file: OwnFile, base: readonly Item[], items: readonly Item[]) {
    this.#work = work;
    this.#file = file;
    this.#parts = partsOf(work, file.path);
    this.#items = items.filter(({ kind }) => kind !== 'import');
    this.#base = base.filter(({ kind }) => kind !== 'import');
  }

  /** Read when a question needs it: most changes find their place without. */
  get #uses(): ReadonlyMap<Item, ReadonlySet<string>> {
    this.#usesKnown ??= usesByItem(this.#work, this.#file, this.#items);
    return this.#usesKnown;
  }

  /** The place of an added item. */
  of(item: Item): Place {
    this.#open.clear();
    return this.#of(item);
  }

  /** Asking for one may ask for those that use it. */
  #of(item: Item): Place {
    const known = this.#known.get(item);
    if (known !== undefined) return { path: known };
    if (this.#open.has(item)) return { candidates: this.#parts };
    this.#open.add(item);
    const place = this.#find(item);
    if ('path' in place) this.#known.set(item, place.path);
    return place;
  }

  #find(item: Item): Place {
    const [only] = this.#parts;
    if (only !== undefined && this.#parts.length === 1) return { path: only };
    const users = this.#users(item);
    const [user] = users;
    const path =
      this.#replaced(item) ??
      this.#beside(item) ??
      (users.size === 1 ? user : undefined) ??
      (users.size === 0 ? this.#referred(item) : undefined) ??
      this.#between(item) ??
      (users.size === 0 ? this.#equipped(item) : undefined) ??
      (users.size > 1 ? this.#lowest(item, users) : undefined);
    return path === undefined ? { candidates: users.size > 1 ? [...users].sort() : this.#parts } : { path };
  }

  /** The home of an item of the fork's file, added ones included; undefined when nobody can tell. */
  #home(item: Item): Path | undefined {
    const old = this.#base.find(({ key }) => key === item.key);
    const spot = locate(this.#work, this.#file.path, [item.key], old ?? null);
    if ('path' in spot) return spot.path;
    if (old !== undefined || spot.candidates.length > 0) return undefined;
    const place = this.#of(item);
    return 'path' in place ? place.path : undefined;
  }

  /** Where what it replaces was: a deleted sibling of its kind in the same gap. */
  #replaced(item: Item): Path | undefined {
    const at = this.#items.indexOf(item);
    const kept = (one: Item): boolean => this.#base.some(({ key }) => key === one.key);
    const above = this.#items.slice(0, at).findLast(kept)?.key;
    const below = this.#items.slice(at + 1).find(kept)?.key;
    const from = above === undefined ? 0 : this.#base.findIndex(({ key }) => key === above) + 1;
    const to = below === undefined ? this.#base.length : this.#base.findIndex(({ key }) => key === below);
    const gone = this.#base
      .slice(from, Math.max(from, to))
      .filter((one) => one.kind === item.kind && !this.#items.some(({ key }) => key === one.key));
    return sole(gone.map((one) => this.#locatedIn(one)));
  }

  #locatedIn(base: Item): Path | undefined {
    const spot = locate(this.#work, this.#file.path, [base.key], base);
    return 'path' in spot ? spot.path : undefined;
  }

  /** A constant beside a constant, an exception beside an exception; what else was added there does not count. */
  #beside(item: Item): Path | undefined {
    const at = this.#items.indexOf(item);
    const known = (one: Item): boolean => this.#base.some(({ key }) => key === one.key);
    const near = [this.#items.slice(0, at).findLast(known), this.#items.slice(at + 1).find(known)];
    const alike = near.filter(
      (one) => one !== undefined && (isException(item) ? isException(one) : one.kind === 'attribute'),
    );
    const home = sole(alike.map((one) => one && this.#home(one)));
    return home !== undefined && (isException(item) || this.#isConstant(item, home)) ? home : undefined;
  }

  /** An assignment that names nothing but what is built in, and constants of the same file. */
  #isConstant(item: Item, home: Path): boolean {
    if (item.kind !== 'attribute') return false;
    return [...(this.#uses.get(item) ?? [])].every((name) => {
      if (builtins.has(name)) return true;
      const meant = this.#items.find((one) => one.name === name);
      if (meant === undefined || meant === item || meant.kind !== 'attribute') return false;
      return this.#base.some(({ key }) => key === meant.key)
        ? this.#home(meant) === home
        : this.#isConstant(meant, home);
    });
  }

  #between(item: Item): Path | undefined {
    const at = this.#items.indexOf(item);
    const [above, below] = [this.#items[at - 1], this.#items[at + 1]];
    if (above === undefined || below === undefined) return undefined;
    const [up, down] = [this.#home(above), this.#home(below)];
    return up === down ? up : undefined;
  }

  /** The homes of what uses it. */
  #users(item: Item): ReadonlySet<Path> {
    const found = new Set<Path>();
    for (const [user, names] of this.#uses) {
      const home = user !== item && names.has(item.name) ? this.#home(user) : undefined;
      if (home !== undefined) found.add(home);
    }
    return found;
  }

  /** The home of what it refers to. */
  #referred(item: Item): Path | undefined {
    const names = this.#uses.get(item) ?? new Set();
    const meant = this.#items.filter((one) => one !== item && names.has(one.name));
    return sole(meant.map((one) => this.#home(one)));
  }

  /** The one part that has all it takes from outside the file, of what any part has. */
  #equipped(item: Item): Path | undefined {
    const own = new Set(this.#items.map(({ name }) => name));
    const taken = [...(this.#uses.get(item) ?? [])].filter((name) => !own.has(name) && !builtins.has(name));
    const had = this.#parts.map((path) => taken.filter((name) => bindsIn(this.#work, path, name)));
    const any = new Set(had.flat());
    return any.size === 0 ? undefined : sole(this.#parts.filter((_, i) => had[i]?.length === any.size));
  }

  /** Of several users the one that imports none of the others, so that no circle of imports arises. */
  #lowest(item: Item, users: ReadonlySet<Path>): Path | undefined {
    const free = [...users].filter(
      (user) => ![...users].some((other) => other !== user && importsFrom(this.#work, user, other)),
    );
    const at = this.#items.indexOf(item);
    const above = this.#items[at - 1];
    const near = above && this.#home(above);
    if (near !== undefined && free.includes(near)) return near;
    return free.length === 1 ? free[0] : undefined;
  }
}

function bindsIn({ target, reader }: Work, path: Path, name: string): boolean {
  const text = target.text(path);
  return text !== null && binds(reader.outline(path, text), name);
}

function sole<T>(found: readonly (T | undefined)[]): T | undefined {
  const all = new Set(found);
  return all.size === 1 ? [...all][0] : undefined;
}

/** Names of the module that each item uses. */
function usesByItem(work: Work, { path, fork }: OwnFile, items: readonly Item[]): Map<Item, Set<string>> {
  const found = new Map(items.map((item) => [item, new Set<string>()]));
  const uses = fork === null ? [] : freeUses(work.reader.outline(path, fork));
  for (const { name, at } of uses) {
    const item = items.find(({ start, end }) => start <= at && at < end);
    if (item !== undefined) found.get(item)?.add(name);
  }
  return found;
}

function isException({ definition }: Item): boolean {
  return definition?.kind === 'class' && definition.bases.some((base) => /(Error|Exception|Warning)$/.test(base));
}

/** Whether one file imports another, directly. */
function importsFrom(work: Work, from: Path, other: Path): boolean {
  const now = work.now();
  const [own, wanted] = [now.surface.modules.get(now.moduleOf(from) ?? ''), now.moduleOf(other)];
  if (own === undefined || wanted === null || textNow(work, from) === null) return false;
  return own.outline.imports.some((one) => {
    const module = absoluteModule(own, one);
    return one.scope === null && (module === wanted || (one.kind === 'name' && `${module}.${one.name}` === wanted));
  });
}

/** The items of a file's two versions. */
export function bothVersions(work: Work, file: OwnFile): { base: readonly Item[]; fork: readonly Item[] } {
  return { base: itemsOfText(work, file.path, file.base), fork: itemsOfText(work, file.path, file.fork) };
}
