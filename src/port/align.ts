import { likeness, tellingLines } from '../api/sameness.ts';
import { codeOf, type Item } from './items.ts';

/** What the fork did to one item of a file of the base, or to one it added. `keys` lead to it from the file's top. */
export type Change =
  | {
      readonly kind: 'edit';
      readonly keys: readonly string[];
      readonly base: Item;
      readonly fork: Item;
      readonly headOnly: boolean;
    }
  | { readonly kind: 'delete'; readonly keys: readonly string[]; readonly base: Item }
  | { readonly kind: 'add'; readonly keys: readonly string[]; readonly fork: Item };

/** What became of the base's items in the fork. Imports are left out: each destination gets what its code needs. */
export function align(base: readonly Item[], fork: readonly Item[], within: readonly string[] = []): Change[] {
  const [then, now] = [base, fork].map((items) => items.filter(({ kind }) => kind !== 'import'));
  const pairs = paired(then ?? [], now ?? []);
  const taken = new Set(pairs.values());
  const changes: Change[] = [];
  for (const one of now ?? []) {
    if (!taken.has(one)) changes.push({ kind: 'add', keys: [...within, one.key], fork: one });
  }
  for (const one of then ?? []) {
    const next = pairs.get(one);
    const keys = [...within, one.key];
    if (next === undefined) changes.push({ kind: 'delete', keys, base: one });
    else changes.push(...changesOf(one, next, keys));
  }
  return changes;
}

function changesOf(base: Item, fork: Item, keys: readonly string[]): Change[] {
  const apart = base.items.length > 0 && fork.items.length > 0;
  const edit = (headOnly: boolean): Change => ({ kind: 'edit', keys, base, fork, headOnly });
  if (!apart) return codeOf(base) === codeOf(fork) && base.lead === fork.lead ? [] : [edit(false)];
  const head = base.code === fork.code && base.lead === fork.lead ? [] : [edit(true)];
  return [...head, ...align(base.items, fork.items, keys)];
}

/** Items of one key, and in each gap between those what was renamed. */
function paired(base: readonly Item[], fork: readonly Item[]): Map<Item, Item> {
  const byKey = new Map(fork.map((item) => [item.key, item]));
  const pairs = new Map<Item, Item>();
  for (const item of base) {
    const same = byKey.get(item.key);
    if (same !== undefined) pairs.set(item, same);
  }
  const taken = new Set(pairs.values());
  const come = gaps(fork, (item) => (taken.has(item) ? item.key : null));
  const gone = gaps(base, (item) => (pairs.has(item) ? item.key : null));
  for (const [gap, olds] of gone) {
    const news = [...(come.get(gap) ?? [])];
    for (const old of olds) {
      const at = news.findIndex((item) => renamed(old, item));
      const [item] = at < 0 ? [] : news.splice(at, 1);
      if (item !== undefined) pairs.set(old, item);
    }
  }
  return pairs;
}

/** The items between two that have a partner, by the one before them. */
function gaps(items: readonly Item[], anchor: (item: Item) => string | null): Map<string, Item[]> {
  const found = new Map<string, Item[]>();
  let above = '';
  for (const item of items) {
    const key = anchor(item);
    if (key !== null) above = key;
    else found.set(above, [...(found.get(above) ?? []), item]);
  }
  return found;
}

function renamed(old: Item, item: Item): boolean {
  if (old.kind !== item.kind) return false;
  if (old.kind === 'statement') return rewritten(old, item);
  if (old.kind === 'attribute')
    return codeOf(old).includes('=') && assigned(old) === assigned(item) && assigned(old).length > 20;
  return likeness(tellingLines(codeOf(old)), tellingLines(codeOf(item))) >= 0.6;
}

/** A statement has no name: in one gap a short one is the other's new text, a long one when they share lines. */
function rewritten(old: Item, item: Item): boolean {
  const [then, now] = [old, item].map((one) => tellingLines(codeOf(one)));
  return !then || !now || then.size < 3 || now.size < 3 || likeness(then, now) >= 0.4;
}

const assigned = (item: Item): string => codeOf(item).split('=').slice(1).join('=').trim();
