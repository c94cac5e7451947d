import { describe, expect, it } from 'vitest';
import { homesByName, namesakesOf } from '../../src/compare/namesakes.ts';

const lines = (name: string, count: number): string =>
  Array.from({ length: count }, (_, i) => `    ${name}_value_${i} = ${i}\n`).join('');
const files = (texts: Record<string, string>) => Object.keys(texts).map((path) => ({ path, oid: texts[path] ?? '' }));

/** What names tell of the first of the files that went; and how many files it took to tell it. */
function told(gone: Record<string, string>, come: Record<string, string>) {
  const [asked = ''] = Object.keys(gone);
  const [one] = namesakesOf(new Set([asked]), files(gone), files(come));
  const read = new Set<string>();
  const homes = one
    ? homesByName(one, (oid) => {
        read.add(oid);
        return Buffer.from(oid);
      })
    : undefined;
  return { homes, read: read.size };
}

const box = lines('box', 40);
const [client, source] = [box.slice(0, box.length / 2), box.slice(box.length / 2)];
const licence = '# Copyright of somebody\n# Licensed as it is\n# See the licence\n';

describe('names tell the homes', () => {
  it.each<[string, Record<string, string>, Record<string, string>, readonly string[] | null]>([
    [
      'of a file moved with its folder',
      { 'a/box.py': box },
      { 'app/a/box.py': box + lines('new', 3) },
      ['app/a/box.py'],
    ],
    [
      'of one that became several in a folder of its name',
      { 'a/box.py': box },
      { 'app/box/client.py': client, 'app/box/source.py': source, 'app/other.py': lines('other', 9) },
      ['app/box/client.py', 'app/box/source.py'],
    ],
    ['of a test', { 'tests/test_box.py': box }, { 'app/tests/test_box.py': box }, ['app/tests/test_box.py']],
    [
      'of one that upstream has since doubled, where only the folder around it is new',
      { 'a/box.py': box },
      { 'app/a/box.py': box + lines('new', 39) },
      ['app/a/box.py'],
    ],
    [
      'past a file that has little but a licence in common',
      { 'a/box.py': licence + box },
      { 'app/box/__init__.py': `${licence}${lines('init', 1)}`, 'app/box/client.py': licence + box },
      ['app/box/client.py'],
    ],
  ])('%s', (_, gone, come, homes) => expect(told(gone, come).homes).toEqual(homes));

  it('reading no file but these', () => {
    const others = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`a/${i}.py`, lines(`o${i}`, 9)]));
    const came = Object.fromEntries(
      Object.entries(others).map(([path, text]) => [`app/${path}`, `${text}x = 1234567\n`]),
    );
    expect(told({ 'a/box.py': box, ...others }, { 'app/a/box.py': `${box}y = 1234567\n`, ...came })).toEqual({
      homes: ['app/a/box.py'],
      read: 2,
    });
    expect(told({ 'a/box.py': box }, { 'elsewhere/a.py': box })).toEqual({ homes: ['elsewhere/a.py'], read: 0 });
  });
});

describe('names tell nothing', () => {
  it.each<[string, Record<string, string>, Record<string, string>]>([
    ['where no name is alike', { 'a/box.py': box }, { 'app/crate.py': `${box}x = 12345\n` }],
    ['of a file of few lines', { 'a/box.py': lines('box', 3) }, { 'app/a/box.py': `${lines('box', 3)}x = 1234567\n` }],
    ['where a part of it is missing', { 'a/box.py': box }, { 'app/box/client.py': client, 'app/base.py': source }],
    [
      'of a name that two old files have',
      { 'a/box.py': box, 'b/box.py': source },
      { 'app/box.py': box + lines('n', 1) },
    ],
    [
      'where a namesake has half of its lines from elsewhere',
      { 'a/box.py': box },
      { 'app/box.py': box + lines('n', 40) },
    ],
    [
      'where more files have the name than it can have become',
      { 'a/client.py': box },
      Object.fromEntries(Array.from({ length: 13 }, (_, i) => [`app/${i}/client.py`, `${box}x = ${i}234567\n`])),
    ],
  ])('%s', (_, gone, come) => expect(told(gone, come).homes).toBeNull());
});
