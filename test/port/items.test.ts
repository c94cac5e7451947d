import { describe, expect, it } from 'vitest';
import { analyzerFor } from '../../src/outline/index.ts';
import { codeOf, complete, type Item, type ItemFile, itemsOf } from '../../src/port/items.ts';

const analyze = await analyzerFor('a.py')?.open();

function read(text: string): ItemFile {
  if (analyze === undefined) throw new Error('Python can be read');
  return itemsOf(text, analyze(text));
}

/** A line for each item: what it is and its key, below what it is in. */
const told = (items: readonly Item[], depth = ''): string[] =>
  items.flatMap(({ kind, key, items: parts }) => [
    depth + (key.startsWith(kind) ? key : `${kind} ${key}`),
    ...told(parts, `${depth}  `),
  ]);

const property = ['@property\ndef x(self):\n    pass\n', '@x.setter\ndef x(self, v):\n    pass\n'].join('\n');
const imports = 'from a import (\n    b,\n    c,\n)';
const tried = (module: string): string => `try:\n\n    import ${module}\nexcept ImportError:\n    pass\n`;

describe('a source file is taken apart', () => {
  it.each<[text: string, items: string[]]>([
    ['import os\n\n\n# why\nX = 1\n', ['import import os', 'attribute X']],
    [`${imports}\n`, [`import ${imports}`]],
    ['import a, b\n', ['import import a, b']],
    ['x: int\n', ['attribute x']],
    ['a, b = 1, 2\n', ['attribute a, b']],
    ['x = 1;\n', ['attribute x']],
    ['x = 1; y = 2\n', ['statement x; y']],
    ['x = 1; import os; z()\n', ['statement x; import os; z()']],
    ['def f():\n    import os\n\n\ndef f():\n    def g():\n        pass\n', ['function f', 'function f#2']],
    ['print(1)\nprint(1)\nprint(1)\n', ['statement print(1)', 'statement print(1)#2', 'statement print(1)#3']],
    [property, ['function x', 'function x.setter']],
    ['if x:\n    def f():\n        pass\n    A = 1\n', ['statement if x:']],
    [tried('a') + tried('b'), ['statement try: import a', 'statement try: import b']],
    ['"""Text."""\n', ['statement <text>']],
    ["rb'text'\n", ['statement <text>']],
    ['"a" + b\n', ['statement "a" + b']],
    ['b + "a"\n', ['statement b + "a"']],
    ['class A: pass\n', ['class A']],
    ['class A: x = 1\n', ['class A']],
    ['@d\nclass A(\n    B,\n):\n    x = 1; y = 2\n', ['class A', '  statement x; y']],
    [
      'class A:\n    """Text."""\n    import os\n    x = 1\n\n    def f(self):\n        self.y = 1\n\n    class B:\n        def g(self): pass\n\nz = 1\n',
      [
        ...['class A', '  statement <text>', '  import import os', '  attribute x', '  function f'],
        ...['  class B', '    function g', 'attribute z'],
      ],
    ],
    ['class A:\n    x = 1\n\n\nclass A:\n    y = 1\n', ['class A', '  attribute x', 'class A#2', '  attribute y']],
    ['', []],
    ['# nothing else\n', []],
  ])('%j', (text, items) => {
    const { items: found, tail } = read(text);
    expect(told(found)).toEqual(items);
    expect(found.map((item) => item.lead + codeOf(item)).join('') + tail).toBe(text);
    for (const item of found) expect(text.slice(item.start, item.end)).toBe(codeOf(item));
  });

  it('with the comments above each part, and what follows the last', () => {
    const { items, tail, unended } = read(
      '# all\n\nclass A(B):\n    # c\n\n    # d\n    x = 1\n\n    # e\n    y = 1\n# end',
    );
    const [a] = items;
    expect([a?.lead, a?.code, ...(a?.items ?? []).map(({ lead }) => lead)]).toEqual([
      ...['# all\n\n', 'class A(B):\n', '    # c\n\n    # d\n', '\n    # e\n'],
    ]);
    expect([tail, unended]).toEqual(['# end\n', true]);
  });

  it('with names for people', () => {
    const [a] = read('class A:\n    class B:\n        def f(self): pass').items;
    expect([a?.symbol, a?.items[0]?.symbol, a?.items[0]?.items[0]?.symbol]).toEqual(['A', 'A.B', 'A.B.f']);
    expect(a?.items[0]?.items[0]?.name).toBe('f');
  });

  it('as if it ended', () => {
    expect([complete(''), complete('x'), complete('x\n')]).toEqual(['', 'x\n', 'x\n']);
    expect([read('x = 1').unended, read('x = 1\n').unended, read('').unended]).toEqual([true, false, false]);
    expect(read('x = 1').items[0]?.code).toBe('x = 1\n');
  });
});
