import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markedText, mergeText } from '../../src/port/merge.ts';

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

  it('has an entry once that both sides put around an empty line', () => {
    const gap = (above: readonly string[], below: readonly string[]): string =>
      text('{', '    "a": 1,', ...above, '', '    "b": 1,', ...below, '    "c": 1,', '}');
    const entry = ['    "z": 2,'];
    expect(mergeText({ base: gap([], []), fork: gap(entry, []), target: gap([], entry) })).toEqual({
      text: gap([], entry),
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
});

describe('three texts between lines that nobody touched', () => {
  const words = fc.constantFrom([], ['x one', 'x two'], ['y one'], ['z one', 'z two', 'z three']);
  const chunk = fc.record({ base: words, fork: words, target: words, as: fc.constantFrom('own', 'fork', 'target') });

  it('are merged chunk by chunk', () => {
    fc.assert(
      fc.property(fc.array(chunk, { minLength: 1, maxLength: 5 }), (drawn) => {
        const chunks = drawn.map(({ base, fork, target, as }) => ({
          base,
          fork: as === 'target' ? base : fork,
          target: as === 'fork' ? base : target,
        }));
        const of = (put: (one: (typeof chunks)[number]) => readonly string[]): string =>
          text('top', ...chunks.flatMap((one, i) => [...put(one).map((word) => `${word}${i}`), `fixed ${i}`]));
        const sides = { base: of((one) => one.base), fork: of((one) => one.fork), target: of((one) => one.target) };
        const same = (a: readonly string[], b: readonly string[]): boolean => a.join() === b.join();
        const clean = ({ base, fork, target }: (typeof chunks)[number]): readonly string[] | null =>
          same(fork, base) || same(fork, target) ? target : same(target, base) ? fork : null;
        const conflicts = chunks.some((one) => clean(one) === null);
        expect(mergeText(sides)).toEqual(
          conflicts ? { text: null, why: 'conflict' } : { text: of((one) => clean(one) ?? []) },
        );
        const marked = chunks.flatMap((one, i) => {
          const named = (words: readonly string[]): string[] => words.map((word) => `${word}${i}`);
          const whole = clean(one);
          const told = whole
            ? named(whole)
            : ['<<<<<<< theirs', ...named(one.target), '=======', ...named(one.fork), '>>>>>>> ours'];
          return [...told, `fixed ${i}`];
        });
        expect(markedText(sides, { fork: 'ours', target: 'theirs' })).toBe(text('top', ...marked));
      }),
    );
  });

  it('are marked with ended lines', () =>
    expect(markedText({ base: 'a', fork: 'b', target: 'c' }, { fork: 'ours', target: 'theirs' })).toBe(
      text('<<<<<<< theirs', 'c', '=======', 'b', '>>>>>>> ours'),
    ));
});

describe('entries of one map', () => {
  const map = (entries: string): string =>
    text(
      '{',
      ...entries
        .split(' ')
        .filter(Boolean)
        .map((entry) => `    "${entry[0]}": ${entry.slice(1)},`),
      '}',
    );

  it.each<[base: string, fork: string, target: string, merged: string | null, why: string]>([
    ['a1 b1', 'a2 b1', 'a1 b2', 'a2 b2', 'each side changed one'],
    ['a1 b1', 'b1', 'a1 b2', 'b2', 'the fork took one out'],
    ['a1 b1', 'a1 b2', 'b1', 'b2', 'upstream took one out'],
    ['a1 b1', 'a2 b2', 'a1 b3', null, 'both changed one'],
    ['a1 b1', 'a1 b2 c1', 'a1 b2 d1', 'a1 b2 c1 d1', 'both changed one alike'],
    ['a1 b1', 'b2', 'a2 b1', null, 'the fork took out what upstream changed'],
    ['a1 b1', 'a2 b1', 'b2', null, 'upstream took out what the fork changed'],
    ['a1', 'b1 a2', 'c1 a1', 'c1 a2 b1', 'the first has none to stand below'],
    ['a1', 'a2 b1 c1', 'a1 d1', 'a2 b1 c1 d1', 'two stand below one another'],
    ['', 'b1', 'b2', null, 'both added one, each its own way'],
    ['', 'b1 a1', 'b1', 'b1 a1', 'both added one'],
    ['a1', 'a2 b1 b2', 'a1 c1', null, 'a key stands twice'],
    ['a1', 'a2 b[', 'a1 c1', null, 'a value goes on below'],
  ])('%j, %j and %j: %j, as %4$s', (base, fork, target, merged) =>
    expect(mergeText({ base: map(base), fork: map(fork), target: map(target) })).toEqual(
      merged === null ? { text: null, why: 'conflict' } : { text: map(merged) },
    ),
  );

  it.each<[what: string, base: string, fork: string, target: string]>([
    ['code', 'a = 1\n', 'a = 2\n', 'a = 3\n'],
    ['a line that does not end', '"a": 1,\n', '"a": 1,\n"b": 1,\n', '"a": 1,\n"b": 2\n'],
    ['quotes that differ', '"a": 1,\n', '"a": 1,\n"b\': 1,\n', '"a": 1,\n"c": 2,\n'],
    ['a key of several parts', '"a": 1,\n', '"a": 1,\n"b" + c: 1,\n', '"a": 1,\n"c": 2,\n'],
  ])('are not %s', (_, base, fork, target) =>
    expect(mergeText({ base, fork, target })).toEqual({ text: null, why: 'conflict' }),
  );

  it.each([`'b': 1,`, `"b" : 1,`, `  "b":1,  `])('may be written %j', (entry) =>
    expect(mergeText({ base: text('a'), fork: text('a', '"c": 1,'), target: text('a', entry) })).toEqual({
      text: text('a', entry, '"c": 1,'),
    }),
  );
});

describe('a block that both sides inserted', () => {
  const block = ['one', 'two', 'three'];

  it.each<[what: string, fork: string[], target: string[], base: string[], why: string | null]>([
    ['three lines at two places', ['a', ...block, 'b', 'c'], ['a', 'b', ...block, 'c'], ['a', 'b', 'c'], 'doubled'],
    [
      'deeper here than there',
      ['a', ...block.map((line) => `  ${line}`), 'b', 'c'],
      ['a', 'b', ...block, 'c'],
      ['a', 'b', 'c'],
      'doubled',
    ],
    [
      'with blank lines in it',
      ['a', 'one', '', 'two', 'three', 'b', 'c'],
      ['a', 'b', ...block, 'c'],
      ['a', 'b', 'c'],
      'doubled',
    ],
    ['two lines are no block', ['a', 'one', 'two', 'b', 'c'], ['a', 'b', 'one', 'two', 'c'], ['a', 'b', 'c'], null],
    [
      'what the base had is none',
      [...block, 'a', ...block, 'b', 'c'],
      [...block, 'a', 'b', 'd', 'c'],
      [...block, 'a', 'b', 'c'],
      null,
    ],
  ])('%s', (_, fork, target, base, why) => {
    const merged = mergeText({ base: text(...base), fork: text(...fork), target: text(...target) });
    expect(merged.text === null ? merged.why : null).toBe(why);
  });
});
