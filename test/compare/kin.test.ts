import { describe, expect, it } from 'vitest';
import { type Kin, kindredOf } from '../../src/compare/kin.ts';

const files = (paths: readonly string[]) => paths.map((path) => ({ path, oid: path }));

/** Which new files are kin of the first of the old ones, and of what kind. */
function kinOf(gone: readonly string[], come: readonly string[]): Record<string, Kin> {
  const [one] = kindredOf(new Set(gone.slice(0, 1)), files(gone), files(come));
  const kinds = ['stranger', 'namesake', 'kept', 'moved'] as const; // of one file, the best
  return Object.fromEntries(kinds.flatMap((kind) => one?.kin[kind].map(({ path }) => [path, kind]) ?? []));
}

const many = (name: (i: number) => string): string[] => Array.from({ length: 13 }, (_, i) => name(i));

describe('kin of a file by its path', () => {
  it.each<[string, readonly string[], readonly string[], Record<string, Kin>]>([
    ['in another folder', ['a/box.py'], ['app/a/box.py'], { 'app/a/box.py': 'moved' }],
    [
      'in two other folders',
      ['a/box.py'],
      ['app/a/box.py', 'b/a/box.py'],
      { 'app/a/box.py': 'kept', 'b/a/box.py': 'kept' },
    ],
    ['without a folder, in one', ['box.py'], ['app/box.py'], { 'app/box.py': 'kept' }],
    ['in the nearest of two', ['box.py', 'a/box.py'], ['app/a/box.py'], {}],
    ['of one name, in a folder of one name', ['a/b/box.py'], ['c/a/box.py'], { 'c/a/box.py': 'kept' }],
    ['of one name, in other folders', ['a/box.py'], ['c/box.py'], { 'c/box.py': 'namesake' }],
    ['become a folder', ['a/box.py'], ['app/a/box/client.py'], { 'app/a/box/client.py': 'namesake' }],
    [
      'become a folder, though another has its name',
      ['a/box.py', 'b/box.py'],
      ['app/a/box/client.py'],
      { 'app/a/box/client.py': 'namesake' },
    ],
    ['with its name in the path', ['a/box.py'], ['app/z/box/client.py'], { 'app/z/box/client.py': 'namesake' }],
    ['of a test of it', ['tests/test_box.py'], ['app/box/test_client.py'], { 'app/box/test_client.py': 'namesake' }],
    ['with a name that begins like its own', ['a/box.py'], ['app/boxes.py'], { 'app/boxes.py': 'stranger' }],
    ['of a name that several had', ['a/box.py', 'b/box.py'], ['app/box.py'], { 'app/box.py': 'namesake' }],
    ['of its folder', ['box/a.py'], ['app/box/b.py'], { 'app/box/b.py': 'stranger' }],
    ['that is another’s', ['a/box.py', 'a/crate.py'], ['app/a/crate.py', 'app/crate/b.py'], {}],
    ['of nobody', ['a/box.py'], ['app/new.py'], { 'app/new.py': 'stranger' }],
  ])('%s', (_, gone, come, expected) => expect(kinOf(gone, come)).toEqual(expected));

  it('are at most twelve namesakes; of more, none tells anything', () => {
    const named = many((i) => `app/${i}/box/client.py`);
    expect(Object.values(kinOf(['a/box.py'], named.slice(1)))).toEqual(Array(12).fill('namesake'));
    expect(kinOf(['a/box.py'], named)).toEqual({});
    const alike = many((i) => `app/${i}/box.py`);
    expect(Object.values(kinOf(['a/box.py', 'b/box.py'], alike))).toEqual(Array(13).fill('stranger'));
  });

  it('are not looked for where a file went unchanged, alone of its content', () => {
    const [box, crate] = [
      { path: 'a/box.py', oid: '1' },
      { path: 'a/crate.py', oid: '2' },
    ];
    const told = (come: readonly string[]) =>
      kindredOf(
        new Set(['a/box.py']),
        [box, crate],
        come.map((path) => ({ path, oid: '1' })),
      )[0]?.same;
    expect([told(['z.py']), told(['y.py', 'z.py']), told([])]).toEqual(['z.py', null, null]);
  });

  it('are no strangers where several old files had one content', () => {
    const twice = ['a/box.py', 'a/crate.py'].map((path) => ({ path, oid: '1' }));
    const [one] = kindredOf(new Set(['a/box.py']), twice, files(['app/new.py']));
    expect(one?.kin.stranger).toEqual([]);
  });
});
