import { describe, expect, it } from 'vitest';
import { callSites, headers } from '../../src/api/callsites.ts';

/** `receiver name positional keywords`, with the stars that hide how many there are. */
function calls(text: string, only?: string): string[] {
  return callSites(text, only).map(({ receiver, name, positional, keywords, hasStar, hasDoubleStar }) =>
    [receiver, name, positional, ...keywords, hasStar && '*', hasDoubleStar && '**']
      .filter((x) => x !== false)
      .join(' '),
  );
}

describe('a call of a method, read off the text', () => {
  it.each([
    ['nothing given', 'source.docs()', ['source docs 0']],
    ['by position and by name', 'source.docs(1, x, filtering=2)', ['source docs 2 filtering']],
    ['a chain', 'await self.data_provider.docs(1)', ['self.data_provider docs 1']],
    ['of what a call gives', 'x = super().docs(); make(1).docs()', ['super() docs 0', ' docs 0']],
    ['behind an operator', 'if not(a.b)and-c.d.docs(): ...', ['c.d docs 0']],
    ['one in another', 'a.f(b.g(1, 2), k=c.h())', ['a f 1 k', 'b g 2', 'c h 0']],
    ['stars', 'a.f(1, *rest)\na.f(k=1, **more)\na.f(*a, **b)', ['a f 1 *', 'a f 0 k **', 'a f 0 * **']],
    ['commas in brackets', 'a.f([1, 2], {3: 4, 5: 6}, (7, 8))', ['a f 3']],
    ['a comma at the end, over lines', 'a.f(\n    1,  # one, two\n    k=2,\n)', ['a f 1 k']],
    ['a comment in front', 'a.f(\n    # first\n    k=1\n)', ['a f 0 k']],
    ['brackets in strings', `a.f("(", ')', 'it\\'s, fine', """a "b", )""")`, ['a f 4']],
    ['a comparison, which is no keyword', 'a.f(b == c)', ['a f 1']],
    ['a bracket that never closes', 'a.f(1, 2', []],
    ['a comment that never ends', 'a.f(1 # two)', []],
    ['a string that never ends', 'a.f("one)', []],
    ['no method', 'f(1)', []],
    ['letters of the world', 'größe.maß(breite=1)', ['größe maß 0 breite']],
  ])('%s', (_, text, expected) => expect(calls(text)).toEqual(expected));

  it('of one name alone', () => expect(calls('a.f(1)\na.fg(2)\nb.f(3, 4)', 'f')).toEqual(['a f 1', 'b f 2']));
});

/** `owner(parameters)` as Python writes them, but for defaults. */
function heads(text: string, name = 'f'): string[] {
  return headers(text, name).map(({ owner, parameters }) => {
    const stars = {
      'var-positional': '*',
      'var-keyword': '**',
      'keyword-only': '=',
      positional: '',
      'positional-only': '/',
    };
    return `${owner}(${parameters.map((one) => `${stars[one.kind]}${one.name}${one.default ?? ''}`).join(' ')})`;
  });
}

describe('a method, read off the text', () => {
  it.each([
    ['in a class', 'class A:\n    def f(self, a, b=1): ...\n', ['A(self a b…)']],
    ['in the class above', 'class A(X):\n    x = 1\n\nclass B:\n    def f(self): ...\n', ['B(self)']],
    ['in none', 'def f(a): ...\n', ['null(a)']],
    ['annotated', 'def f(a: dict[str, int], b: int = 1): ...\n', ['null(a b…)']],
    ['all kinds', 'def f(a, *b, c, d=1, **e): ...\n', ['null(a *b =c =d… **e)']],
    ['a bare star', 'def f(a, *, b): ...\n', ['null(a =b)']],
    ['over lines', 'async def f(\n    a,  # why\n    # because\n    b=2,\n): ...\n', ['null(a b…)']],
    ['another name', 'def fg(a): ...\ndef g(f): ...\n', []],
    ['damaged', 'def f(a, b\n', []],
  ])('%s', (_, text, expected) => expect(heads(text)).toEqual(expected));
});
