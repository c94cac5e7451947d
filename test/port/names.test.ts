import { describe, expect, it } from 'vitest';
import { analyzerFor, type Outline } from '../../src/outline/index.ts';
import { binds, freeUses } from '../../src/port/names.ts';

const analyze = await analyzerFor('a.py')?.open();

function outlineOf(text: string): Outline {
  if (analyze === undefined) throw new Error('Python can be read');
  return analyze(text);
}

describe('names of the module that code reads', () => {
  it.each<[code: string, names: string]>([
    ['a.b.c()', 'a.b.c'],
    ['x.y = 1\nx = 1', 'x.y'],
    ['@d\ndef f(a, *b, c=g, **e) -> r:\n    return a, b, c, e, y', 'd g r y'],
    ['class A(B, m=C):\n    pass', 'B C'],
    ['def f():\n    import os\n    from a import b as c\n    return os.path, b, c', 'b'],
    ['def f():\n    from a import *\n    return b', 'b'],
    ['def f():\n    x = 1\n    y.z = 1\n    def g():\n        return x, z', 'y.z z'],
    ['def f():\n    def g(p):\n        q = 1\n    return g, p, q', 'p q'],
    ['def f(self):\n    self.a = 1\n    return a', 'a'],
    ['def f():\n    with a as b:\n        b\n    try:\n        pass\n    except E as e:\n        e', 'a E'],
    ['def f():\n    return [i for i in j if k]', 'j k'],
    ['def f():\n    class G:\n        h = 1\n    return G, h', 'h'],
    ['class A:\n    x = 1\n    y = x\n    def f(self):\n        return x, self.x, A.x', 'x A.x'],
    ['class A:\n    class B:\n        z = 1\n    w = B, z', 'z'],
    ['class A:\n    def f(self):\n        self.q = 1\n    w = q', 'q'],
    ['if c:\n    def f(x): return x\nelse:\n    def f(y): return y, x', 'c'],
  ])('%j: %s', (code, names) => {
    const outline = outlineOf(`${code}\n`);
    expect(freeUses(outline).map(({ chain }) => chain)).toEqual(names.split(' '));
    expect(freeUses(outline).map(({ name, at }) => `${code}\n`.startsWith(name, at))).not.toContain(false);
    expect(freeUses(outline).map(({ name }) => name)).toEqual(names.split(' ').map((chain) => chain.split('.')[0]));
  });
});

describe('names that a module binds', () => {
  it.each<[code: string, binds: string, not: string]>([
    ['import a.b', 'a', 'b'],
    ['import a.b as c', 'c', 'a'],
    ['from a import b', 'b', 'a'],
    ['from a import b as c', 'c', 'b'],
    ['from a import *', 'anything', ''],
    ['x = 1\n\ndef f():\n    import os', 'x', 'os'],
    ['def f():\n    y = 1', 'f', 'y'],
    ['try:\n    import a\nexcept ImportError:\n    b = None', 'a', 'c'],
  ])('%j: %s, and not %j', (code, name, other) => {
    expect(binds(outlineOf(`${code}\n`), name)).toBe(true);
    if (other !== '') expect(binds(outlineOf(`${code}\n`), other)).toBe(false);
  });
});
