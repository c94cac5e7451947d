import { describe, expect, it } from 'vitest';
import { closest, moduleFiles, moduleName, namedRoots, type Root, rootsOf } from '../../src/api/roots.ts';
import type { Layout } from '../../src/layout/layout.ts';

const tree = (...paths: readonly string[]): ReadonlyMap<string, string> => new Map(paths.map((path) => [path, path]));
const below = (folder: string, name = ''): Root => ({ name, folder });

describe('the name of a module', () => {
  it.each<[path: string, root: Root, name: string | null]>([
    ['a/b.py', below(''), 'a.b'],
    ['app/pkg/b.py', below('app/pkg', 'pkg'), 'pkg.b'],
    ['app/pkg/c/b.py', below('app/pkg', 'pkg'), 'pkg.c.b'],
    ['pkg/sub/b.py', below('pkg/sub', 'pkg.sub'), 'pkg.sub.b'],
    ['pkg/__init__.py', below('pkg', 'pkg'), 'pkg/'],
    ['pkg/c/__init__.py', below('pkg', 'pkg'), 'pkg.c/'],
    ['__init__.py', below(''), null],
    ['a.pyi', below(''), 'a'],
    ['src/index.ts', below('src', 'app'), 'app/'],
    ['a.tsx', below(''), 'a'],
    ['a.mjs', below(''), 'a'],
    ['a.d.ts', below(''), null],
    ['a.txt', below(''), null],
    ['a.pyc', below(''), null],
    ['my-tool.ts', below(''), 'my-tool'],
    ['2to3.py', below(''), null],
    ['a b.py', below(''), null],
    ['a.b.py', below(''), null],
    ['größe/$x_1.py', below(''), 'größe.$x_1'],
  ])('%s below %j', (path, root, expected) => {
    const found = moduleName(root, path);
    expect(found && `${found.name}${found.isPackage ? '/' : ''}`).toBe(expected);
  });
});

describe('roots', () => {
  const layout = (folder: string): Layout => ({
    name: 'plain',
    repositories: [],
    url: '',
    releaseLines: [],
    defaultBranches: ['main'],
    packages: [{ name: 'core', places: [{ since: '1.0', folder }] }],
    features: [],
  });

  it.each<[what: string, files: ReadonlyMap<string, string>, roots: string[]]>([
    ['of a layout', tree('src/core/a.py', 'x/__init__.py'), ['core=src/core']],
    ['of no layout', tree('x/y/__init__.py', 'x/y/z/__init__.py', 'x/y/z/a.py'), ['y=x/y']],
    ['two packages', tree('a/__init__.py', 'b/__init__.py', 'c/d.py'), ['a=a', 'b=b']],
    ['without packages', tree('a.py', '__init__.py'), ['=']],
  ])('%s', (_, files, expected) =>
    expect(rootsOf(files, layout('src/core')).map(({ name, folder }) => `${name}=${folder}`)).toEqual(expected),
  );

  it.each<[what: string, typed: string, files: ReadonlyMap<string, string>, root: Root]>([
    ['a package', 'pkg', tree('pkg/__init__.py'), below('pkg', 'pkg')],
    ['with slashes', '././pkg//', tree('pkg/__init__.py'), below('pkg', 'pkg')],
    [
      'a package in a package',
      'app/pkg/sub',
      tree('app/pkg/__init__.py', 'app/pkg/sub/a.py'),
      below('app/pkg/sub', 'pkg.sub'),
    ],
    ['a folder of modules', 'src', tree('src/a.py'), below('src', 'src')],
    ['a folder of a project', 'src', tree('src/a.py', 'src/setup.py'), below('src')],
    ['a folder of tests', 'src', tree('src/a.py', 'src/conftest.py'), below('src')],
    ['a project that is a package as well', 'src', tree('src/__init__.py', 'src/setup.py'), below('src', 'src')],
    ['a folder of packages', 'src', tree('src/pkg/a.py', 'src/notes.txt'), below('src')],
    ['a hidden folder', '.tools', tree('.tools/pkg/a.py'), below('.tools')],
    ['the top', '.', tree('a.py'), below('')],
    ['the top with a slash', './', tree('a.py'), below('')],
  ])('%s is named', (_, typed, files, root) => expect(namedRoots([tree('other.md'), files], [typed])).toEqual([root]));

  it.each(['pkg/a', 'b.py', 'pk'])('are complained about when no tree has them: %j', (typed) =>
    expect(() => namedRoots([tree('pkg/a.py'), tree('b.py')], [typed])).toThrow(`neither tree has a folder "${typed}"`),
  );

  it('lie in one another: the deepest counts', () => {
    const [outer, inner, top] = [below('app', 'app'), below('app/lib', 'lib'), below('')];
    expect(closest([outer, inner, top], 'app/lib/a.py')).toBe(inner);
    expect(closest([top, inner, outer], 'app/library/a.py')).toBe(outer);
    expect(closest([outer, top, inner], 'a.py')).toBe(top);
    expect(closest([outer, inner], 'application/a.py')).toBeNull();
    expect(closest([outer, { ...outer, name: 'second' }], 'app/a.py')).toBe(outer);
  });
});

describe('the modules below roots', () => {
  const names = (...paths: readonly string[]): string[] =>
    moduleFiles(tree(...paths), [below('pkg', 'pkg')]).map(({ name, path }) => `${name} ${path}`);

  it('are sorted by name, without what lies elsewhere or is no module', () =>
    expect(names('pkg/b.py', 'pkg/a.py', 'c.py', 'pkg/notes.md')).toEqual(['pkg.a pkg/a.py', 'pkg.b pkg/b.py']));

  it('are packages where both a file and a folder have the name', () => {
    expect(names('pkg/a.py', 'pkg/a/__init__.py')).toEqual(['pkg.a pkg/a/__init__.py']);
    expect(names('pkg/a/__init__.py', 'pkg/a.py')).toEqual(['pkg.a pkg/a/__init__.py']);
  });
});
