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

  it('are the same for two files that went into one', () => {
    const [a, b] = [lines('a', 9), lines('b', 9)];
    expect(homes({ 'x/a.py': a, 'x/b.py': b }, { 'c.py': a + b })).toEqual({ 'x/a.py': ['c.py'], 'x/b.py': ['c.py'] });
  });

  it('is not a file that has little of one, when two went into one', () => {
    const come = { 'c.py': lines('a', 9) + lines('b', 2) };
    expect(homes({ 'a.py': lines('a', 9), 'b.py': lines('b', 9) }, come)).toEqual({ 'a.py': ['c.py'], 'b.py': [] });
  });

  it('proves nothing by content that many files share, such as an empty __init__', () => {
    expect(homes({ 'a/__init__.py': '', 'b/__init__.py': '' }, { 'c/__init__.py': '' })).toEqual({
      'a/__init__.py': [],
      'b/__init__.py': [],
    });
  });

  it('proves nothing by content that several old files had', () => {
    const shared = lines('shared', 6);
    expect(homes({ 'a.py': shared, 'b.py': shared }, { 'c.py': shared }, ['a.py'])).toEqual({ 'a.py': [] });
  });

  it.each<[kin: string, old: number, taken: number, added: number, isHome: boolean]>([
    ['app/x/box.py', 100, 0, 90, true], // moved: whatever it says now
    ['x/app/box.py', 100, 10, 90, true], // kept: a tenth of either
    ['x/app/box.py', 100, 9, 82, false],
    ['x/app/box.py', 9, 0, 30, true], // so small a file may have changed altogether
    ['x/app/box.py', 10, 0, 30, false],
    ['app/box/client.py', 40, 9, 9, true], // a namesake: of few lines, half
    ['app/box/client.py', 40, 8, 9, false],
    ['app/box/client.py', 40, 1, 0, false], // one line may be anywhere
    ['app/other.py', 100, 21, 9, true], // a stranger: most of it, or a good quarter of the old one
    ['app/other.py', 100, 20, 9, false],
    ['app/other.py', 40, 11, 89, true],
    ['app/other.py', 40, 10, 90, false],
    ['app/other.py', 40, 7, 3, true],
    ['app/other.py', 40, 6, 3, false],
    ['app/other.py', 12, 6, 30, true],
    ['app/other.py', 13, 6, 30, false],
  ])('%s is one of a file of %i lines for %i of them and %i others: %s', (path, old, taken, added, isHome) => {
    const text = lines('box', old);
    const come = { [path]: lines('box', taken) + lines('other', added) };
    expect(homes({ 'x/box.py': text }, come)).toEqual({ 'x/box.py': isHome ? [path] : [] });
  });

  it.each<[old: number, taken: number, added: number, isHome: boolean]>([
    [200, 15, 85, true], // more than a kept one
    [200, 14, 86, false],
    [40, 11, 89, true], // or a good quarter of the old one
    [40, 10, 90, false],
  ])('of a file of %i lines one of two namesakes with %i of them and %i others: %s', (old, taken, added, isHome) => {
    const [path, other] = ['app/box/client.py', 'app/box/source.py'];
    const come = { [path]: lines('box', taken) + lines('other', added), [other]: lines('box', 39) };
    expect(homes({ 'x/box.py': lines('box', old) }, come)).toEqual({ 'x/box.py': isHome ? [path, other] : [other] });
  });

  it('are at least the namesake with most of it', () => {
    const come = {
      'app/box/client.py': lines('box', 10) + lines('client', 90),
      'app/box/source.py': lines('box', 12) + lines('source', 90),
    };
    expect(homes({ 'x/box.py': lines('box', 60) }, come)).toEqual({ 'x/box.py': ['app/box/source.py'] });
    const fewer = { 'app/box/client.py': lines('box', 9) + lines('client', 90) };
    expect(homes({ 'x/box.py': lines('box', 60) }, fewer)).toEqual({ 'x/box.py': [] });
  });

  it('are no strangers of which there are many: so are all of their kind', () => {
    const text = lines('compose', 20);
    const like = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`app/${i}/up.yml`, `${text}name: number_${i}\n`]));
    expect(homes({ 'x/compose.yml': text }, like(3))).toEqual({ 'x/compose.yml': Object.keys(like(3)) });
    expect(homes({ 'x/compose.yml': text }, like(4))).toEqual({ 'x/compose.yml': [] });
  });

  it('are told by name alone, and nobody else is asked, where names tell more than half', () => {
    const old = { 'x/box.py': lines('a', 26) + lines('b', 24) };
    const come = { 'app/box/client.py': lines('a', 26), 'app/other.py': lines('b', 24) };
    expect(homes(old, come)).toEqual({ 'x/box.py': ['app/box/client.py'] });
    const less = { 'app/box/client.py': lines('a', 25), 'app/other.py': lines('b', 24) };
    expect(homes(old, less)).toEqual({ 'x/box.py': ['app/box/client.py', 'app/other.py'] });
  });

  it.each([
    [true, 'app/box/client.py', ['app/box/client.py']],
    [false, 'app/box/client.py', ['app/box/client.py', 'app/crate/client.py']],
    [true, 'app/none/client.py', ['app/crate/client.py', 'app/none/client.py']],
  ])('are in a new source only where no name tells any (a source: %s, named: %s)', (source, path, expected) => {
    const old = lines('a', 20) + lines('b', 20) + lines('c', 20);
    const come = [
      { path, oid: lines('a', 20), source: false },
      { path: 'app/crate/client.py', oid: lines('b', 20), source },
    ];
    expect(
      homesOf(new Set(['x/box.py']), files({ 'x/box.py': old }), come, (oid) => Buffer.from(oid)).get('x/box.py'),
    ).toEqual(expected);
  });

  it('are more than the place where it went unchanged, where another has its name and its lines', () => {
    const text = lines('a', 20);
    expect(
      homes({ 'x/box.py': text }, { 'y/z.py': text, 'app/box/client.py': lines('a', 9), 'b.py': lines('a', 9) }),
    ).toEqual({
      'x/box.py': ['app/box/client.py', 'y/z.py'],
    });
  });

  it('count what is not in a licence', () => {
    const licence = Array.from({ length: 12 }, (_, i) => `# line ${i} of a licence\n`).join('');
    const come = { 'app/other.py': `${licence}${lines('other', 2)}` };
    expect(homes({ 'x/box.py': licence + lines('box', 9) }, come)).toEqual({ 'x/box.py': [] });
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
