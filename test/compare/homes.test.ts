import { describe, expect, it } from 'vitest';
import { homesOf } from '../../src/compare/homes.ts';

const lines = (name: string, count: number): string =>
  Array.from({ length: count }, (_, i) => `    ${name}_value_${i} = ${i}\n`).join('');
const files = (texts: Record<string, string>) => Object.keys(texts).map((path) => ({ path, oid: texts[path] ?? '' }));
const homes = (gone: Record<string, string>, come: Record<string, string>, asked = Object.keys(gone)) =>
  Object.fromEntries(homesOf(new Set(asked), files(gone), files(come), (oid) => Buffer.from(oid)));

describe('homes of what the target lacks', () => {
  it('is where a file went unchanged', () => {
    expect(homes({ 'a.py': lines('a', 3) }, { 'app/a.py': lines('a', 3) })).toEqual({ 'a.py': ['app/a.py'] });
  });

  it('are all the files that one became', () => {
    const [client, source] = [lines('client', 6), lines('source', 6)];
    expect(
      homes({ 'a.py': client + source }, { 'a/client.py': client, 'a/source.py': `${source}    extra = True\n` }),
    ).toEqual({
      'a.py': ['a/client.py', 'a/source.py'],
    });
  });

  it('is not a file that only shares what several old files had', () => {
    const common = lines('common', 6);
    expect(homes({ 'a.py': common + lines('a', 4), 'b.py': common + lines('b', 4) }, { 'c.py': common })).toEqual({
      'a.py': [],
      'b.py': [],
    });
  });

  it('is the old file with most of the distinctive lines, when two went into one', () => {
    const come = { 'c.py': lines('a', 9) + lines('b', 2) };
    expect(homes({ 'a.py': lines('a', 9), 'b.py': lines('b', 9) }, come)).toEqual({ 'a.py': ['c.py'], 'b.py': [] });
  });

  it('proves nothing by content that many files share, such as an empty __init__', () => {
    expect(homes({ 'a/__init__.py': '', 'b/__init__.py': '' }, { 'c/__init__.py': '' })).toEqual({
      'a/__init__.py': [],
      'b/__init__.py': [],
    });
  });

  it('answers only for the files asked about, yet lets the others claim their lines', () => {
    const shared = lines('shared', 6);
    expect(homes({ 'a.py': shared, 'b.py': shared }, { 'c.py': shared }, ['a.py'])).toEqual({ 'a.py': [] });
  });

  it.each([
    [2, 0, ['c.py']],
    [1, 0, []],
    [7, 3, ['c.py']],
    [6, 4, []],
    [2, 1, []],
  ])('take %i lines of one old file and %i of another', (one, other, expected) => {
    const old = { 'a.py': lines('a', 9), 'b.py': lines('b', 9) };
    expect(homes(old, { 'c.py': lines('a', one) + lines('b', other) })['a.py']).toEqual(expected);
  });

  it('are told in order, whole files and parts alike', () => {
    const text = lines('a', 9);
    expect(homes({ 'a.py': text }, { 'z.py': lines('a', 4), 'm.py': text, 'b.py': lines('a', 3) })).toEqual({
      'a.py': ['b.py', 'm.py', 'z.py'],
    });
  });

  it('counts a line once, however often a file has it', () => {
    const line = lines('a', 1);
    expect(homes({ 'a.py': line + lines('x', 1) }, { 'c.py': line + line + line })).toEqual({ 'a.py': [] });
  });

  it('is nobody’s where the bytes are not known', () =>
    expect(
      homesOf(new Set(['a.py']), [{ path: 'a.py', oid: '1' }], [{ path: 'b.py', oid: '2' }], () => undefined),
    ).toEqual(new Map([['a.py', []]])));

  it('proves nothing by a file that went to two places unchanged, but by its lines', () => {
    const text = lines('a', 9);
    expect(homes({ 'a.py': text }, { 'b.py': text, 'c.py': text })).toEqual({ 'a.py': ['b.py', 'c.py'] });
  });
});
