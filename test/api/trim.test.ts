import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trimmed } from '../../src/api/trim.ts';

/** What is left of the older of two texts, without the blanks. */
const left = (old: string, now: string): string[] =>
  trimmed(old, now)[0]
    .split('\n')
    .map((line) => line.trimEnd())
    .filter(Boolean);

const member = '    def a(self):\n        return 1\n';

describe('what two versions of a text do not share', () => {
  it.each([
    ['nothing', 'import x\ndef f(): ...\n', 'def f(): ...\nimport x\n', []],
    [
      'a function',
      'def f(): ...\ndef g():\n    return 1\n',
      'def f(): ...\ndef g():\n    return 2\n',
      ['def g():', '    return 1'],
    ],
    ['one of two alike', 'f()\nf()\n', 'f()\n', ['f()']],
    ['what has another decorator', '@a\n@b\ndef f(): ...\n', '@a\n@c\ndef f(): ...\n', ['@a', '@b', 'def f(): ...']],
    ['a string over lines', 'x = """\ndef f(): ...\n"""\n', 'def f(): ...\n', ['x = """', 'def f(): ...', '"""']],
    ['a string of single quotes', "x = '''\ndef f(): ...\n'''\n", 'def f(): ...\n', ["x = '''", 'def f(): ...', "'''"]],
    [
      'a condition with all its branches',
      'if a:\n    x = 1\nelse:\n    x = 2\n',
      'if a:\n    x = 1\nelse:\n    x = 3\n',
      ['if a:', '    x = 1', 'else:', '    x = 2'],
    ],
    ['a call over lines', 'f(\n    1,\n)\n', 'f(\n    2,\n)\n', ['f(', '    1,', ')']],
    [
      'a member, with its class',
      `class C:\n${member}    x = 1\n`,
      `class C:\n${member}    x = 2\n`,
      ['class C:', '    pass', '    x = 1'],
    ],
    [
      'one with a decorator',
      `@d\nclass C(A):  # why\n${member}    @p\n    def b(self): ...\n`,
      `@d\nclass C(A):  # why\n${member}    @q\n    def b(self): ...\n`,
      ['@d', 'class C(A):  # why', '    pass', '    @p', '    def b(self): ...'],
    ],
    [
      'in a class with tabs',
      'class C:\n\ta = make(1)\n\tb = 1\n',
      'class C:\n\ta = make(1)\n\tb = 2\n',
      ['class C:', '\tpass', '\tb = 1'],
    ],
    [
      'a member too short for a pass',
      'class C:\n  a=1\n  b = 1\n',
      'class C:\n  a=1\n  b = 2\n',
      ['class C:', '  a=1', '  b = 1'],
    ],
    [
      'of a class that is new',
      `class C:\n${member}`,
      `class D:\n${member}`,
      ['class C:', '    def a(self):', '        return 1'],
    ],
    ['of a class in one line', 'class C: x = 1\n', 'class C: x = 2\n', ['class C: x = 1']],
  ])('%s', (_, old, now, expected) => expect(left(old, now)).toEqual(expected));

  it('stays where it was', () => {
    const piece = fc.constantFrom(
      'x = 1\n',
      '@d\n',
      'class C:\n',
      member,
      '    y = """\n',
      '"""\n',
      '\n',
      '# z\n',
      'if a:\n',
      'else:\n',
      '  b\n',
    );
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    const isBlanked = (whole: string, rest: string): boolean =>
      whole.length === rest.length &&
      [...rest].every((one, i) => one === whole[i] || (one !== '\n' && whole[i] !== '\n'));
    fc.assert(
      fc.property(text, text, (old, now) => {
        const [was, is] = trimmed(old, now);
        expect([isBlanked(old, was), isBlanked(now, is)]).toEqual([true, true]);
      }),
    );
  });
});
