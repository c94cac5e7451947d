import type { Span } from '../outline/index.ts';
import type { Result } from './bind.ts';
import { looks, placeOf } from './change.ts';
import type { Pair } from './compare.ts';
import { simpleName } from './names.ts';
import { type Defined, pathOf, type Thing } from './surface.ts';

/** A line of the fork's that the target breaks although every import is there. */
export interface SignatureBreak {
  /** A call the fork makes, a method it overrides, or a class it derives from one of upstream's. */
  readonly use: 'call' | 'override' | 'class';
  /** What of upstream's is used, by its path in the base: `module.Class.method`. */
  readonly symbol: string;
  /** Its path in the target, when that is another; null when it is gone. */
  readonly home: string | null;
  /** What is wrong, to be read after the symbol: `takes no keyword result_callback`. */
  readonly problem: string;
  /** How upstream's definition looked, and looks. */
  readonly old: string | null;
  readonly new: string | null;
  readonly at: string | null;
  readonly toAt: string | null;
  readonly line: number;
  readonly span: Span;
  /** The fork's definition that it stands in. */
  readonly scope: string | null;
}

/** What the target has in the place of an old definition: of a method, by its class, inherited ones included. */
export function successor(old: Defined, { old: before, now, homes }: Pair): Thing | null {
  const { container } = old.definition;
  if (container === null) return homes.counterpart(old) ?? { kind: 'elsewhere', path: null };
  const owner = before.resolve(`${old.module.name}.${container}`);
  if (owner?.kind !== 'definition') return { kind: 'elsewhere', path: null };
  const home = homes.counterpart(owner);
  if (home?.kind !== 'definition' || home.definition.kind !== 'class') return { kind: 'elsewhere', path: null };
  const found = now.member(home, simpleName(old.definition));
  if (found !== null && (found.kind !== 'elsewhere' || now.lineage(home).partial)) return found;
  // a base from outside has neither brought nor taken it, unless it came since
  const known = new Set(before.lineage(owner).open);
  return now.lineage(home).open.every((base) => known.has(base)) ? null : { kind: 'elsewhere', path: null };
}

/** What a function is, by what a call of it gives. */
export const RESULTS: Readonly<Record<Result, string>> = {
  value: 'is an ordinary function',
  awaitable: 'is a coroutine, to be awaited',
  iterator: 'is a generator',
  'async-iterator': 'is an async generator, to be iterated with async for',
  context: 'is a context manager',
  'async-context': 'is an async context manager, to be entered with async with',
};

/** The part of a finding that tells of upstream's definition. */
export function described(
  use: SignatureBreak['use'],
  old: Defined,
  now: Thing | null,
  problem: string,
): Omit<SignatureBreak, 'line' | 'span' | 'scope'> {
  const path = pathOf(old);
  const home = now?.kind === 'definition' && pathOf(now) !== path ? pathOf(now) : null;
  return { use, symbol: path, home, problem, old: looks(old), new: looks(now), at: placeOf(old), toAt: placeOf(now) };
}
