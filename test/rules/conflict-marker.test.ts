import { expect, it } from 'vitest';
import { conflictMarker } from '../../rules/conflict-marker.ts';
import { change, compared, inspected, said } from './facts.ts';

const told = (lines: readonly string[], published = false) => ({
  comparison: compared({ changes: [change('a.py', lines, { published })] }),
});
const conflict = ['<<<<<<< HEAD', 'x = 1', '=======', 'x = 2', '>>>>>>> upstream/main'];

it.each<[what: string, lines: readonly string[], said: string[]]>([
  ['a conflict', conflict, ['1 unresolved conflict']],
  ['two', [...conflict, 'y = 1', ...conflict], ['2 unresolved conflicts']],
  ['markers without a name', ['<<<<<<<', '>>>>>>>'], ['1 unresolved conflict']],
  ['the same with CRLF', ['<<<<<<<\r', '>>>>>>>\r'], ['1 unresolved conflict']],
  ['no end', ['<<<<<<< HEAD'], []],
  ['no beginning', ['>>>>>>> upstream/main'], []],
  ['more of them', ['<<<<<<<<', '>>>>>>>>'], []],
  ['a beginning somewhere in a line', ['print("<<<<<<< ")', '>>>>>>> upstream/main'], []],
  ['an end somewhere in a line', ['<<<<<<< HEAD', 'print(">>>>>>> ")'], []],
])('%s', (_, lines, expected) => expect(said(conflictMarker, told(lines))).toEqual(expected));

it('is told from its first marker to its last', () =>
  expect(inspected(conflictMarker, told(['x = 0', ...conflict, ...conflict, 'y = 0']))).toMatchObject([
    { at: { path: 'a.py', line: 2, endLine: 11 }, content: ['markers'] },
  ]));

it('is nothing to say of upstream’s own content', () => expect(said(conflictMarker, told(conflict, true))).toEqual([]));
