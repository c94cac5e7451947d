import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pythonPlaces } from '../../src/outline/python/places.ts';

const told = (text: string): string[] =>
  pythonPlaces(text).map(({ name, line, endLine }) => `${name} ${line}-${endLine}`);

describe('where definitions lie in Python', () => {
  it.each([
    ['a function', 'def f():\n    return 1\n', ['f 1-2']],
    [
      'a class with methods',
      'class A:\n    x = 1\n\n    def f(self):\n        pass\n\n    async def g(self):\n        pass\n',
      ['A 1-8', 'A.f 4-5', 'A.g 7-8'],
    ],
    ['decorators', '@a\n@b(\n    1,\n)\ndef f():\n    pass\n', ['f 1-6']],
    ['a function in a function', 'def f():\n    def g():\n        pass\n    return g\n', ['f 1-4', 'f.g 2-3']],
    ['a signature over several lines', 'def f(\n    a,\n    b=(1, 2),\n):\n    pass\ny = 2\n', ['f 1-5', 'y 6-6']],
    ['a def in a string is text', 's = """\ndef f():\n    pass\n"""\n', ['s 1-4']],
    ['a def in a comment is text', '# def f():\nx = 1\n', ['x 2-2']],
    ['a comment at the margin ends nothing', 'def f():\n    a = 1\n# aside\n    b = 2\n', ['f 1-4']],
    ['trailing comments belong to nobody', 'def f():\n    pass\n    # aside\n\nx = 1\n', ['f 1-2', 'x 5-5']],
    ['a backslash joins lines', 'x = 1 + \\\n    2\ndef f(): pass\n', ['x 1-2', 'f 3-3']],
    [
      'definitions under if and try count',
      'if a:\n    def f():\n        pass\nelse:\n    def f():\n        return 1\n',
      ['f 2-3', 'f 5-6'],
    ],
    ['an unclosed quote ends with its line', "x = 'abc\ndef f():\n    pass\n", ['x 1-1', 'f 2-3']],
    ['an escaped quote ends no string', 'x = "a\\"b("\ny = 1\n', ['x 1-1', 'y 2-2']],
    ['an escaped quote before two more ends no string', 's = """\n\\"""\ndef f():\n"""\nx = 1\n', ['s 1-4', 'x 5-5']],
    ['what two backslashes stand before is not escaped', 's = """a\\\\"""\nx = 1\n', ['s 1-1', 'x 2-2']],
    ['an empty string is one', 'x = ""\ny = f(\'\')\nz = 1\n', ['x 1-1', 'y 2-2', 'z 3-3']],
    ['a bracket in a string is text', 'x = f("(", [1], {2})\ny = (\n    ")",\n)\nz = 1\n', ['x 1-1', 'y 2-4', 'z 5-5']],
    ['a hash in a string is text', 'x = "#" + (\n    1\n)\ny = 1\n', ['x 1-3', 'y 4-4']],
    [
      'a tab reaches to a column of eight',
      'def f():\n\tdef g():\n        \tpass\n        x = 1\n',
      ['f 1-4', 'f.g 2-3'],
    ],
    ['Windows line ends', 'def f():\r\n    pass\r\nx = 1\r\n', ['f 1-2', 'x 3-3']],
    ['an annotated value', 'X: int = 1\nY: dict[str, int] = {\n    "a": 1,\n}\n', ['X 1-1', 'Y 2-4']],
    ['a comparison is no value', 'x == 1\n', []],
    ['letters beyond ASCII', 'def größe():\n    pass\n', ['größe 1-2']],
  ])('%s', (_, text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  it('ends on any text, with lines that the text has', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            'def f():',
            'class A',
            '    ',
            '\n',
            '"""',
            "'",
            '(',
            ')',
            '#',
            '\\',
            '@x',
            'x = ',
            '\t',
            '\r\n',
          ),
        ),
        (parts) => {
          const text = parts.join('');
          const last = text.split('\n').length;
          for (const { line, endLine } of pythonPlaces(text)) {
            expect(line).toBeLessThanOrEqual(endLine);
            expect(endLine).toBeLessThanOrEqual(last);
          }
        },
      ),
    );
  });
});
