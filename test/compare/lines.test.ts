import { describe, expect, it } from 'vitest';
import { tellingLines } from '../../src/compare/lines.ts';

const count = (text: string): number => tellingLines(Buffer.from(text)).length;

describe('lines that tell where a file came from', () => {
  it.each([
    ['long ones', 'total = 1\nself.total = 2', 2],
    ['none that are short', 'return\nelse:\nx = 1234\nx = 123\n', 1],
    ['none that are short but for blanks', '        return\n   else: \t \n', 0],
    ['no imports', 'import connectors\n    from connectors import utils\n', 0],
    ['what only looks like one', 'imported = True\nfrom_here = 1\nfrom\there = 1\n', 3],
    ['nothing', '', 0],
    ['blank lines', '\n\n            \n\n', 0],
  ])('%s', (_, text, expected) => expect(count(text)).toBe(expected));

  it('are the same wherever they stand, and no others', () => {
    const [one] = tellingLines(Buffer.from('total = 1\n'));
    expect([...tellingLines(Buffer.from('\t  total = 1  \r\n\ntotal = 1'))]).toEqual([one, one]);
    for (const other of ['total = 2', 'total  = 1', 'tota1 = l', '1 = total']) {
      expect([...tellingLines(Buffer.from(other))]).not.toContain(one);
    }
  });
});
