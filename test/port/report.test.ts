import { expect, it } from 'vitest';
import { portReport } from '../../src/port/report.ts';
import type { Left, Placed } from '../../src/port/work.ts';

const ref = (name: string) => ({ name, sha: name });
const about = {
  base: ref('base'),
  fork: ref('fork'),
  target: ref('target'),
  copy: null,
  branch: 'ported',
  commit: 'c',
};

const placed = (from: string, symbol: string, home: string): Placed => ({
  from,
  symbol,
  home,
  how: 'merged',
  id: symbol,
  code: '',
  before: '',
});
const left = (from: string, symbol: string): Left => ({
  from,
  symbol,
  reason: 'gone',
  candidates: ['x.py'],
  patch: '-a\n',
});

it('tells each file of ours once, by its name, with the home that took most of it', () => {
  const report = portReport(about, {
    placed: [
      placed('b.py', 'B.one', 'b/one.py'),
      placed('a.py', 'f', 'a/1.py'),
      placed('b.py', 'B.two', 'b/two.py'),
      placed('b.py', 'B', 'b/two.py'),
    ],
    left: [left('c.py', 'g'), left('b.py', 'B.three')],
  });
  expect(report.files).toEqual([
    { path: 'a/1.py', from: 'a.py', placed: [{ symbol: 'f', home: 'a/1.py', how: 'merged' }], unplaced: [] },
    {
      path: 'b/two.py',
      from: 'b.py',
      placed: [
        { symbol: 'B.one', home: 'b/one.py', how: 'merged' },
        { symbol: 'B.two', home: 'b/two.py', how: 'merged' },
        { symbol: 'B', home: 'b/two.py', how: 'merged' },
      ],
      unplaced: [{ symbol: 'B.three', reason: 'gone', candidates: ['x.py'], patch: '-a\n' }],
    },
    {
      path: null,
      from: 'c.py',
      placed: [],
      unplaced: [{ symbol: 'g', reason: 'gone', candidates: ['x.py'], patch: '-a\n' }],
    },
  ]);
  expect(report).toMatchObject({ ...about, version: 1, counts: { definitions: 6, placed: 4, unplaced: 2 } });
});

it('names the first of two homes that took as much', () =>
  expect(
    portReport(about, { placed: [placed('a.py', 'f', 'z.py'), placed('a.py', 'g', 'b.py')], left: [] }).files[0]?.path,
  ).toBe('b.py'));
