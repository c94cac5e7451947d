import { describe, expect, it } from 'vitest';
import { clashOf } from '../../src/compare/clash.ts';
import { attribute, clashing } from '../../src/compare/forecast.ts';
import type { Merge } from '../../src/git/merge.ts';

const merge = (
  stages: readonly [path: string, stage: 1 | 2 | 3, oid: string][],
  messages: readonly [type: string, ...paths: string[]][],
): Merge => ({
  tree: 'tree',
  clean: false,
  stages: stages.map(([path, stage, oid]) => ({ path, stage, oid, mode: '100644' })),
  messages: messages.map(([type, ...paths]) => ({ type, paths })),
});

describe('whose conflict it is', () => {
  it("is the fork's when its side is a blob that the fork brought", () => {
    const told = attribute(
      merge(
        [
          ['a.py', 2, 'up'],
          ['a.py', 3, 'mine'],
        ],
        [['CONFLICT (contents)', 'a.py']],
      ),
      new Map([['a.py', 'mine']]),
    );
    expect(told).toEqual({
      conflicts: [{ path: 'a.py', kinds: ['contents'], ours: 'a.py', lines: [] }],
      others: 0,
      clean: false,
    });
  });

  it("is upstream's own when its side came with the base, even in a file that another change of ours touched elsewhere", () => {
    const told = attribute(
      merge(
        [
          ['a.py', 2, 'up'],
          ['a.py', 3, 'old'],
        ],
        [['CONFLICT (contents)', 'a.py']],
      ),
      new Map([['b.py', 'mine']]),
    );
    expect(told).toEqual({ conflicts: [], others: 1, clean: true });
  });

  it("follows the fork's blob to where git moved it", () => {
    const told = attribute(
      merge([['new/a.py', 3, 'mine']], [['CONFLICT (contents)', 'new/a.py']]),
      new Map([['old/a.py', 'mine']]),
    );
    expect(told.conflicts.map(({ path }) => path)).toEqual(['new/a.py']);
  });

  it("is the fork's when it deleted what upstream changed: there is no third stage", () => {
    const told = attribute(
      merge(
        [
          ['a.py', 1, 'base'],
          ['a.py', 2, 'up'],
        ],
        [['CONFLICT (modify/delete)', 'a.py']],
      ),
      new Map([['a.py', null]]),
    );
    expect(told.conflicts).toEqual([{ path: 'a.py', kinds: ['modify/delete'], ours: 'a.py', lines: [] }]);
  });

  it('ties the destination of a rename to the file that the fork renamed', () => {
    const told = attribute(
      merge(
        [
          ['a.py', 1, 'base'],
          ['up.py', 2, 'base'],
          ['ours.py', 3, 'mine'],
        ],
        [['CONFLICT (rename/rename)', 'a.py', 'up.py', 'ours.py']],
      ),
      new Map([
        ['a.py', null],
        ['ours.py', 'mine'],
      ]),
    );
    expect(told.conflicts.map(({ path }) => path)).toEqual(['a.py', 'ours.py', 'up.py']);
    expect(told.others).toBe(0);
  });

  it('counts a split folder that has no stage at all, and names our file in it', () => {
    const told = attribute(
      merge([], [['CONFLICT(directory rename unclear split)', 'src']]),
      new Map([['src/acme.py', 'mine']]),
    );
    expect(told).toEqual({
      conflicts: [{ path: 'src', kinds: ['directory rename unclear split'], ours: 'src/acme.py', lines: [] }],
      others: 0,
      clean: false,
    });
  });

  it("is not the fork's when only a message names a place, in no tree, of a file that is listed", () => {
    const told = attribute(
      merge([['d/a.py', 3, 'mine']], [['CONFLICT (file/directory)', 'd/a.py', 'd~main']]),
      new Map([['d/a.py', 'mine']]),
    );
    expect(told.conflicts.map(({ path }) => path)).toEqual(['d/a.py']);
  });

  it.each([
    ['CONFLICT (contents)', []],
    ['CONFLICT (rename/add)', ['a.py', 'b.py']],
  ])('goes by a changed path whose blob is not there only in what a rename moved: %s', (type, paths) => {
    const stages = [
      ['a.py', 3, 'theirs'],
      ['b.py', 3, 'theirs too'],
    ] as const;
    const told = attribute(
      merge(
        stages.map((one) => [...one]),
        [[type, 'a.py', 'b.py']],
      ),
      new Map([['a.py', 'mine']]),
    );
    expect(told.conflicts.map(({ path }) => path)).toEqual(paths);
  });

  it('takes no other message for a conflict, whatever it speaks of', () => {
    const told = attribute(
      merge([['a.py', 3, 'theirs']], [['Auto-merging CONFLICT (contents)', 'a.py', 'src/own.py']]),
      new Map([['src/own.py', 'mine']]),
    );
    expect(told).toEqual({ conflicts: [], others: 1, clean: true });
  });

  it.each([
    ['CONFLICT (contents)', 'contents'],
    ['ERROR(add/add)', 'add/add'],
    ['CONFLICT (rename (a) involved)', 'rename (a) involved'],
    ['CONFLICT (new) of a later git', 'CONFLICT (new) of a later git'],
  ])('%s is of the kind %s', (type, kind) => {
    const told = attribute(merge([['a.py', 3, 'mine']], [[type, 'a.py']]), new Map([['a.py', 'mine']]));
    expect(told.conflicts[0]?.kinds).toEqual([kind]);
  });

  it('names what conflicts without a word of git on it', () => {
    const told = attribute(merge([['a.py', 3, 'mine']], []), new Map([['a.py', 'mine']]));
    expect(told.conflicts).toEqual([{ path: 'a.py', kinds: [], ours: 'a.py', lines: [] }]);
  });

  it('says each kind once, whatever git repeats', () => {
    const told = attribute(
      merge(
        [['a.bin', 3, 'mine']],
        [
          ['CONFLICT (binary)', 'a.bin'],
          ['CONFLICT (contents)', 'a.bin'],
          ['Auto-merging', 'a.bin'],
        ],
      ),
      new Map([['a.bin', 'mine']]),
    );
    expect(told.conflicts).toEqual([{ path: 'a.bin', kinds: ['binary', 'contents'], ours: 'a.bin', lines: [] }]);
  });

  it('is nothing when the merge is clean', () => {
    expect(attribute({ ...merge([], []), clean: true }, new Map([['a.py', 'mine']])).clean).toBe(true);
  });
});

