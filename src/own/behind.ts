import type { FindPlaces } from '../outline/outline.ts';
import { tellingLines } from './likeness.ts';

/** What upstream did to an original since it was copied, and how much of it the copy has. */
export interface Missed {
  /** Hunks that the copy lacks, by the definition they lie in. */
  readonly lacks: readonly string[];
  readonly has: readonly string[];
}

/** A definition's own lines, without the definitions inside it. */
type Pieces = ReadonlyMap<string, readonly string[]>;

/**
 * Compares two editions of an original definition by definition, so that a source which upstream split into a package is
 * still compared with itself, and looks each hunk up in the copy, whose names are already the original's again.
 */
export function missedSince(
  old: readonly string[],
  now: readonly string[],
  copy: readonly string[],
  places: FindPlaces,
): Missed {
  const [before, after, mine] = [old, now, copy].map((texts) => piecesOf(texts, places));
  const [lacks, has]: [string[], string[]] = [[], []];
  const count = (pieces: Pieces | undefined, symbol: string, line: string): number =>
    (pieces?.get(symbol) ?? []).filter((one) => one.trim() === line).length;
  const held = new Set([...(mine?.values() ?? [])].flat().map((line) => line.trim()));
  for (const symbol of new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])) {
    if (symbol === '__all__') continue; // it speaks of one module of the original's alone
    const then = before?.get(symbol);
    if (then && !mine?.has(symbol)) continue; // the copy dropped it
    for (const { removed, added } of hunksOf(then ?? [], after?.get(symbol) ?? [])) {
      const [come, left] = [telling(added), telling(removed)];
      if (come.length + left.length === 0) continue;
      // what upstream took out of one definition may well stand in others
      const kept = (line: string): boolean => count(mine, symbol, line) > count(after, symbol, line);
      const taken = come.length ? come.every((line) => held.has(line)) : !left.some(kept);
      (taken ? has : lacks).push(symbol);
    }
  }
  return { lacks, has };
}

const telling = (lines: readonly string[]): string[] => [...tellingLines(lines.join('\n'))];

function piecesOf(texts: readonly string[], find: FindPlaces): Pieces {
  const pieces = new Map<string, string[]>();
  for (const text of texts) {
    const lines = text.split('\n');
    const places = find(text);
    const owner = new Array<string | undefined>(lines.length);
    // the outer before the inner: a method takes its lines from its class, a nested function stays with its method
    for (const { name, line, endLine } of places) {
      const inFunction = places.some(
        (one) => name.startsWith(`${one.name}.`) && /^\s*(?:async\s+)?def\b/.test(headOf(lines, one.line, one.endLine)),
      );
      if (!inFunction) owner.fill(name, line - 1, endLine);
    }
    for (const [i, name] of owner.entries()) {
      if (name === undefined) continue;
      const known = pieces.get(name);
      if (known) known.push(lines[i] ?? '');
      else pieces.set(name, [lines[i] ?? '']);
    }
  }
  return pieces;
}

/** The line of a definition below its decorators. */
function headOf(lines: readonly string[], line: number, endLine: number): string {
  return lines.slice(line - 1, endLine).find((one) => /^\s*(?:async\s+def|def|class)\b/.test(one)) ?? '';
}

interface Hunk {
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** Larger pieces than this are compared as one. */
const largest = 1500;

/** Runs of lines that differ, by the longest common subsequence; the space around lines does not count. */
function hunksOf(before: readonly string[], after: readonly string[]): Hunk[] {
  const [a, b] = [before, after].map((lines) => lines.map((line) => line.trim()).filter(Boolean));
  if (!a || !b || a.join('\n') === b.join('\n')) return [];
  if (a.length > largest || b.length > largest) return [{ removed: a, added: b }];
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const hunks: { removed: string[]; added: string[] }[] = [];
  let open = false;
  for (let [i, j] = [0, 0]; i < a.length || j < b.length; ) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      [i, j, open] = [i + 1, j + 1, false];
      continue;
    }
    if (!open) hunks.push({ removed: [], added: [] });
    open = true;
    if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) hunks.at(-1)?.removed.push(a[i++] ?? '');
    else hunks.at(-1)?.added.push(b[j++] ?? '');
  }
  return hunks;
}
