import { describe, expect, it } from 'vitest';
import { attribute } from '../../src/compare/forecast.ts';
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
    expect(told).toEqual({ conflicts: [{ path: 'a.py', kinds: ['contents'], ours: 'a.py' }], others: 0, clean: false });
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
    expect(told.conflicts).toEqual([{ path: 'a.py', kinds: ['modify/delete'], ours: 'a.py' }]);
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
      conflicts: [{ path: 'src', kinds: ['directory rename unclear split'], ours: 'src/acme.py' }],
      others: 0,
      clean: false,
    });
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
    expect(told.conflicts).toEqual([{ path: 'a.bin', kinds: ['binary', 'contents'], ours: 'a.bin' }]);
  });

  it('is nothing when the merge is clean', () => {
    expect(attribute({ ...merge([], []), clean: true }, new Map([['a.py', 'mine']])).clean).toBe(true);
  });
});
