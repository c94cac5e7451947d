import { beforeAll, describe, expect, it } from 'vitest';
import type { Analyze, Definition, FunctionDefinition, Import, Outline, Span } from '../../src/outline/outline.ts';
import { openPython } from '../../src/outline/python.ts';

let analyze: Analyze;
beforeAll(async () => {
  analyze = await openPython();
});

const source = (...lines: readonly string[]): string => `${lines.join('\n')}\n`;
const cut = (text: string, { start, end }: Span): string => text.slice(start, end);

/** `from ..a import b as c` back from its parts, with marks for what surrounds it. */
function showImport({ kind, module, level, name, alias, typeChecking, guarded, scope }: Import): string {
  const from = `${'.'.repeat(level)}${module}`;
  const what = kind === 'module' ? `import ${from}` : `from ${from} import ${name ?? '*'}`;
  const marks = [typeChecking ? 'typing' : '', guarded ? 'guarded' : '', scope === null ? '' : `in ${scope}`];
  return [what, alias === null ? '' : `as ${alias}`, ...marks].filter((part) => part !== '').join(' ');
}

function show(definition: Definition): string {
  const { kind, name, ordinal, conditional, firstLine, line, endLine } = definition;
  const lines = firstLine === line ? `${line}-${endLine}` : `${firstLine}/${line}-${endLine}`;
  return `${kind} ${name}${ordinal === 0 ? '' : `#${ordinal}`} ${lines}${conditional ? ' conditional' : ''}`;
}

const shown = (outline: Outline): readonly string[] =>
  outline.definitions.filter(({ kind }) => kind !== 'statement').map(show);

function functionIn(text: string, name = 'f'): FunctionDefinition {
  const found = analyze(text).definitions.find((definition) => definition.name === name);
  if (found?.kind !== 'function') throw new Error(`no function ${name}`);
  return found;
}

describe('imports', () => {
  it.each([
    ['import a', ['import a']],
    ['import a.b as c, d', ['import a.b as c', 'import d']],
    ['from a.b import c', ['from a.b import c']],
    ['from a import (  # why\n  b as c,\n  d,\n)', ['from a import b as c', 'from a import d']],
    ['from . import a', ['from . import a']],
    ['from .. a . b import c', ['from ..a.b import c']],
    ['from ...a import *', ['from ...a import *']],
    ['from __future__ import annotations', ['from __future__ import annotations']],
    ['if TYPE_CHECKING:\n  import a\nelse:\n  import b', ['import a typing', 'import b']],
    ['if typing.TYPE_CHECKING:\n  def f():\n    import a', ['import a typing in f']],
    ['if x:\n  pass\nelif (TYPE_CHECKING):\n  import a', ['import a typing']],
    ['try:\n  import a\nexcept ImportError:\n  import b', ['import a guarded', 'import b']],
    ['try:\n  import a\nexcept (KeyError, ModuleNotFoundError) as e:\n  pass', ['import a guarded']],
    ['try:\n  import a\nexcept:\n  pass\nelse:\n  import b', ['import a guarded', 'import b']],
    ['try:\n  import a\nexcept KeyError:\n  pass', ['import a']],
    ['try:\n  def f():\n    import a\nexcept ImportError:\n  pass', ['import a in f']],
    ['class A:\n  import a\n  async def f(self):\n    with x:\n      import b', ['import a in A', 'import b in A.f']],
    ['def f(): import a', ['import a in f']],
  ])('%s', (text, expected) => {
    expect(analyze(`${text}\n`).imports.map(showImport)).toEqual(expected);
  });

  it('gives the offsets of the very tokens, behind letters of any width', () => {
    const text = source(
      '"""Grüße 🎉 日本"""',
      'from ..a.b import (c as d,',
      '  e)',
      'import x.y as z',
      'from . import *',
    );
    const tokens = analyze(text).imports.map(({ moduleSpan, nameSpan, entrySpan, statementSpan }) => [
      cut(text, moduleSpan),
      nameSpan && cut(text, nameSpan),
      cut(text, entrySpan),
      cut(text, statementSpan).split('\n')[0],
    ]);
    expect(tokens).toEqual([
      ['..a.b', 'c', 'c as d', 'from ..a.b import (c as d,'],
      ['..a.b', 'e', 'e', 'from ..a.b import (c as d,'],
      ['x.y', null, 'x.y as z', 'import x.y as z'],
      ['.', '*', '*', 'from . import *'],
    ]);
    expect(analyze(text).imports.map(({ line }) => line)).toEqual([2, 3, 4, 5]);
  });
});

