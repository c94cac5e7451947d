import { type Part, type ProtocolPage, parts, readPage } from './page.ts';

/** What differs in one part of the protocol. */
export type PartChange = {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** `path: before => after`. */
  readonly changed: readonly string[];
};

/** The lists of allowed values are one part more; `page` is the whole of it, where one side has none. */
export type PagePart = Part | 'enums' | 'page';

/** How the page differs between base and target. A part that cannot be read on either side is never "no change". */
export interface PageChange {
  /** Parts that differ, in the page's order. */
  readonly parts: Readonly<Partial<Record<PagePart, PartChange>>>;
  readonly unreadable: readonly { readonly part: PagePart; readonly side: 'base' | 'target' }[];
}

/** Compares two versions of the page; null is a side that has no page. */
export function comparePages(base: string | null, target: string | null): PageChange {
  if (base === null || target === null) {
    return { parts: {}, unreadable: [{ part: 'page', side: base === null ? 'base' : 'target' }] };
  }
  const pages = { base: readPage(base), target: readPage(target) };
  const changes: Partial<Record<PagePart, PartChange>> = {};
  const unreadable: { part: PagePart; side: 'base' | 'target' }[] = [];
  for (const part of [...parts, 'enums'] as const) {
    const [before, after] = [partOf(pages.base, part), partOf(pages.target, part)];
    if (before === null) unreadable.push({ part, side: 'base' });
    if (after === null) unreadable.push({ part, side: 'target' });
    if (before === null || after === null) continue;
    const change = difference(before, after);
    if (change.added.length + change.removed.length + change.changed.length > 0) changes[part] = change;
  }
  const whole = (['base', 'target'] as const).filter((side) => everyPart(unreadable, side));
  const partly = unreadable.filter(({ side }) => !whole.includes(side));
  return { parts: changes, unreadable: [...whole.map((side) => ({ part: 'page' as const, side })), ...partly] };
}

/** A page of which nothing can be read is told once. */
function everyPart(unreadable: PageChange['unreadable'], side: 'base' | 'target'): boolean {
  return [...parts, 'enums'].every((part) => unreadable.some((one) => one.part === part && one.side === side));
}

function partOf(page: ProtocolPage, part: Exclude<PagePart, 'page'>): ReadonlyMap<string, string> | null {
  if (part !== 'enums') return page.shapes[part];
  if (page.enums.size === 0) return null;
  return new Map(
    [...page.enums].flatMap(([name, values]) => values.map((value) => [`${name}: ${value}`, ''] as const)),
  );
}

function difference(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): PartChange {
  const changed = [...after].flatMap(([path, type]) => {
    const was = before.get(path);
    return was === undefined || was === type ? [] : [`${path}: ${was || 'no type'} => ${type || 'no type'}`];
  });
  // a setting that came or went is a change of the whole, not a field
  const setting = (path: string): boolean => path === '__dynamic';
  const moved = [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => setting(path) && before.has(path) !== after.has(path))
    .map((path) => `${path}: ${before.get(path)} => ${after.get(path)}`);
  return {
    added: [...after.keys()].filter((path) => !before.has(path) && !setting(path)),
    removed: [...before.keys()].filter((path) => !after.has(path) && !setting(path)),
    changed: [...moved, ...changed],
  };
}
