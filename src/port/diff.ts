/** Pairs of equal lines, ascending on both sides. */
export type Matches = readonly (readonly [a: number, b: number])[];

/** The lines of a text, each with its line feed; the last one may lack it. */
export function linesIn(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/**
 * Which lines of two texts correspond. Lines that stand once on either side are matched first (patience), so that blocks
 * stay together as a reader sees them; what lies between is matched by the longest common subsequence.
 */
export function matchLines(a: readonly string[], b: readonly string[]): Matches {
  const found: [number, number][] = [];
  const numbers = new Map<string, number>();
  match(numbered(a, numbers), numbered(b, numbers), { a0: 0, a1: a.length, b0: 0, b1: b.length }, found);
  return found;
}

/** Equal lines get the same number: numbers are compared and looked up several times faster. */
function numbered(lines: readonly string[], numbers: Map<string, number>): Int32Array {
  const ids = new Int32Array(lines.length);
  for (const [i, line] of lines.entries()) {
    const known = numbers.get(line) ?? numbers.size;
    if (known === numbers.size) numbers.set(line, known);
    ids[i] = known;
  }
  return ids;
}

interface Window {
  readonly a0: number;
  readonly a1: number;
  readonly b0: number;
  readonly b1: number;
}

function match(a: Int32Array, b: Int32Array, { a0, a1, b0, b1 }: Window, found: [number, number][]): void {
  let [start, left] = [a0, b0];
  while (start < a1 && left < b1 && a[start] === b[left]) found.push([start++, left++]);
  let [end, right] = [a1, b1];
  while (end > start && right > left && a[end - 1] === b[right - 1]) {
    end--;
    right--;
  }
  if (start < end && left < right) between(a, b, { a0: start, a1: end, b0: left, b1: right }, found);
  for (; end < a1; end++, right++) found.push([end, right]);
}

function between(a: Int32Array, b: Int32Array, window: Window, found: [number, number][]): void {
  const anchors = rising(uniquePairs(a, b, window));
  if (anchors.length === 0) {
    longest(a, b, window, found);
    return;
  }
  let [a0, b0] = [window.a0, window.b0];
  for (const [x, y] of anchors) {
    if (a0 < x || b0 < y) match(a, b, { a0, a1: x, b0, b1: y }, found);
    found.push([x, y]);
    [a0, b0] = [x + 1, y + 1];
  }
  match(a, b, { a0, a1: window.a1, b0, b1: window.b1 }, found);
}

/** Lines that stand exactly once on both sides, by their place in `a`. */
function uniquePairs(a: Int32Array, b: Int32Array, { a0, a1, b0, b1 }: Window): [number, number][] {
  const once = (lines: Int32Array, from: number, to: number): Map<number, number> => {
    const at = new Map<number, number>();
    for (let i = from; i < to; i++) at.set(lines[i] ?? 0, at.has(lines[i] ?? 0) ? -1 : i);
    return at;
  };
  const there = once(b, b0, b1);
  const pairs: [number, number][] = [];
  for (const [line, i] of once(a, a0, a1)) {
    const j = there.get(line) ?? -1;
    if (i >= 0 && j >= 0) pairs.push([i, j]);
  }
  return pairs.sort(([x], [y]) => x - y);
}

/** The longest run of pairs that rises on both sides. */
function rising(pairs: readonly [number, number][]): [number, number][] {
  const tails: number[] = []; // index into pairs of the smallest end of a run of each length
  const before: number[] = [];
  const end = (i: number): number => pairs[tails[i] ?? -1]?.[1] ?? -1;
  for (const [i, [, y]] of pairs.entries()) {
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (end(middle) < y) low = middle + 1;
      else high = middle;
    }
    before[i] = tails[low - 1] ?? -1;
    tails[low] = i;
  }
  const run: [number, number][] = [];
  for (let i = tails.at(-1) ?? -1; i >= 0; i = before[i] ?? -1) {
    const pair = pairs[i];
    if (pair) run.push(pair);
  }
  return run.reverse();
}

/** Beyond this many cells two stretches without a telling line count as different altogether. */
const mostCells = 4_000_000;

function longest(a: Int32Array, b: Int32Array, { a0, a1, b0, b1 }: Window, found: [number, number][]): void {
  const [rows, columns] = [a1 - a0, b1 - b0];
  if (rows * columns > mostCells) return;
  const width = columns + 1;
  const lengths = new Uint32Array((rows + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      const same = a[a0 + i] === b[b0 + j];
      lengths[i * width + j] = same ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  for (let i = 0, j = 0; i < rows && j < columns; ) {
    if (a[a0 + i] === b[b0 + j]) found.push([a0 + i++, b0 + j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
}
