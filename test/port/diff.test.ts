import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesIn, matchLines } from '../../src/port/diff.ts';
import { patchOf } from '../../src/port/leave.ts';

const text = (lines: string): string => [...lines].map((line) => `${line}\n`).join('');

/** The lines that correspond, as `line: place in a, place in b`. */
const matched = (a: string, b: string): string =>
  matchLines([...a], [...b])
    .map(([i, j]) => `${a[i]}${i}${j}`)
    .join(' ');

/** The length of the longest common subsequence, the slow way. */
function common(a: readonly unknown[], b: readonly unknown[]): number {
  let above = new Array<number>(b.length + 1).fill(0);
  for (const x of a) {
    const row = [0];
    for (const [j, y] of b.entries())
      row.push(x === y ? (above[j] ?? 0) + 1 : Math.max(above[j + 1] ?? 0, row[j] ?? 0));
    above = row;
  }
  return above[b.length] ?? 0;
}

describe('lines correspond', () => {
  it.each<[a: string, b: string, matches: string, why: string]>([
    ['', 'ab', '', 'there are none'],
    ['abc', 'abc', 'a00 b11 c22', 'they are the same'],
    ['abc', 'xbc', 'b11 c22', 'they stand at the end'],
    ['aab', 'ab', 'a00 b21', 'they stand at the beginning, and at the end'],
    ['aa', 'aaa', 'a00 a11', 'no line has two partners'],
    ['xaby', 'pabq', 'a11 b22', 'they stand between others'],
    ['xabay', 'pbaaq', 'b21 a32', 'those that stand once come first'],
    ['xayay', 'pyaaq', 'y21 a32', 'the most of those that stand often'],
    ['xabcdy', 'pdabcq', 'a12 b23 c34', 'the longest run of those that stand once'],
    ['xdabcy', 'pabcdq', 'a21 b32 c43', 'the longest run of those that stand once, the other way round'],
    ['xabydey', 'pydzabq', 'a14 b25', 'also when it is not the first'],
    ['xa1ab2by', 'pa3ab4bq', 'a11 a33 b44 b66', 'between those that stand once'],
  ])('%j and %j: %s, as %s', (a, b, matches) => expect(matched(a, b)).toBe(matches));

  const permutation = fc.nat(14).chain((n) => {
    const lines = Array.from({ length: n }, (_, i) => `${i}`);
    return fc.shuffledSubarray(lines, { minLength: n });
  });
  const few = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 14 });

  it('in rising order, as many as can where each line stands once', () => {
    fc.assert(
      fc.property(permutation, (b) => {
        const a = [...b].sort();
        const matches = matchLines(a, b);
        expect(matches.length).toBe(common(a, b));
        expect(matches.every(([i, j]) => a[i] === b[j])).toBe(true);
        expect(
          matches.every(([i, j], n) => n === 0 || (i > (matches[n - 1]?.[0] ?? 0) && j > (matches[n - 1]?.[1] ?? 0))),
        ).toBe(true);
      }),
    );
  });

  it('in rising order where lines stand often', () => {
    fc.assert(
      fc.property(few, few, (a, b) => {
        const matches = matchLines(a, b);
        expect(matches.every(([i, j]) => a[i] === b[j])).toBe(true);
        expect(
          matches.every(([i, j], n) => n === 0 || (i > (matches[n - 1]?.[0] ?? 0) && j > (matches[n - 1]?.[1] ?? 0))),
        ).toBe(true);
        const twice = [...a, ...a].sort(); // no line stands once
        expect(matchLines(['x', ...twice, 'y'], ['p', ...b, 'q']).length).toBe(common(twice, b));
      }),
    );
  });

  it('not at all where two long stretches have no telling line', () => {
    const long = (first: string, n: number): string[] => [
      first,
      ...Array.from({ length: n }, (_, i) => (i % 2 ? 'a' : 'b')),
      `${first}.`,
    ];
    expect(matchLines(long('x', 2000), long('y', 1997)).length).toBe(0);
    expect(matchLines(long('x', 1500), long('y', 1497)).length).toBe(1497);
  });

  it('with their ends', () => expect(linesIn('a\n\nb')).toEqual(['a\n', '\n', 'b']));
});

describe('a patch', () => {
  /** What a patch makes of a text. Says so when its numbers or lines are not the text's. */
  function applied(before: string, patch: string): string {
    const old = linesIn(before);
    const now: string[] = [];
    let at = 0;
    for (const [, from = '', removed = '', to = '', added = '', body = ''] of patch.matchAll(
      /^@@ -(\d+),(\d+) \+(\d+),(\d+) @@\n((?:[ +-].*\n)*)/gm,
    )) {
      const start = Number(from) - (removed === '0' ? 0 : 1);
      now.push(...old.slice(at, start));
      expect(now.length).toBe(Number(to) - (added === '0' ? 0 : 1));
      const rows = linesIn(body);
      const side = (sign: string): string[] => rows.filter((row) => row[0] !== sign).map((row) => row.slice(1));
      expect(old.slice(start, start + Number(removed))).toEqual(side('+'));
      expect(side('-').length).toBe(Number(added));
      now.push(...side('-'));
      at = start + Number(removed);
    }
    return [...now, ...old.slice(at)].join('');
  }

  it('makes the one of the other', () => {
    const lines = fc.array(fc.constantFrom(...'abcdefghij'), { maxLength: 24 }).map((all) => text(all.join('')));
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const patch = patchOf(before, after);
        expect(applied(before, patch)).toBe(after);
        expect(patch === '').toBe(before === after);
      }),
    );
  });

  it.each([
    ['abcdefghijklmnop', 'abcdefghiXklmnop', '@@ -7,7 +7,7 @@\n g\n h\n i\n-j\n+X\n k\n l\n m\n'],
    ['abcdefgh', 'XbcdefgY', '@@ -1,8 +1,8 @@\n-a\n+X\n b\n c\n d\n e\n f\n g\n-h\n+Y\n'],
    ['abcdefghi', 'XbcdefghY', '@@ -1,4 +1,4 @@\n-a\n+X\n b\n c\n d\n@@ -6,4 +6,4 @@\n f\n g\n h\n-i\n+Y\n'],
    ['', 'ab', '@@ -0,0 +1,2 @@\n+a\n+b\n'],
    ['ab', '', '@@ -1,2 +0,0 @@\n-a\n-b\n'],
  ])('of %j and %j has three lines around what changed', (before, after, patch) =>
    expect(patchOf(text(before), text(after))).toBe(patch),
  );

  it('ends its last line', () => expect(patchOf('a', 'b')).toBe('@@ -1,1 +1,1 @@\n-a\n+b\n'));
});
