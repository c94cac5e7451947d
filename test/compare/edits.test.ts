import { describe, expect, it } from 'vitest';
import { editsOf, lineEndsOnly } from '../../src/compare/edits.ts';
import type { Hunk } from '../../src/model.ts';
import { pythonPlaces } from '../../src/outline/python/places.ts';

const base = 'class A:\n    def f(self):\n        return 1\n\n    def g(self):\n        return 2\n\n\nX = 1\n';

/** The edits between two texts that differ in one stretch of lines. */
function told(fork: string): string[] {
  const [a, b] = [base.split('\n'), fork.split('\n')];
  let head = 0;
  while (a[head] === b[head] && head < a.length) head++;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const removed = a.slice(head, a.length - tail);
  const added = b.slice(head, b.length - tail);
  // git names the line before a pure insertion or deletion
  const hunk: Hunk = {
    baseLine: head + (removed.length ? 1 : 0),
    forkLine: head + (added.length ? 1 : 0),
    removed,
    added,
  };
  return editsOf([hunk], pythonPlaces(base), pythonPlaces(fork)).map(
    ({ symbol, did, line, endLine, added: plus, deleted }) =>
      `${symbol} ${did} ${line}-${endLine} +${plus} -${deleted}`,
  );
}

describe('which definition an edit lies in', () => {
  it.each([
    ['a method', base.replace('return 1', 'return 10'), ['A.f changed 3-3 +1 -1']],
    ['a value of the module', base.replace('X = 1', 'X = 2'), ['X changed 9-9 +1 -1']],
    [
      'a new method',
      base.replace('    def g', '    def h(self):\n        return 3\n\n    def g'),
      ['A.h added 5-6 +2 -0'],
    ],
    ['a deleted method', base.replace('    def g(self):\n        return 2\n', ''), ['A.g deleted 4-4 +0 -2']],
    [
      'a new class is told as a whole',
      base.replace('X = 1', 'class B:\n    def f(self):\n        return 4\n\n\nX = 1'),
      ['B added 9-11 +3 -0'],
    ],
    ['text outside definitions', `# a comment\n${base}`, ['null changed 1-1 +1 -0']],
  ])('%s', (_, fork, expected) => {
    expect(told(fork)).toEqual(expected);
  });

  it('keeps the lines for the fingerprint, and names nothing in a language nobody reads', () => {
    const [edit] = editsOf([{ baseLine: 4, forkLine: 4, removed: ['old'], added: ['new', ''] }], null, null);
    expect(edit).toMatchObject({ symbol: null, did: 'changed', line: 4, endLine: 5, lines: ['-old', '+new', '+'] });
  });
});

describe('a change of line ends alone', () => {
  const hunk = (removed: string[], added: string[]): Hunk => ({ baseLine: 1, forkLine: 1, removed, added });
  it.each([
    ['to CRLF', [hunk(['a', 'b'], ['a\r', 'b\r'])], true],
    ['from CRLF, in two places', [hunk(['a\r'], ['a']), hunk(['c\r'], ['c'])], true],
    ['and of a word elsewhere', [hunk(['a\r'], ['a']), hunk(['c'], ['d'])], false],
    ['in a line that holds one', [hunk(['a\rb'], ['ab'])], false],
    ['is none where blank lines came', [hunk([], [''])], false],
    ['is none where nothing changed', [], false],
  ])('%s', (_, hunks, expected) => expect(lineEndsOnly(hunks)).toBe(expected));
});

it('says from where to where an edit goes, whatever lies between its parts', () => {
  const places = [
    { name: 'f', line: 2, endLine: 20 },
    { name: 'f.g', line: 5, endLine: 8 },
  ];
  const hunks: Hunk[] = [
    { baseLine: 2, forkLine: 2, removed: ['a'], added: [] },
    { baseLine: 3, forkLine: 3, removed: [], added: ['b'] },
    { baseLine: 6, forkLine: 6, removed: [], added: ['c', 'd'] },
    { baseLine: 15, forkLine: 15, removed: [], added: ['e'] },
    { baseLine: 19, forkLine: 18, removed: ['z'], added: [] },
    { baseLine: 30, forkLine: 0, removed: ['top'], added: [] },
  ];
  expect(editsOf(hunks, places, places).map(({ symbol, line, endLine }) => [symbol, line, endLine])).toEqual([
    [null, 1, 1],
    ['f', 3, 15],
    ['f.g', 6, 7],
  ]);
});
