import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hunksBehind } from '../src/hunks.ts';
import type { Change, Hunk } from '../src/model.ts';

const change = (kind: Change['kind'], hunks: readonly Hunk[], from: string | null = null): Change => ({
  path: 'a.py',
  from,
  kind,
  area: 'framework',
  source: null,
  before: null,
  after: null,
  modes: ['100644', '100644'],
  published: false,
  stale: false,
  added: 1,
  deleted: 1,
  hunks,
  lineEndsOnly: false,
  edits: [],
  homes: [],
  commits: [],
  upstreamCommits: 0,
  copiedFrom: null,
  copiedAt: null,
});
const at = (line: number | null, endLine = line, path: string | null = 'a.py') => ({ path, line, endLine });

const replaced: Hunk = { baseLine: 3, forkLine: 3, removed: ['old'], added: ['new', 'newer'] };
const inserted: Hunk = { baseLine: 9, forkLine: 11, removed: [], added: ['a', 'b', 'c', 'd'] };
const gone: Hunk = { baseLine: 20, forkLine: 25, removed: ['x'], added: [] };
const modified = [change('modified', [replaced, inserted, gone])];

it.each([
  ['the hunk of its lines', at(3, 4), modified, [replaced]],
  ['a hunk that it only touches', at(4, 9), modified, [replaced]],
  ['of added lines, its own', at(12, 13), modified, [{ ...inserted, forkLine: 12, added: ['b', 'c'] }]],
  ['added lines up to the end', at(13, 40), modified, [{ ...inserted, forkLine: 13, added: ['c', 'd'] }, gone]],
  ['a deletion, at the line before it', at(25), modified, [gone]],
  ['nothing where nothing changed', at(6, 8), modified, []],
  ['the whole change of a finding about the file', at(null), modified, [replaced, inserted, gone]],
  ['nothing of a whole new file', at(null), [change('added', [inserted])], []],
  ['of a renamed file, by its old path', at(null, null, 'b.py'), [change('renamed', [gone], 'b.py')], [gone]],
  ['nothing of a finding about the whole fork', at(null, null, null), modified, []],
  ['a deletion at the top', at(1), [change('modified', [{ ...gone, forkLine: 0 }])], [{ ...gone, forkLine: 0 }]],
] as const)('shows %s', (_, place, changes, hunks) => expect(hunksBehind(place, changes)).toEqual(hunks));

it('shows of a new file the lines of the finding, whatever they are', () => {
  const lines = fc.array(fc.string(), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(lines, fc.nat(19), fc.nat(5), (added, from, size) => {
      const [first, last] = [from + 1, from + 1 + size];
      const found = hunksBehind(at(first, last), [change('added', [{ baseLine: 0, forkLine: 1, removed: [], added }])]);
      expect(found.flatMap((hunk) => hunk.added)).toEqual(added.slice(first - 1, last));
      if (found[0]) expect(found[0].forkLine).toBe(first);
    }),
  );
});
