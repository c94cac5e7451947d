import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RawChange } from '../../src/git/changes.ts';
import { connectors } from '../../src/layout/connectors.ts';
import { type FileHomes, fileHomes } from '../../src/port/homes.ts';
import { fixtures } from '../support/story.ts';
import { gathered, type Texts } from './trees.ts';

function treeIn(folder: string): Texts {
  const root = join(fixtures, 'trees', folder);
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(paths.map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')]));
}

/** Homes of files; `renames` says `old -> new`, as git sees them. */
function homes(base: Texts, target: Texts, renames: readonly string[] = [], added: Texts = {}): FileHomes {
  const all = gathered(base, { ...base, ...added }, target, connectors);
  const rename = (row: string): RawChange => {
    const [from = '', path = ''] = row.split(' -> ');
    return { path, from, letter: 'R', modes: ['100644', '100644'], before: '', after: '' };
  };
  const textOf = (oid: string): string | undefined => all.texts.get(oid);
  return fileHomes({ ...all.trees, theirs: all.theirs, renames: renames.map(rename), layouts: all.layouts, textOf });
}

const service = 'app/connectors_service';

describe('the home of a file of the base', () => {
  const { parts } = homes(treeIn('9.2'), treeIn('9.3'));
  const sharepoint = `${service}/connectors/sources/sharepoint/sharepoint_online`;

  it.each<[path: string, homes: string[]]>([
    ['README.md', ['README.md']],
    ['connectors/utils.py', [`${service}/connectors/utils.py`, 'libs/connectors_sdk/connectors_sdk/utils.py']],
    [
      'connectors/sources/box.py',
      ['__init__', 'client', 'datasource'].map((name) => `${service}/connectors/sources/box/${name}.py`),
    ],
    [
      'connectors/sources/sharepoint_online.py',
      ['client', 'datasource', 'validator'].map((name) => `${sharepoint}/${name}.py`),
    ],
    ['connectors/VERSION', [`${service}/connectors/VERSION`]],
    ['tests/sources/test_box.py', [`${service}/tests/sources/test_box.py`]],
    ['tests/test_utils.py', ['libs/connectors_sdk/tests/test_utils.py']],
    ['tests/sources/fixtures/box/docker-compose.yml', [`${service}/tests/sources/fixtures/box/docker-compose.yml`]],
    ['config.yml.example', [`${service}/config.yml.example`]],
    ['requirements/framework.txt', []],
  ])('%s', (path, there) => expect(parts(path)).toEqual(there));

  it('is the one that git sees where nothing else tells', () => {
    const target = { 'b/y.txt': 'other' };
    expect(homes({ 'a/x.txt': 'one' }, target, ['a/x.txt -> b/y.txt']).parts('a/x.txt')).toEqual(['b/y.txt']);
    expect(homes({ 'a/x.txt': 'one' }, target).parts('a/x.txt')).toEqual([]);
  });

  it('is not one of another kind', () => {
    const text = Array.from({ length: 9 }, (_, i) => `a line of its own ${i}\n`).join('');
    const { parts: of } = homes(
      { 'a/x.txt': text, 'tests/test_a.py': text },
      { 'b/x.txt': text, 'b/y.md': text, 'connectors/a.py': text },
    );
    expect([of('a/x.txt'), of('tests/test_a.py')]).toEqual([['b/x.txt'], []]);
  });
});

describe('the home of a file that the fork added', () => {
  it.each<[path: string, home: string]>([
    ['connectors/sources/acme.py', `${service}/connectors/sources/acme.py`],
    ['connectors/acme/x.py', `${service}/connectors/acme/x.py`],
    ['tests/sources/test_acme.py', `${service}/tests/sources/test_acme.py`],
    ['tests/sources/fixtures/acme/docker-compose.yml', `${service}/tests/sources/fixtures/acme/docker-compose.yml`],
    ['docs/ACME.md', 'docs/ACME.md'],
    ['acme.txt', 'acme.txt'],
  ])('%s', (path, home) =>
    expect(homes(treeIn('9.2'), treeIn('9.3'), [], { [path]: 'x = 1\n' }).landing(path)).toBe(home),
  );

  it.each<[what: string, renames: string[], path: string, home: string]>([
    [
      'goes where the others of its folder went',
      ['a/x.txt -> b/x.txt', 'a/y.txt -> b/y.txt'],
      'a/new.txt',
      'b/new.txt',
    ],
    ['goes with the nearest folder', ['a/x.txt -> b/x.txt', 'a/c/y.txt -> d/y.txt'], 'a/c/new.txt', 'd/new.txt'],
    ['goes with a folder around it', ['a/x.txt -> b/x.txt'], 'a/c/new.txt', 'b/c/new.txt'],
    [
      'stays where the others went to several',
      ['a/x.txt -> b/x.txt', 'a/y.txt -> c/y.txt', 'a/z.txt -> b/z.txt'],
      'a/new.txt',
      'a/new.txt',
    ],
    ['stays where others only got another name', ['a/x.txt -> b/y.txt'], 'a/new.txt', 'a/new.txt'],
    ['stays at the top', ['x.txt -> b/x.txt'], 'new.txt', 'new.txt'],
    ['stays in another folder', ['a/x.txt -> b/x.txt'], 'ab/new.txt', 'ab/new.txt'],
  ])('%s', (_, renames, path, home) => expect(homes({}, {}, renames).landing(path)).toBe(home));
});