describe('__all__', () => {
  it.each([
    ['x = 1', null],
    ['__all__: list[str]', null],
    ['__all__foo = ["a"]', null],
    ['def f():\n  __all__ = ["a"]', null],
    ['__all__ = []', { names: [], complete: true }],
    ['__all__ = ["a", \'b\']', { names: ['a', 'b'], complete: true }],
    ['__all__ = ("a",  # why\n "b")', { names: ['a', 'b'], complete: true }],
    ['__all__ = "a", "b"', { names: ['a', 'b'], complete: true }],
    ['__all__: list[str] = ["a"]', { names: ['a'], complete: true }],
    ['__all__ = ["a"]\n__all__ += ["b", "a"]', { names: ['a', 'b'], complete: true }],
    ['__all__ = ["a"]\n__all__ += other.__all__', { names: ['a'], complete: false }],
    ['__all__ = ["a"] + ["b"] + other.__all__', { names: ['a', 'b'], complete: false }],
    ['__all__ = ["a", *others]', { names: ['a'], complete: false }],
    ['__all__ = ["a" "b", f"{x}"]', { names: ['ab'], complete: false }],
    ['__all__ = [name for name in dir()]', { names: [], complete: false }],
    ['__all__ = ["a"]\n__all__.append("b")\n__all__.extend(["c"])', { names: ['a', 'b', 'c'], complete: true }],
    ['__all__ = ["a"]\n__all__.remove("a")', { names: ['a'], complete: false }],
    ['if x:\n  __all__ = ["a"]\nelse:\n  __all__ = ["b"]', { names: ['a', 'b'], complete: true }],
  ])('%s', (text, expected) => {
    expect(analyze(`${text}\n`).exports).toEqual(expected);
  });
});

