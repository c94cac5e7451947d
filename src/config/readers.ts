import { isMap, isScalar, isSeq } from 'yaml';
import { hint, nearest } from '../nearest.ts';
import { type Check, shown } from './checks.ts';
import type { Spot } from './sheet.ts';

/** Reads one value of a file; null after noting what is wrong with it. */
export type Reader<T> = (spot: Spot) => T | null;

/** A key that has to be there. */
export interface Must<T> {
  readonly must: Reader<T>;
}

/** One reader for each key of `T`, so that a key declared and not read does not compile. */
export type Fields<T> = {
  readonly [K in keyof T]-?: Partial<Pick<T, K>> extends Pick<T, K> ? Reader<Exclude<T[K], undefined>> : Must<T[K]>;
};

/** A text that passes a check. */
export function text(check: Check = () => null): Reader<string> {
  return (spot) => {
    const value = isScalar(spot.node) ? spot.node.value : null;
    if (typeof value !== 'string') return spot.refuse(`${kindOf(spot)} where a text belongs${quoted(spot)}`);
    if (value.trim() === '') return spot.refuse('an empty text');
    const wrong = check(value);
    return wrong === null ? value : spot.refuse(wrong);
  };
}

/** One of a few words. */
export function oneOf<T extends string>(words: readonly T[]): Reader<T> {
  return (spot) => {
    const word = wordOf(spot.node);
    const found = words.find((one) => one === word);
    if (found !== undefined) return found;
    const given = isNothing(spot)
      ? 'nothing is given'
      : `${word === null ? kindOf(spot) : shown(word)} is not accepted`;
    return spot.refuse(`${given}; ${hint(word ?? '', words)}`);
  };
}

/** A list whose items are all read the same way. */
export function list<T>(item: Reader<T>): Reader<readonly T[]> {
  return (spot) => {
    if (!isSeq(spot.node)) return spot.refuse(`${kindOf(spot)} where a list belongs`);
    const items = spot.node.items.map((node, index) => item(spot.inside(node, `${spot.path}[${index}]`, node)));
    return items.every((one) => one !== null) ? items : null;
  };
}

/** A list of exactly two. */
export function pair<A, B>(first: Reader<A>, second: Reader<B>): Reader<readonly [A, B]> {
  return (spot) => {
    if (!isSeq(spot.node) || spot.node.items.length !== 2) return spot.refuse('a list of two belongs here');
    const [a, b] = spot.node.items.map((node, index) => spot.inside(node, `${spot.path}[${index}]`, node));
    const read = [a ? first(a) : null, b ? second(b) : null] as const;
    return read[0] === null || read[1] === null ? null : [read[0], read[1]];
  };
}

/** A mapping from any of the given names; `all` tells where to find them when none is near. */
export function named<T>(
  names: readonly string[],
  noun: string,
  all: string,
  value: Reader<T>,
): Reader<ReadonlyMap<string, T>> {
  return (spot) => {
    const read = new Map<string, T>();
    for (const [name, inner] of entries(spot) ?? []) {
      const near = nearest(name, names);
      if (!names.includes(name)) inner.refuse(`no such ${noun}; ${near === null ? all : `nearest: ${near}`}`);
      const one = value(inner);
      if (one !== null) read.set(name, one);
    }
    return read;
  };
}

/** A mapping with the keys of `T`. A key without a value counts as not given. `others`: what a wrong key may have meant too. */
export function fields<T extends object>(table: Fields<T>, others: readonly string[] = []): Reader<T> {
  const readers = new Map<string, Reader<unknown> | Must<unknown>>(Object.entries(table));
  return (spot) => {
    const given = entries(spot);
    if (given === null) return null;
    const read: [key: string, value: unknown][] = [];
    for (const [key, inner] of given) {
      const reader = readers.get(key);
      if (reader === undefined) inner.refuse(`no such key; ${hint(key, [...readers.keys(), ...others])}`);
      else if (!isNothing(inner)) read.push([key, (typeof reader === 'function' ? reader : reader.must)(inner)]);
    }
    const there = new Set(read.map(([key]) => key));
    const lacking = [...readers].filter(([key, reader]) => typeof reader !== 'function' && !there.has(key));
    if (lacking.length > 0) return spot.refuse(`lacks ${lacking.map(([key]) => key).join(', ')}`);
    if (read.some(([, value]) => value === null)) return null;
    // each value comes from the reader that `Fields<T>` types for its key, and no required key is lacking
    return Object.fromEntries(read) as T;
  };
}

/** The values of a mapping by key, without those given twice; null if it is no mapping. */
function entries(spot: Spot): Map<string, Spot> | null {
  if (!isMap(spot.node)) return spot.refuse(`${kindOf(spot)} where a mapping belongs`);
  const found = new Map<string, Spot>();
  for (const { key, value } of spot.node.items) {
    const name = wordOf(key);
    if (name === null) {
      spot.inside(null, spot.path, key).refuse('a key has to be a word');
      continue;
    }
    const label = /^[\w$-]{1,60}$/.test(name) ? name : shown(name);
    const inner = spot.inside(value, spot.path === '' ? label : `${spot.path}.${label}`, key);
    const before = found.get(name);
    if (before) inner.refuse(`given twice, first on line ${before.line}`);
    else found.set(name, inner);
  }
  return found;
}

/** True where a key has no value. */
export function isNothing({ node }: Spot): boolean {
  return node === null || (isScalar(node) && node.value === null);
}

/** A scalar as its author wrote it: `404` is the word 404. */
function wordOf(node: unknown): string | null {
  if (!isScalar(node) || node.value === null) return null;
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
}

function kindOf(spot: Spot): string {
  if (isNothing(spot)) return 'nothing';
  if (isMap(spot.node)) return 'a mapping';
  if (isSeq(spot.node)) return 'a list';
  const value = isScalar(spot.node) ? spot.node.value : null;
  return typeof value === 'string' ? 'a text' : typeof value === 'number' ? 'a number' : 'true or false';
}

/** 9.10 is the number 9.1: only quotes keep it. */
function quoted({ node }: Spot): string {
  const word = wordOf(node);
  return word === null ? '' : `; quote it: '${word}'`;
}
