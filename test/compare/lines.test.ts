import { describe, expect, it } from 'vitest';
import { licenceOf, linesIn, placesShared } from '../../src/compare/lines.ts';

const told = linesIn((text) => Buffer.from(text));

describe('lines that tell where a file came from', () => {
  it.each([
    ['long ones', 'total = 1\nself.total = 2', 2],
    ['none that are short', 'return\nelse:\nx = 1234\nx = 123\n', 1],
    ['none that are short but for blanks', '        return\n   else: \t \n', 0],
    ['no imports', 'import connectors\n    from connectors import utils\n', 0],
    ['what only looks like one', 'imported = True\nfrom_here = 1\nfrom\there = 1\n', 3],
    ['nothing', '', 0],
    ['blank lines', '\n\n            \n\n', 0],
    ['a line once, wherever it stands', 'total = 1\n\n\t  total = 1  \r\n\ntotal = 1', 1],
  ])('%s', (_, text, expected) => expect(told(text).all).toHaveLength(expected));

  it('are no others', () => {
    for (const other of ['total = 2', 'total  = 1', 'tota1 = l', '1 = total']) {
      expect(placesShared(told('total = 1\n'), told(other))).toEqual([]);
    }
  });

  it('are found in another file, whatever stands between them', () => {
    const [first, other] = [told('total = 1\ntotal = 2\ntotal = 3\n'), told('total = 3\ntotal = 4\ntotal = 1\n')];
    expect(placesShared(first, other)).toHaveLength(2);
    expect(placesShared(other, first)).toHaveLength(2);
    expect(placesShared(first, first)).toEqual([0, 1, 2]);
    expect(placesShared(first, told(''))).toEqual([]);
  });
});

describe('a licence', () => {
  const licence = '# Copyright of somebody\n#\n# See the licence\n';
  it.each([
    [
      'is what the comments at the start have in common',
      `${licence}total = 1`,
      `${licence}# of a source\ntotal = 2`,
      2,
    ],
    ['may come before imports', `${licence}import connectors\ntotal = 1`, `${licence}total = 2`, 2],
    ['is counted once a line', `${licence.repeat(2)}total = 1`, `${licence.repeat(2)}total = 2`, 2],
    ['ends where they differ', `# by somebody else\n${licence}`, licence, 0],
    ['is no code, though both start with it', 'total = 1\ntotal = 2', 'total = 1\ntotal = 3', 0],
    ['is no comment below code', `total = 1\n${licence}`, `total = 1\n${licence}`, 0],
    ['of TypeScript', '/**\n * Copyright of somebody\n */\nconst a = 1;', '/**\n * Copyright of somebody\n */\n', 1],
  ])('%s', (_, one, other, expected) => expect(licenceOf(told(one), told(other))).toBe(expected));
});
