import { describe, expect, it } from 'vitest';
import { looks, signatureText } from '../../src/api/change.ts';
import type { Named } from '../../src/api/names.ts';
import { outlineOf, surfaceOf } from './packages.ts';

/** How the last thing defined in a text looks. */
function shown(text: string): string {
  const named = outlineOf('a.py', text).definitions.filter((one): one is Named => one.kind !== 'statement');
  const last = named.at(-1);
  if (last === undefined) throw new Error(`nothing is defined by ${text}`);
  return signatureText(last);
}

describe('how a thing looks', () => {
  it.each([
    ['def f(): ...', '()'],
    ['def f(a, /): ...', '(a, /)'],
    ['def f(a, /, b): ...', '(a, /, b)'],
    ['def f(a, *, b): ...', '(a, *, b)'],
    ['def f(a, *b, c, d): ...', '(a, *b, c, d)'],
    ['def f(*, a, b=1): ...', '(*, a, b=1)'],
    ['def f(a: int = 1, **b: str) -> list[int]: ...', '(a: int = 1, **b: str) -> list[int]'],
    ['async def f(a): ...', 'async (a)'],
    ['class C:\n    @staticmethod\n    def f(a): ...', 'static (a)'],
    ['class C:\n    @classmethod\n    async def f(cls): ...', 'classmethod async (cls)'],
    ['class C:\n    @property\n    @abstractmethod\n    def f(self): ...', 'abstract property (self)'],
    ['class C: ...', 'class()'],
    ['class C(A, b.B): ...', 'class(A, b.B)'],
    ['X = 1', '1'],
    ['X: int = 1', ': int = 1'],
    ['X: int', ': int'],
    ['X = {\n    "a":   1,\n}', '{ "a": 1, }'],
    [`def f(${'x'.repeat(198)}): ...`, `(${'x'.repeat(198)})`],
    [`def f(${'x'.repeat(199)}): ...`, `(${'x'.repeat(198)}…`],
  ])('%j', (text, expected) => expect(shown(text)).toBe(expected));

  it.each([
    ['a.b', 'package'],
    ['a', 'package'],
    ['a.b.c', 'module'],
    ['a.b.c.X', '1'],
    ['os.path', 'import of os.path'],
  ])('%s', (path, expected) => {
    expect(looks(surfaceOf({ 'a/__init__.py': '', 'a/b/c.py': 'X = 1\n' }).resolve(path))).toBe(expected);
  });

  it('is nothing where there is none, or nobody can tell', () => {
    expect(looks(null)).toBeNull();
    expect(looks({ kind: 'elsewhere', path: null })).toBeNull();
  });
});
