import { linesIn, matchLines } from './diff.ts';

/** Three versions of one text. */
export interface Versions {
  readonly base: string;
  readonly fork: string;
  readonly target: string;
}

/** What three versions make together; `text` is null when both sides changed the same lines, or inserted the same block twice. */
export type Merged = { readonly text: string } | { readonly text: null; readonly why: 'conflict' | 'doubled' };

/** Merges by lines, as git does. */
export function mergeText({ base, fork, target }: Versions): Merged {
  if (fork === base || fork === target) return { text: target };
  if (target === base) return { text: fork };
  const lines = { base: linesIn(base), fork: linesIn(fork), target: linesIn(target) };
  const merged = mergeLines(lines.base, lines.fork, lines.target);
  if (merged === null) return { text: null, why: 'conflict' };
  if (doubled(lines.base, lines.fork, lines.target, merged)) return { text: null, why: 'doubled' };
  const once = entriesOnce(lines, merged);
  return once === null ? { text: null, why: 'conflict' } : { text: once.join('') };
}

/** The same with git's markers around what conflicts. */
export function markedText(
  { base, fork, target }: Versions,
  names: { readonly fork: string; readonly target: string },
): string {
  const marked = (ours: readonly string[], theirs: readonly string[]): string[] => [
    `<<<<<<< ${names.target}\n`,
    ...theirs.map(ended),
    '=======\n',
    ...ours.map(ended),
    `>>>>>>> ${names.fork}\n`,
  ];
  return (mergeLines(linesIn(base), linesIn(fork), linesIn(target), marked) ?? []).join('');
}

const ended = (line: string): string => (line.endsWith('\n') ? line : `${line}\n`);

function mergeLines(
  base: readonly string[],
  fork: readonly string[],
  target: readonly string[],
  conflict?: (ours: readonly string[], theirs: readonly string[]) => string[],
): string[] | null {
  const [ours, theirs] = [partners(base, fork), partners(base, target)];
  const merged: string[] = [];
  for (let i = 0, o = 0, t = 0; i < base.length || o < fork.length || t < target.length; ) {
    if (i < base.length && ours[i] === o && theirs[i] === t) {
      merged.push(base[i] ?? '');
      i++;
      o++;
      t++;
      continue;
    }
    let j = i;
    while (j < base.length && !((ours[j] ?? -1) >= 0 && (theirs[j] ?? -1) >= 0)) j++;
    const [oEnd, tEnd] = j < base.length ? [ours[j] ?? 0, theirs[j] ?? 0] : [fork.length, target.length];
    const parts = [base.slice(i, j), fork.slice(o, oEnd), target.slice(t, tEnd)] as const;
    const chunk = resolve(...parts) ?? conflict?.(parts[1], parts[2]);
    if (chunk === undefined) return null;
    merged.push(...chunk);
    [i, o, t] = [j, oEnd, tEnd];
  }
  return merged;
}

/** For each line of the base its partner in the other text, -1 where there is none. */
function partners(base: readonly string[], other: readonly string[]): Int32Array {
  const found = new Int32Array(base.length).fill(-1);
  for (const [i, j] of matchLines(base, other)) found[i] = j;
  return found;
}

function resolve(
  base: readonly string[],
  fork: readonly string[],
  target: readonly string[],
): readonly string[] | null {
  const same = (a: readonly string[], b: readonly string[]): boolean =>
    a.length === b.length && a.every((line, i) => line === b[i]);
  if (same(fork, base) || same(fork, target)) return target;
  return same(target, base) ? fork : mergeEntries(base, fork, target);
}