describe('definitions', () => {
  it.each([
    ['class A(B, c.D, metaclass=M, **kw):\n  pass', ['class A 1-2']],
    ['@a\n@b.c(1)\nclass A:\n  @d\n  async def f(self): pass', ['class A 1/3-5', 'function A.f 4/5-5']],
    [
      'def f():\n  def g():\n    class C:\n      def h(self): pass',
      ['function f 1-4', 'function f.g 2-4', 'class f.g.C 3-4', 'function f.g.C.h 4-4'],
    ],
    [
      'if a:\n  def f(): pass\nelif b:\n  def f(): pass\nelse:\n  def f(): pass',
      ['function f 2-2 conditional', 'function f#1 4-4 conditional', 'function f#2 6-6 conditional'],
    ],
    [
      'try:\n  def f(): pass\nexcept* E:\n  x = 1\nfinally:\n  y = 1',
      ['function f 2-2 conditional', 'attribute x 4-4 conditional', 'attribute y 6-6 conditional'],
    ],
    [
      'with a as b, c as (d, e):\n  def f(): pass',
      [
        'attribute b 1-1 conditional',
        'attribute d 1-1 conditional',
        'attribute e 1-1 conditional',
        'function f 2-2 conditional',
      ],
    ],
    [
      'match a:\n  case 1:\n    def f(): pass\n  case _:\n    class A: pass',
      ['function f 3-3 conditional', 'class A 5-5 conditional'],
    ],
    [
      'for a, *b in c:\n  while d:\n    def f(): pass',
      ['attribute a 1-1 conditional', 'attribute b 1-1 conditional', 'function f 3-3 conditional'],
    ],
    [
      'class A:\n  @property\n  def x(self): pass\n  @x.setter\n  def x(self, v): pass',
      ['class A 1-5', 'function A.x 2/3-3', 'function A.x#1 4/5-5'],
    ],
    ['class A[T: int](B[T]):\n  def f[**P](self): pass', ['class A 1-2', 'function A.f 2-2']],
    ['def f():\n  pass\n  # trailing\n\n# more\nx = 1', ['function f 1-2', 'attribute x 6-6']],
    ['class A:\n  def f(self):\n    return 1  # same line\n\n    # trailing', ['class A 1-3', 'function A.f 2-3']],
    ['def f():\n  """\n#not a comment"""\n', ['function f 1-3']],
    ['x = """a\n# b\n"""', ['attribute x 1-3']],
    [
      'if (n := 10) > 5:\n  pass\nprint([(m := i) for i in x])',
      ['attribute n 1-1 conditional', 'attribute m 3-3 conditional'],
    ],
    [
      'def f(a=(n := 1)):\n  (m := 2)\ng = lambda: (o := 1)',
      ['function f 1-2', 'attribute n 1-1 conditional', 'attribute g 3-3'],
    ],
    ['type X[T] = list[T]\ntype(a).b = 1', ['attribute X 1-1']],
    [
      'a = b = 1\nx, (y, *z) = q\nobject.attribute = 1\nl[0] = 1',
      ['attribute a 1-1', 'attribute b 1-1', 'attribute x 2-2', 'attribute y 2-2', 'attribute z 2-2'],
    ],
    [
      'class A:\n  def f(me):\n    me.x = 1\n    other.y = 1\n    me.x.z = 1\n    def g():\n      me.w = 1',
      ['class A 1-7', 'function A.f 2-7', 'attribute A.x 3-3', 'function A.f.g 6-7', 'attribute A.w 7-7'],
    ],
    [
      'class A:\n  @staticmethod\n  def f(s):\n    s.x = 1\n  @classmethod\n  def g(cls):\n    cls.y = 1',
      ['class A 1-7', 'function A.f 2/3-4', 'function A.g 5/6-7'],
    ],
    [
      'class A:\n  def f(self):\n    for self.a in b: pass\n    with c as self.d: pass\n    (e, self.f) = g',
      [
        'class A 1-5',
        'function A.f 2-5',
        'attribute A.a 3-3 conditional',
        'attribute A.d 4-4 conditional',
        'attribute A.f#1 5-5',
      ],
    ],
    ['def f():\r\n  pass\r\n# c\r\nx = 1\r', ['function f 1-2', 'attribute x 4-4']],
  ])('%s', (text, expected) => {
    expect(shown(analyze(`${text}\n`))).toEqual(expected);
  });

  it('tells value, annotation and instance of attributes', () => {
    const text = source(
      'x: int',
      'y: str = (',
      '  "a"',
      ')',
      'a, b = 1, f(2)',
      'c, d = pair',
      'class A:',
      '  def f(self):',
      '    self.z: int = 3',
    );
    const attributes = analyze(text).definitions.flatMap((definition) =>
      definition.kind === 'attribute'
        ? [[definition.name, definition.value, definition.annotation, definition.instance]]
        : [],
    );
    expect(attributes).toEqual([
      ['x', null, 'int', false],
      ['y', '(\n  "a"\n)', 'str', false],
      ['a', '1', null, false],
      ['b', 'f(2)', null, false],
      ['c', 'pair', null, false],
      ['d', 'pair', null, false],
      ['A.z', '3', 'int', true],
    ]);
  });

  it('covers what is left in a module and its classes with statements', () => {
    const text = source('"""Doc."""', 'import a', 'print(a)', 'if a:', '  x = 1', 'class A:', '  """Doc."""', '  pass');
    expect(analyze(text).definitions.map(show)).toEqual([
      'statement <statement> 1-1',
      'statement <statement>#1 3-3',
      'statement <statement>#2 4-5',
      'attribute x 5-5 conditional',
      'class A 6-8',
      'statement A.<statement> 7-7',
      'statement A.<statement>#1 8-8',
    ]);
  });

  it('gives the offsets of definition, name, body and docstring', () => {
    const text = source(
      "s = '🎉'",
      '@a  # why',
      '# and why',
      '@b("é")',
      'async def f(x):',
      '  """Döc."""',
      '  return 1',
      '  # tail',
    );
    const f = functionIn(text);
    expect(cut(text, f.span)).toBe(text.slice(text.indexOf('@a'), text.indexOf('return 1') + 8));
    expect(cut(text, f.nameSpan)).toBe('f');
    expect(cut(text, f.body)).toBe('"""Döc."""\n  return 1');
    expect(f.docstring && cut(text, f.docstring)).toBe('"""Döc."""');
    expect(f.decorators).toEqual(['a', 'b("é")']);
  });

  it('lists the bases without keyword arguments', () => {
    const [definition] = analyze('class A(B, c.D[int], *E, metaclass=M): pass\n').definitions;
    expect(definition).toMatchObject({
      kind: 'class',
      bases: ['B', 'c.D[int]', '*E'],
    });
  });
});

