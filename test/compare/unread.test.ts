import { describe, expect, it } from 'vitest';
import type { Survey } from '../../src/compare/survey.ts';
import { unreadNotes } from '../../src/compare/unread.ts';
import type { PatchedChange } from '../../src/git/changes.ts';
import type { Reader } from '../../src/git/reader.ts';

const zero = '0'.repeat(40);
const megabyte = 2 ** 20;

/** A change whose blobs say how many megabytes they have; without hunks git did not compare it. */
function change(
  letter: string,
  path: string,
  before: number,
  after: number,
  told = true,
  mode = '100644',
): PatchedChange {
  const oid = (size: number): string => (size === 0 ? zero : String(size * megabyte));
  const hunks = told ? [] : null;
  return { letter, path, from: null, modes: ['100644', mode], before: oid(before), after: oid(after), hunks };
}

async function notes(ours: readonly PatchedChange[], untold: Survey['untold'] = 'nothing'): Promise<string[]> {
  const heads = (oids: readonly string[]) =>
    Promise.resolve(oids.map((oid) => (Number(oid) > 0 ? { oid, type: 'blob', size: Number(oid) } : null)));
  // nothing else of either is looked at
  const told = await unreadNotes({ ours, untold } as Survey, { heads } as unknown as Reader);
  return told.map(({ kind, text }) => `${kind}: ${text}`);
}

const compared = (what: string): string => `undetermined: ${what}`;

describe('what was not read', () => {
  it.each([
    ['nothing', [], []],
    ['no small file', [change('M', 'a.bin', 1, 1, false), change('M', 'a.py', 1, 1)], []],
    ['no file of just that size', [change('M', 'a.bin', 1, 8, false)], []],
    [
      'a large one, whichever side is',
      [change('M', 'a.bin', 1, 9, false), change('M', 'b.bin', 9, 1, false)],
      ['2 files larger than 8 MB, so what changed there was not read: a.bin, b.bin'],
    ],
    ['none that is gone', [change('D', 'a.bin', 9, 0, false)], []],
    ['none that is a link now', [change('T', 'a.bin', 1, 9, false, '120000')], []],
    [
      'three by name',
      ['a', 'b', 'c', 'd', 'e'].map((path) => change('A', path, 0, 9, false)),
      ['5 files larger than 8 MB, so what changed there was not read: a, b, c, 2 more'],
    ],
    [
      'one for its definitions, but not twice',
      [change('M', 'a.py', 1, 99), change('M', 'b.py', 1, 99, false), change('M', 'c.txt', 1, 99)],
      [
        '1 file larger than 8 MB, so what changed there was not read: b.py',
        '1 file larger than 1 MB, so what they define and import was not read: a.py',
      ],
    ],
  ])('%s', async (_, ours, expected) => expect(await notes(ours)).toEqual(expected.map(compared)));

  it.each([
    ['added', 'what the fork added'],
    ['all', 'what the fork changed'],
  ] as const)('is said of too many lines: %s', async (untold, whose) => {
    const said = [compared(`${whose} has more than 64 MB of lines, and none was read`)];
    expect(await notes([change('M', 'a.py', 1, 1)], untold)).toEqual(said);
    expect(await notes([change('D', 'a.py', 1, 0, false)], untold)).toEqual(said);
  });
});