/** A line that is one entry of a map: `"key": value,`. */
const ENTRY = /^\s*((["'])[^"'\\]*\2)\s*:\s*[^\s{[(].*,\s*$/;

/**
 * Entries of a map have no order that matters: where nothing but such lines differs, each key is merged on its own, and new
 * ones go below the entry they stood below.
 */
function mergeEntries(
  base: readonly string[],
  fork: readonly string[],
  target: readonly string[],
): readonly string[] | null {
  const [then, ours, theirs] = [base, fork, target].map(entriesIn);
  if (!then || !ours || !theirs) return null;
  const merged = new Map(theirs);
  for (const key of new Set([...then.keys(), ...ours.keys()])) {
    const [b, o, t] = [then.get(key), ours.get(key), theirs.get(key)];
    if (o === b || o === t) continue;
    if (t !== b) return null;
    if (o === undefined) merged.delete(key);
    else merged.set(key, o);
  }
  return inOrder(merged, ours, theirs);
}

function entriesIn(lines: readonly string[]): Map<string, string> | null {
  const entries = new Map<string, string>();
  for (const line of lines) {
    const key = ENTRY.exec(line)?.[1]?.slice(1, -1);
    if (key === undefined || entries.has(key)) return null;
    entries.set(key, line);
  }
  return entries;
}

function inOrder(
  merged: ReadonlyMap<string, string>,
  ours: ReadonlyMap<string, string>,
  theirs: ReadonlyMap<string, string>,
): string[] {
  const keys = [...theirs.keys()].filter((key) => merged.has(key));
  let above: string | undefined;
  for (const key of ours.keys()) {
    if (merged.has(key) && !keys.includes(key))
      keys.splice(above === undefined ? keys.length : keys.indexOf(above) + 1, 0, key);
    if (keys.includes(key)) above = key;
  }
  return keys.flatMap((key) => merged.get(key) ?? []);
}

/**
 * An entry that both sides put into the same map, each at a place of its own, merges without a conflict and stands there
 * twice. Upstream's stays when both say the same; null when they do not.
 */
function entriesOnce(
  { base, fork, target }: Record<'base' | 'fork' | 'target', readonly string[]>,
  merged: readonly string[],
): readonly string[] | null {
  const keyOf = (line: string): string | null => /^\s*(["'])[^"'\\]*\1(?=\s*:)/.exec(line)?.[0] ?? null;
  const known = new Set(base.map(keyOf));
  const fresh = new Set(fork.flatMap((line) => (ENTRY.test(line) ? (keyOf(line) ?? []) : [])));
  const places = (lines: readonly string[], key: string): number[] =>
    lines.flatMap((line, i) => (line.startsWith(key) && ENTRY.test(line) ? [i] : []));
  const gone = new Set<number>();
  for (const key of fresh) {
    if (known.has(key)) continue;
    const [[inFork, ...more], [inTarget, ...others]] = [places(fork, key), places(target, key)];
    const [first, second] = places(merged, key);
    if (inFork === undefined || inTarget === undefined || more.length + others.length > 0) continue;
    if (first === undefined || second === undefined) continue;
    const depth = /^\s*/.exec(key)?.[0].length ?? 0;
    const between = merged.slice(first, second).filter((line) => line.trim() !== '');
    if (between.some((line) => (/^\s*/.exec(line)?.[0].length ?? 0) < depth)) continue; // two maps
    if (fork[inFork]?.trim() !== target[inTarget]?.trim()) return null;
    gone.add(merged[second - 1] === target[inTarget - 1] ? first : second);
  }
  return merged.filter((_, i) => !gone.has(i));
}

/** A run of this many added lines is no accident. */
const run = 3;

/**
 * Both sides inserted the same block at slightly different places: the merge is clean and holds it twice. Told by added lines
 * that stand more often in the result than on either side.
 */
function doubled(
  base: readonly string[],
  fork: readonly string[],
  target: readonly string[],
  merged: readonly string[],
): boolean {
  const counts = [base, fork, target, merged].map(runsIn);
  const [inBase, inFork, inTarget, inMerged] = counts;
  for (const [block, n] of inMerged ?? []) {
    const sides = [inFork?.get(block) ?? 0, inTarget?.get(block) ?? 0];
    const before = inBase?.get(block) ?? 0;
    if (n > Math.max(...sides) && sides.every((side) => side > before)) return true;
  }
  return false;
}

function runsIn(lines: readonly string[]): Map<string, number> {
  const bare = lines.map((line) => line.trim()).filter((line) => line !== '');
  const counts = new Map<string, number>();
  for (let i = 0; i + run <= bare.length; i++) {
    const block = bare.slice(i, i + run).join('\n');
    counts.set(block, (counts.get(block) ?? 0) + 1);
  }
  return counts;
}
