import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Demand } from '../../src/api/demand.ts';
import { Lookup } from '../../src/api/lookup.ts';
import { Module } from '../../src/api/module.ts';
import { firstOf, listed, type Modules } from '../../src/api/modules.ts';
import { moduleFiles, type Root } from '../../src/api/roots.ts';
import { joined, View } from '../../src/api/view.ts';
import type { Listed } from '../../src/git/listing.ts';
import { outlineOf } from './packages.ts';

interface Tree {
  readonly paths: readonly string[];
  readonly without: readonly string[];
  readonly roots: readonly Root[];
}

const read = (path: string, _oid: string, text: string) => outlineOf(path, text);

/** Names no path that another one needs for a folder, nor one twice; those of a level stand before the deeper ones, as git is asked. */
function tidy(paths: readonly string[]): string[] {
  const folders = new Set(paths.flatMap((path) => path.split('/').map((_, i, parts) => parts.slice(0, i).join('/'))));
  const depth = (path: string) => path.split('/').length;
  const kept = [...new Set(paths)].filter((path) => !folders.has(path));
  return kept.sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));
}

/** The modules of a tree in memory, looked up, and what was read for it. */
function lookup({ paths, without, roots }: Tree, texts: ReadonlyMap<string, string> = new Map()) {
  const asked: string[] = [];
  const folderAt = (folder: string): Listed[] | null => {
    const inside = paths.filter((path) => folder === '' || path.startsWith(`${folder}/`));
    const names = inside.map((path) => path.slice(folder === '' ? 0 : folder.length + 1));
    if (names.length === 0) return null;
    return [...new Set(names.map((name) => name.split('/', 1)[0] ?? ''))].sort().map((name) => {
      return { name, kind: names.includes(name) ? 'file' : 'folder', oid: joined(folder, name) };
    });
  };
  const demand = new Demand({
    texts: async (oids) => {
      const all = [...oids];
      asked.push(...all);
      return new Map(all.map((oid) => [oid, texts.get(oid) ?? '']));
    },
    folders: async (names) => names.map((name) => folderAt(name.slice(name.indexOf(':') + 1))),
    files: async () => new Map(paths.map((path) => [path, path])),
  });
  const view = new View(demand, 'tree', new Set(without));
  const modules: Modules = new Lookup({ view, roots, demand, read, speaks: () => true });
  return { demand, modules, asked };
}

/** The same, all of them listed. */
function whole({ paths, without, roots }: Tree): Modules {
  const files = new Map(paths.filter((path) => !without.includes(path)).map((path) => [path, path]));
  return listed(moduleFiles(files, roots).map((file) => new Module(file, () => null, read)));
}

const names = ['pkg', 'lib', 'a', 'b', 'x-y', '2to3', 'a b'];
const files = ['__init__.py', 'index.ts', 'a.py', 'a.pyi', 'a.ts', 'b.d.ts', 'pkg.py', '2to3.py', 'c.txt', 'd'];
const path = fc
  .tuple(fc.array(fc.constantFrom(...names), { maxLength: 3 }), fc.constantFrom(...files))
  .map(([folders, file]) => [...folders, file].join('/'));
const root = fc.constantFrom<Root[]>(
  { name: '', folder: '' },
  { name: 'pkg', folder: 'pkg' },
  { name: 'pkg', folder: 'lib/pkg' },
  { name: 'pkg.a', folder: 'pkg/a' },
  { name: 'other.pkg', folder: 'lib' },
);
const tree = fc
  .record({
    paths: fc.array(path, { maxLength: 12 }).map(tidy),
    roots: fc.uniqueArray(root, { minLength: 1, maxLength: 3 }),
    some: fc.array(fc.nat(11), { maxLength: 3 }),
  })
  .map(({ paths, roots, some }): Tree => ({ paths, roots, without: some.flatMap((i) => paths[i] ?? []) }));

const asked = [
  'pkg',
  'pkg.a',
  'pkg.a.b',
  'pkg.lib',
  'a',
  'a.pkg',
  'lib.pkg.a',
  'other',
  'other.pkg',
  'x-y',
  '2to3',
  'pkg/a',
  '',
];

describe('modules that are looked up', () => {
  it('are those that a list of all files has', async () => {
    await fc.assert(
      fc.asyncProperty(tree, async (one) => {
        const { demand, modules } = lookup(one);
        const expected = whole(one);
        const all = [...asked, ...expected.all().map(({ name }) => name)];
        const told = (of: Modules) =>
          all.map((name) => [
            name,
            of.get(name)?.path,
            of.get(name) !== undefined || of.isAbove(name),
            of.isRoot(firstOf(name)),
          ]);
        expect(await demand.answer(() => told(modules))).toEqual(told(expected));
        const listing = (of: Modules) => of.all().map(({ name, path: at }) => `${name} ${at}`);
        expect(await demand.answer(() => listing(modules))).toEqual(listing(expected));
      }),
      { numRuns: 500 },
    );
  });

  it('are read when their text is asked for, each once, and tests not at all', async () => {
    const paths = tidy(['pkg/__init__.py', 'pkg/a.py', 'pkg/b.py', 'pkg/test_a.py', 'docs/a.md']);
    const texts = new Map([['pkg/a.py', 'from pkg.b import x']]);
    const {
      demand,
      modules,
      asked: read,
    } = lookup({ paths, without: [], roots: [{ name: 'pkg', folder: 'pkg' }] }, texts);
    const follow = () => {
      const first = modules.get('pkg.a');
      const next = first?.outline.imports[0]?.module ?? '';
      return [modules.get(next)?.text, modules.get('pkg.test_a')?.text];
    };
    expect(await demand.answer(follow)).toEqual(['', null]);
    expect(read).toEqual(['pkg/a.py', 'pkg/b.py']);
  });

  it('count as there, and as unreadable, while nobody knows', () => {
    const { modules } = lookup({ paths: [], without: [], roots: [{ name: 'pkg', folder: 'pkg' }] });
    expect([modules.get('pkg.a')?.outline.partial, modules.isAbove('pkg'), modules.isRoot('pkg')]).toEqual([
      true,
      true,
      true,
    ]);
    expect([modules.isRoot('other'), modules.all()]).toEqual([false, []]);
  });
});