describe('the lines that conflict', () => {
  const base = ['a', 'b', 'c', 'd', 'e', 'f', ''].join('\n');
  const clash = (fork: string, target: string): string[] => clashOf(base, fork, target);

  it.each([
    ['where both changed a line', base.replace('b', 'B'), base.replace('b', 'x'), ['-b', '+B']],
    ['none where changes lie apart', base.replace('b', 'B'), base.replace('d', 'x'), []],
    ['where changes touch, as for git', base.replace('b', 'B'), base.replace('c', 'x'), ['-b', '+B']],
    ['none where both did the same', base.replace('b', 'B'), base.replace('b', 'B'), []],
    [
      'the one of two changes that meets',
      base.replace('b', 'B').replace('f', 'F'),
      base.replace('f', 'x'),
      ['-f', '+F'],
    ],
    ['where the fork put in what upstream took out', base.replace('b', 'b\nB'), base.replace('b\nc\n', ''), ['+B']],
    [
      'where both put the same in the place of more or fewer lines',
      base.replace('b', 'X'),
      base.replace('b\nc', 'X'),
      ['-b', '+X'],
    ],
    ['at an end without a line feed', 'a\nb', 'a\nc\n', ['-c', '-d', '-e', '-f']],
    ['where both put something in', base.replace('b', 'b\nB'), base.replace('b', 'b\nx'), ['+B']],
  ])('are told %s', (_, fork, target, lines) => expect(clash(fork, target)).toEqual(lines));

  it('are those of the three stages', () => {
    const told = merge(
      [
        ['a.py', 1, 'base'],
        ['a.py', 2, 'up'],
        ['a.py', 3, 'mine'],
        ['b.py', 3, 'other'],
      ],
      [['CONFLICT (contents)', 'a.py']],
    );
    const changed = new Map([['a.py', 'mine']]);
    expect(clashing(told, changed)).toEqual(['base', 'up', 'mine']);
    const texts = new Map([
      ['base', 'one\n'],
      ['up', 'two\n'],
      ['mine', 'three\n'],
    ]);
    const lines = (known: typeof texts): unknown => attribute(told, changed, known).conflicts[0]?.lines;
    expect(lines(texts)).toEqual(['-one', '+three']);
    for (const oid of texts.keys()) expect(lines(new Map([...texts].filter(([one]) => one !== oid)))).toEqual([]);
  });
});
