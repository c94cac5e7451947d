import { describe, expect, it } from 'vitest';
import { dottedIn, foldWith, mapDotted } from '../../src/port/fold.ts';

const roots = new Set(['pkg', 'sdk']);

/** What is asked for each dotted name, and the code with every answer in it. */
function mapped(code: string): { readonly asked: string[]; readonly code: string } {
  const asked: string[] = [];
  const note = (what: string, answer: string): string => {
    asked.push(what);
    return answer;
  };
  const string = (value: string): string => note(value, 'S');
  const module = (name: string, names: readonly string[]): string => note(`${name} ${names.join(' ')}`.trim(), 'M');
  return { code: mapDotted(code, roots, { string, module }), asked };
}

describe('dotted strings', () => {
  it.each<[code: string, asked: string[], mapped: string]>([
    ['patch("pkg.a.B")', ['pkg.a.B'], 'patch("S")'],
    ["patch('pkg.a')", ['pkg.a'], "patch('S')"],
    ['x("sdk.a:B.c")', ['sdk.a:B.c'], 'x("S")'],
    ['x("pkg.a", "pkg.b")', ['pkg.a', 'pkg.b'], 'x("S", "S")'],
    ['x("pkg")', [], 'x("pkg")'],
    ['x("pkgs.a")', [], 'x("pkgs.a")'],
    ['x("os.path")', [], 'x("os.path")'],
    ['x("pkg.a\')', [], 'x("pkg.a\')'],
    ['x("pkg.a.")', [], 'x("pkg.a.")'],
    ['x("pkg.a is")', [], 'x("pkg.a is")'],
    ['x("pkg.2a")', [], 'x("pkg.2a")'],
    ['x("pkg.a_1.b2")', ['pkg.a_1.b2'], 'x("S")'],
    ['x(pkg.a)', [], 'x(pkg.a)'],
  ])('%s', (code, asked, expected) => expect(mapped(code)).toEqual({ asked, code: expected }));

  it('are listed in order', () =>
    expect(dottedIn('x("pkg.a", "os.b", "sdk.c:d")', roots)).toEqual(['pkg.a', 'sdk.c:d']));
});

describe('imports inside a function', () => {
  it.each<[code: string, asked: string[], mapped: string]>([
    ['    from pkg.a import b\n', ['pkg.a b'], '    from M import b\n'],
    ['\tfrom sdk import b, c as d  # why, then\n', ['sdk b c'], '\tfrom M import b, c as d  # why, then\n'],
    [
      '    from pkg.a import (\n        b,  # one\n        c,\n    )\n',
      ['pkg.a b c'],
      '    from M import (\n        b,  # one\n        c,\n    )\n',
    ],
    [
      '    from pkg.a import b\n    from pkg.c import d\n',
      ['pkg.a b', 'pkg.c d'],
      '    from M import b\n    from M import d\n',
    ],
    ['from pkg.a import b\n', [], 'from pkg.a import b\n'],
    ['    from os.path import join\n', [], '    from os.path import join\n'],
    ['    from pkg.a_1 import b', ['pkg.a_1 b'], '    from M import b'],
    // the string before it becomes shorter
    [
      '    x("pkg.abc.def")\n    from pkg.a import b\n',
      ['pkg.abc.def', 'pkg.a b'],
      '    x("S")\n    from M import b\n',
    ],
    ['    yield from pkg.a import b\n', [], '    yield from pkg.a import b\n'],
  ])('%j', (code, asked, expected) => expect(mapped(code)).toEqual({ asked, code: expected }));
});

describe('folded code', () => {
  const fold = foldWith(roots);

  it.each<[one: string, other: string, same: boolean]>([
    ['patch("pkg.a.B")', 'patch("sdk.c.d.B")', true],
    ['x("pkg.a:B")', 'x("sdk.c.B")', true],
    ['x("pkg.a.B")', 'x("pkg.a.C")', false],
    ['x("pkg.a.B")', 'x("os.a.B")', false],
    ['    from pkg.a import b', '    from sdk.c import b', true],
    ['    from pkg.a import b', '    from pkg.a import c', false],
  ])('%s and %s: %s', (one, other, same) => {
    expect(fold(one) === fold(other)).toBe(same);
    expect(fold(one)).toBe(foldWith(roots)(one)); // asked again, it answers the same
  });
});
