import { describe, expect, it } from 'vitest';
import { attribute } from '../../src/compare/forecast.ts';
import { parseMerge } from '../../src/git/merge.ts';

const tree = 'a'.repeat(40);
const oid = 'b'.repeat(40);
const parsed = (records: readonly string[]) => parseMerge(Buffer.from(records.join('\0'), 'latin1'));

describe('what merge-tree -z --messages says', () => {
  it('is a tree and nothing more of a clean merge without messages', () => {
    expect(parsed([tree, ''])).toEqual({ tree, stages: [], messages: [] });
  });

  it('has messages of a clean merge right behind the tree', () => {
    expect(parsed([tree, '', '1', 'a.py', 'Auto-merging', 'Auto-merging a.py\n', ''])).toEqual({
      tree,
      stages: [],
      messages: [{ paths: ['a.py'], type: 'Auto-merging' }],
    });
  });

  it('lists stages, then messages of one path or several', () => {
    const records = [
      tree,
      `100644 ${oid} 2\ta\tb\nc.py`,
      `100644 ${oid} 3\ta\tb\nc.py`,
      '',
      '1',
      'x',
      'CONFLICT (contents)',
      'text\n',
      '2',
      'new',
      'old',
      'CONFLICT (rename/delete)',
      'text\n',
      '',
    ];
    expect(parsed(records)).toEqual({
      tree,
      stages: [
        { path: 'a\tb\nc.py', stage: 2, oid, mode: '100644' },
        { path: 'a\tb\nc.py', stage: 3, oid, mode: '100644' },
      ],
      messages: [
        { paths: ['x'], type: 'CONFLICT (contents)' },
        { paths: ['new', 'old'], type: 'CONFLICT (rename/delete)' },
      ],
    });
  });

  it('may be a conflict without any stage', () => {
    expect(parsed([tree, '', '1', 'dir', 'CONFLICT(directory rename unclear split)', 'text\n', ''])?.messages).toEqual([
      { paths: ['dir'], type: 'CONFLICT(directory rename unclear split)' },
    ]);
  });

  it.each([
    'ERROR (submodule corrupt)',
    'ERROR (three-way content merge failed)',
    'ERROR (object write failed)',
    'ERROR (object read failed)',
    'ERROR (object is not a blob)',
    'CONFLICT (a kind that no git has yet)',
  ])('may speak of what newer gits know: %s', (type) => {
    const paths = ['a', 'b', 'c', 'd'];
    const told = parsed([
      tree,
      `100644 ${oid} 3\ta`,
      '',
      '4',
      ...paths,
      type,
      'text\n',
      '1',
      'e',
      'Auto-merging',
      '\n',
      '',
    ]);
    expect(told?.messages).toEqual([
      { paths, type },
      { paths: ['e'], type: 'Auto-merging' },
    ]);
    const forecast = attribute({ tree, clean: false, stages: [], messages: [], ...told }, new Map([['a', oid]]));
    const kind = /\((.+)\)/.exec(type)?.[1];
    expect(forecast.conflicts).toContainEqual({ path: 'a', kinds: [kind], ours: 'a', lines: [] });
  });

  it('keeps bytes that are no UTF-8 apart', () => {
    expect(
      parsed([tree, `100644 ${oid} 2\t\xe9.py`, `100644 ${oid} 2\t\xe8.py`, '', ''])?.stages.map(({ path }) => path),
    ).toEqual(['\udce9.py', '\udce8.py']);
  });

  it('is nothing when git answered without a tree: the exit code of a conflict is also that of a bad ref', () => {
    expect(parsed([''])).toBeNull();
    expect(parsed(['not something we can merge'])).toBeNull();
  });
});
