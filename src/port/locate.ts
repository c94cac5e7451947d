import { likeness, tellingLines } from '../api/sameness.ts';
import type { Path } from '../model.ts';
import { type Block, type Draft, findBlock } from './draft.ts';
import { codeOf, type Item, type Part } from './items.ts';
import { changeId, itemsOfText, openDraft, partsNow, type Spot, type Work } from './work.ts';

/** Where an item of an old file is now: there, in several places that are equally good, or nowhere. */
export type Found = Spot | { readonly candidates: readonly Path[] };

/** The target files that hold what an old file held, or would. */
export function partsOf({ homes, base, target }: Work, path: Path): readonly Path[] {
  if (base.files.has(path)) return homes.parts(path);
  const landing = homes.landing(path);
  return target.files.has(landing) ? [landing] : [];
}

/**
 * Finds an item of an old file in the target: among the parts of that very file, since a thing of the same name elsewhere is
 * another thing. What is not there under its name is looked for by its text.
 */
export function locate(work: Work, path: Path, keys: readonly string[], item: Item | null): Found {
  const [top = '', ...rest] = keys;
  const spot = work.spots.get(changeId(path, [top])) ?? locateTop(work, path, top, rest.length === 0 ? item : null);
  if (!('path' in spot) || rest.length === 0) return spot;
  const inner = [...spot.keys, ...rest];
  if (findPart(partsNow(work, spot.path), inner) !== undefined) return { path: spot.path, keys: inner };
  return (item && byText(work, partsOf(work, path), item)) ?? { candidates: [] };
}

function locateTop(work: Work, path: Path, key: string, item: Item | null): Found {
  const parts = partsOf(work, path);
  const hits = parts.filter((part) => findPart(partsNow(work, part), [key]) !== undefined);
  const [only] = hits;
  if (only !== undefined && hits.length === 1) return { path: only, keys: [key] };
  if (hits.length > 1) return { candidates: hits };
  const base = item ?? itemsOfText(work, path, work.base.text(path)).find((one) => one.key === key) ?? null;
  if (base === null) return { candidates: [] };
  return (
    byText(work, parts, base) ??
    renamedClass(work, path, parts, base) ??
    elsewhere(work, parts, base) ?? { candidates: [] }
  );
}

/** The class that a class has become under another name: new in the parts, and alike as no other is. */
function renamedClass(work: Work, path: Path, parts: readonly Path[], item: Item): Spot | null {
  if (item.kind !== 'class') return null;
  const old = new Set(itemsOfText(work, path, work.base.text(path)).map(({ key }) => key));
  const then = tellingLines(codeOf(item));
  const alike = parts
    .flatMap((part) => partsNow(work, part).map((one) => ({ part, one })))
    .filter(({ one }) => one.kind === 'class' && !old.has(one.key))
    .map(({ part, one }) => ({ path: part, keys: [one.key], likeness: likeness(then, tellingLines(codeOf(one))) }))
    .sort((a, b) => b.likeness - a.likeness);
  const [best, next] = alike;
  if (best === undefined || best.likeness < 0.5 || best.likeness === next?.likeness) return null;
  return { path: best.path, keys: best.keys };
}

/** One item of the parts says the same, under another name or in another class. */
export function byText(work: Work, parts: readonly Path[], item: Item): Spot | null {
  const wanted = bare(work.fold(codeOf(item)), item.name);
  if (wanted.length < telling) return null;
  const found: Spot[] = [];
  for (const part of parts) {
    for (const [keys, one] of walk(partsNow(work, part))) {
      if (one.kind === item.kind && bare(work.fold(codeOf(one)), one.name) === wanted) found.push({ path: part, keys });
    }
  }
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** The same name and text at the top of exactly one other file. */
function elsewhere(work: Work, parts: readonly Path[], item: Item): Spot | null {
  const code = codeOf(item);
  if (code.length < telling) return null;
  const found: Spot[] = [];
  for (const { path, text } of work.target.surface.modules.all()) {
    if (parts.includes(path) || text === null || !text.includes(code)) continue;
    const same = work.reader.items(path, text).items.find((one) => one.key === item.key);
    if (same !== undefined && codeOf(same) === code) found.push({ path, keys: [item.key] });
  }
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** A text shorter than this may stand in many places. */
const telling = 30;

/** Text without indentation and own name. */
function bare(code: string, name: string): string {
  return code.replace(/^[ \t]+/gm, '').replace(name, '');
}

/** All parts, the outer before the inner, with the keys that lead to each. */
export function* walk(parts: readonly Part[], within: readonly string[] = []): Generator<[string[], Part]> {
  for (const part of parts) {
    const keys = [...within, part.key];
    yield [keys, part];
    yield* walk(part.items, keys);
  }
}

/** The part that keys lead to. */
export function findPart(parts: readonly Part[], keys: readonly string[]): Part | undefined {
  let found: Part | undefined;
  let row = parts;
  for (const key of keys) {
    found = row.find((one) => one.key === key);
    if (found === undefined) return undefined;
    row = found.items;
  }
  return found;
}

/** The draft and block at a spot. */
export function openSpot(work: Work, { path, keys }: Spot): { draft: Draft; block: Block } | null {
  const draft = openDraft(work, path);
  const block = draft && findBlock(draft, keys);
  return draft && block ? { draft, block } : null;
}
