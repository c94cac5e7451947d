import { describe, expect, it } from 'vitest';
import { deadImports } from '../../src/api/dead.ts';
import { ownFile } from '../../src/api/own.ts';
import { written } from '../../src/api/spelling.ts';
import { outlineOf, type Package, surfaceOf } from './packages.ts';

/** How the dead imports of an own file must read in the target. */
function becomes(path: string, text: string, base: Package, target: Package): (string | null)[] {
  const file = ownFile(path, text, outlineOf(path, text), [{ name: 'pkg', folder: 'pkg' }]);
  const tree = surfaceOf(target);
  const found = deadImports([file], { target: tree, older: [surfaceOf(base)], own: new Set(['pkg.own.acme']) });
  return (found.get(file) ?? []).map((one) => written(one, file, tree));
}

const source = 'class Base:\n    def fetch(self, url, retries=3):\n        return self.client.get(url, retries)\n';
const base: Package = { 'pkg/__init__.py': '', 'pkg/source.py': source, 'pkg/gone.py': 'def lost(): return 1\n' };
const target: Package = { 'pkg/__init__.py': '', 'sdk/__init__.py': '', 'sdk/source.py': source };

describe('a dead import, as it must read', () => {
  it.each([
    ['from pkg.source import Base', ['from sdk.source import Base']],
    ['from ..source import Base as B', ['from sdk.source import Base as B']],
    ['from pkg.source import *', ['from sdk.source import *']],
    ['import pkg.source as s', ['import sdk.source as s']],
    ['from pkg import source', ['from sdk import source']],
    ['from pkg.gone import lost', [null]],
    ['x = "pkg.source.Base"', ['sdk.source.Base']],
    ['x = "pkg.source:Base"', ['sdk.source:Base']],
    ['patch("pkg.source.Base.fetch")', ['sdk.source.Base.fetch']],
    ['x = "pkg.source"', ['sdk.source']],
  ])('%s', (text, expected) => expect(becomes('pkg/own/acme.py', `${text}\n`, base, target)).toEqual(expected));

  it('names no place when there are two', () => {
    const two = { ...target, 'kit/__init__.py': '', 'kit/other.py': source };
    expect(becomes('pkg/own/acme.py', 'from pkg.source import Base\n', base, two)).toEqual([null]);
  });
});