describe('signatures', () => {
  it.each([
    ['def f(): pass', []],
    ['def f(a, b=1): pass', ['positional a', 'positional b = 1']],
    ['def f(a, /, b): pass', ['positional-only a', 'positional b']],
    ['def f(*, a, b: int = 1): pass', ['keyword-only a', 'keyword-only b: int = 1']],
    ['def f(*args: int, a, **kw: str): pass', ['var-positional args: int', 'keyword-only a', 'var-keyword kw: str']],
    ['def f(a: "x | y" = (1),  # why\n b=None,): pass', ['positional a: "x | y" = (1)', 'positional b = None']],
  ])('%s', (text, expected) => {
    const shownParameters = functionIn(`${text}\n`).signature.parameters.map(
      ({ kind, name, annotation, default: given }) =>
        `${kind} ${name}${annotation === null ? '' : `: ${annotation}`}${given === null ? '' : ` = ${given}`}`,
    );
    expect(shownParameters).toEqual(expected);
  });

  it.each([
    ['def f() -> (int): pass', { async: false, generator: false, returns: '(int)' }],
    ['async def f(): yield 1', { async: true, generator: true, returns: null }],
    ['def f():\n  x = yield from g()', { async: false, generator: true }],
    ['def f():\n  def g(): yield\n  h = lambda: (yield)', { generator: false }],
    ['def f():\n  def g(a=(yield)): pass', { generator: true }],
    ['def f():\n  "yield"  # yield\n  yields = 1', { generator: false }],
  ])('%s', (text, expected) => {
    expect(functionIn(`${text}\n`).signature).toMatchObject(expected);
  });

  it.each([
    ['staticmethod', { static: true, classMethod: false }],
    ['classmethod', { classMethod: true, static: false }],
    ['property', { property: 'getter' }],
    ['functools.cached_property', { property: 'getter' }],
    ['x.setter', { property: 'setter' }],
    ['x.deleter', { property: 'deleter' }],
    ['abc.abstractmethod', { abstract: true, property: null }],
    ['wraps(property.abstractmethod)', { abstract: false, property: null }],
  ])('@%s', (decorator, expected) => {
    expect(functionIn(`@${decorator}\ndef f(): pass\n`)).toMatchObject(expected);
  });
});

