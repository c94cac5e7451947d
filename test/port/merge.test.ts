import { describe, expect, it } from 'vitest';
import { linesIn, matchLines } from '../../src/port/diff.ts';
import { patchOf } from '../../src/port/leave.ts';
import { mergeText } from '../../src/port/merge.ts';

const text = (...lines: string[]): string => lines.map((line) => `${line}\n`).join('');

describe('merging three texts', () => {
  it('takes both changes where they lie apart', () => {
    const base = text('a', 'b', 'c', 'd');
    expect(mergeText({ base, fork: text('A', 'b', 'c', 'd'), target: text('a', 'b', 'c', 'D') })).toEqual({
      text: text('A', 'b', 'c', 'D'),
    });
  });

  it('is a conflict where both changed the same lines', () => {
    expect(mergeText({ base: text('a'), fork: text('b'), target: text('c') })).toEqual({ text: null, why: 'conflict' });
  });

  it('is a conflict where a clean merge would hold a block twice', () => {
    const block = ['one = 1', 'two = 2', 'three = 3'];
    const merged = mergeText({
      base: text('a', 'b', 'c', 'd'),
      fork: text('a', 'b', ...block, 'c', 'd'),
      target: text('a', 'b', 'c', ...block, 'd'),
    });
    expect(merged).toEqual({ text: null, why: 'doubled' });
  });

  it('merges entries of a map by key, ours last where nothing tells', () => {
    const merged = mergeText({
      base: text('{', '    "a": 1,', '}'),
      fork: text('{', '    "a": 1,', '    "ours": 2,', '}'),
      target: text('{', '    "a": 1,', '    "theirs": 3,', '}'),
    });
    expect(merged).toEqual({ text: text('{', '    "a": 1,', '    "theirs": 3,', '    "ours": 2,', '}') });
  });

  const map = (...entries: string[]): string => text('{', ...entries.map((entry) => `    ${entry},`), '}');

  it('has an entry once that both sides put into the same map', () => {
    const base = ['"a": 1', '"b": 1', '"c": 1', '"d": 1'];
    const [fork, target] = [
      ['"a": 1', '"z": 2', ...base.slice(1)],
      [...base.slice(0, 3), '"z": 2', '"d": 1'],
    ];
    expect(mergeText({ base: map(...base), fork: map(...fork), target: map(...target) })).toEqual({
      text: map(...target),
    });
    const other = map(...target).replace('"z": 2', '"z": 3');
    expect(mergeText({ base: map(...base), fork: map(...fork), target: other })).toEqual({
      text: null,
      why: 'conflict',
    });
  });

  it('lets two maps have entries of one name', () => {
    const nested = (first: readonly string[], second: readonly string[]): string =>
      text(
        '{',
        '    "a": {',
        ...first,
        '        "x": 1,',
        '    },',
        '    "b": {',
        '        "y": 1,',
        ...second,
        '    },',
        '}',
      );
    const entry = ['        "type": "str",'];
    expect(mergeText({ base: nested([], []), fork: nested(entry, []), target: nested([], entry) })).toEqual({
      text: nested(entry, entry),
    });
  });

  it('shows what is left as a patch', () => {
    expect(patchOf(text('a', 'b'), text('a', 'c'))).toBe('@@ -1,2 +1,2 @@\n a\n-b\n+c\n');
  });

  it('matches lines in rising order only', () => {
    const [a, b] = [linesIn(text('x', 'y', 'x', 'z')), linesIn(text('y', 'x', 'x', 'z'))];
    const matches = matchLines(a, b);
    expect(matches.every(([i, j]) => a[i] === b[j])).toBe(true);
    expect(
      matches.every(([i, j], n) => n === 0 || (i > (matches[n - 1]?.[0] ?? -1) && j > (matches[n - 1]?.[1] ?? -1))),
    ).toBe(true);
  });
});