describe('uses', () => {
  it('counts what a call passes and says what becomes of it', () => {
    const text = source(
      'class A:',
      '  async def f(self):',
      '    super(A, self).g(1, 2, k=3, *a, **b)',
      '    await self._client.get(x for x in y)',
      '    async for d in (a().b[0].c()): pass',
      '    async with lock() as l: pass',
      '    return [i for i in h(*z)]',
    );
    const calls = analyze(text).uses().calls;
    const flat = calls.map((call) => [
      call.callee,
      call.positional,
      call.keywords.join(),
      `${call.hasStar ? '*' : ''}${call.hasDoubleStar ? '**' : ''}`,
      call.consumed,
      call.line,
      call.scope,
    ]);
    expect(flat).toEqual([
      ['super().g', 2, 'k', '***', 'plain', 3, 'A.f'],
      ['super', 2, '', '', 'plain', 3, 'A.f'],
      ['self._client.get', 1, '', '', 'await', 4, 'A.f'],
      ['a().b[].c', 0, '', '', 'async-for', 5, 'A.f'],
      ['a', 0, '', '', 'plain', 5, 'A.f'],
      ['lock', 0, '', '', 'async-with', 6, 'A.f'],
      ['h', 0, '', '*', 'for', 7, 'A.f'],
    ]);
  });

  it('sees the call the grammar takes for a type alias', () => {
    expect(
      analyze('type(a).b = c(1)\n')
        .uses()
        .calls.map(({ callee, positional }) => [callee, positional]),
    ).toEqual([
      ['type', 1],
      ['c', 1],
    ]);
  });

  it.each([
    ['x = "a.b.c"', ['a.b.c']],
    ["x = {'k': 'a.b:C', r'''a.b''': 1}", ['a.b:C', 'a.b']],
    ['x = "é🎉"; y = "a.b"', ['a.b']],
    ['x = "a" ".b"; y = "a.b" "c.d"; z = f"a.b"; w = b"a.b"', []],
    ['x = "a"; y = "a b.c"; z = "1.2"; w = "a..b"; v = "a.b."', []],
    ['def f(x="é.b", y="a.b"): pass', ['a.b']],
  ])('finds the dotted strings of %s', (text, expected) => {
    const strings = analyze(text).uses().strings;
    expect(strings.map(({ value }) => value)).toEqual(expected);
    expect(strings.map(({ span }) => cut(text, span))).toEqual(expected);
  });

  it('lists names read and written, but no names of definitions, parameters, keywords or imports', () => {
    const text = source(
      'import os, utils',
      '@utils.deco',
      'class A(utils.Base):',
      '  def f(self, p: utils.T = utils.D, *args):',
      '    local = self.g(key=utils.x.y)',
      '    utils.FLAG = local[0].z',
      '    for i in p: pass',
    );
    const names = analyze(text)
      .uses()
      .names.map(({ name, write, scope }) => `${write ? '=' : ''}${name} ${scope ?? '-'}`);
    expect(names).toEqual([
      'utils.deco -',
      'utils.Base -',
      'utils.T A',
      'utils.D A',
      '=local A.f',
      'self.g A.f',
      'utils.x.y A.f',
      '=utils.FLAG A.f',
      'local A.f',
      '=i A.f',
      'p A.f',
    ]);
  });
});

describe('damage', () => {
  it.each([
    [
      'conflict markers',
      source('def f(): pass', '<<<<<<< ours', 'a = 1', '=======', 'a = 2', '>>>>>>> theirs', 'def g(): pass'),
      ['f', 'g'],
    ],
    ['an open parenthesis', source('def f(): pass', 'x = (1,', 'class A:', '  def g(self): pass'), ['f']],
    ['a truncated file', source('def f(): pass', 'class A:', '  def g(self, a'), ['f']],
    ['a missing name', source('def f(): pass', 'def (a): pass', 'def g(): pass'), ['f', 'g']],
  ])('marks the outline partial and keeps the rest: %s', (_name, text, names) => {
    const outline = analyze(text);
    expect(outline.partial).toBe(true);
    expect(outline.definitions.map(({ name }) => name)).toEqual(expect.arrayContaining([...names]));
    expect(() => outline.uses()).not.toThrow();
  });

  it.each(['', '\n', '# only a comment\n', '\uFEFFimport a\n'])('is not seen in %j', (text) => {
    expect(analyze(text).partial).toBe(false);
  });

  it('does not shift offsets behind a byte order mark', () => {
    const text = '\uFEFFimport a\n';
    expect(analyze(text).imports.map(({ moduleSpan }) => cut(text, moduleSpan))).toEqual(['a']);
  });

  it('leaves no tree behind', () => {
    const text = source(...Array.from({ length: 2000 }, (_, at) => `def f${at}(a, b=1): return a`));
    for (let round = 0; round < 10; round += 1) analyze(text);
    expect(analyze(text).definitions).toHaveLength(2000);
  });
});
