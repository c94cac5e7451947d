import { describe, expect, it } from 'vitest';
import { function_, module, portTexts, type Texts } from './trees.ts';

const base: Texts = { 'pkg/__init__.py': '', 'pkg/old.py': module(function_('one'), function_('two')) };
/** Upstream made a package of the module. */
const split: Texts = {
  'pkg/__init__.py': '',
  'pkg/old/__init__.py': '',
  'pkg/old/p.py': function_('one'),
  'pkg/old/q.py': function_('two'),
};
/** Upstream put the module elsewhere. */
const moved: Texts = { 'pkg/__init__.py': '', 'pkg/sub/__init__.py': '', 'pkg/sub/new.py': base['pkg/old.py'] ?? '' };

/** What becomes of a module that the fork added, or why it was left. */
function ported(code: string, target: Texts): string {
  const { work, result } = portTexts(base, { ...base, 'pkg/own.py': code }, target);
  return work.left[0]?.reason ?? result['pkg/own.py'] ?? 'lost';
}

describe('a module under a name', () => {
  it.each<[what: string, code: string, target: Texts, now: string]>([
    [
      'is the part that has what is used',
      'from pkg import old\n\nold.one()\n',
      split,
      'from pkg.old import p as old\n\nold.one()\n',
    ],
    [
      'keeps its alias',
      'import pkg.old as o\n\no.two()\no.two()\n',
      split,
      'from pkg.old import q as o\n\no.two()\no.two()\n',
    ],
    [
      'needs no alias when the part is called so',
      'from pkg import old as p\n\np.one()\n',
      split,
      'from pkg.old import p\n\np.one()\n',
    ],
    [
      'may be there twice',
      'from pkg import old\nfrom pkg import old as o\n\nold.one()\no.two()\n',
      split,
      'from pkg.old import p as old\nfrom pkg.old import q as o\n\nold.one()\no.two()\n',
    ],
    [
      'is left where no part has all',
      'from pkg import old\n\nold.one()\nold.two()\n',
      split,
      'pkg.old has no one in the target',
    ],
    [
      'is left where only a function has it',
      'def use():\n    from pkg import old\n\n    old.one()\n',
      split,
      'pkg.old has no one in the target',
    ],
    [
      'is left where a part has some',
      'from pkg import old\n\nold.one()\nold.zero()\n',
      split,
      'pkg.old has no one in the target',
    ],
    [
      'is left where two parts have it',
      'from pkg import old\n\nold.one()\n',
      { ...split, 'pkg/old/q.py': `from pkg.old.p import one\n\n\n${function_('two')}` },
      'pkg.old has no one in the target',
    ],
    [
      'stays where the package offers it',
      'from pkg import old\n\nold.one()\n',
      { ...split, 'pkg/old/__init__.py': 'from pkg.old.p import one\n' },
      'from pkg import old\n\nold.one()\n',
    ],
    ['stays where it is a part', 'from pkg import old\n\nold.p.one()\n', split, 'from pkg import old\n\nold.p.one()\n'],
    [
      'stays for what every module has',
      'from pkg import old\n\nprint(old.__name__)\n',
      split,
      'from pkg import old\n\nprint(old.__name__)\n',
    ],
    [
      'may take all names from elsewhere',
      'from pkg import old\n\nold.zero()\n',
      { ...split, 'pkg/old/q.py': `from elsewhere import *\n\n\n${function_('two')}` },
      'from pkg.old import q as old\n\nold.zero()\n',
    ],
    ['is left under its own name', 'import pkg.old\n\npkg.old.one()\n', split, 'pkg.old has no one in the target'],
    [
      'is imported from where it is now',
      'import pkg.old as o\nfrom pkg import old\n\no.one(old)\n',
      moved,
      'import pkg.sub.new as o\nfrom pkg.sub import new as old\n\no.one(old)\n',
    ],
    [
      'of nobody is none of its business',
      'from os import path\n\npath.one()\n',
      split,
      'from os import path\n\npath.one()\n',
    ],
  ])('%s', (_, code, target, now) => expect(ported(code, target)).toBe(now));
});

describe('names of a module', () => {
  it.each<[what: string, code: string, target: Texts, now: string]>([
    [
      'are imported from its parts',
      'from pkg.old import one, two as zwei\n\none(zwei)\n',
      split,
      'from pkg.old.p import one\nfrom pkg.old.q import two as zwei\n\none(zwei)\n',
    ],
    [
      'are imported from where it is',
      'from pkg.old import one, two\n\none(two)\n',
      moved,
      'from pkg.sub.new import one, two\n\none(two)\n',
    ],
    [
      'are left where one is gone',
      'from pkg.old import one, two\n\none(two)\n',
      { ...split, 'pkg/old/q.py': '' },
      'pkg.old does not offer two in the target',
    ],
    [
      'are tried where they are',
      'try:\n    from pkg.old import one\nexcept ImportError:\n    one = None\n',
      split,
      'try:\n    from pkg.old.p import one\nexcept ImportError:\n    one = None\n',
    ],
    [
      'are imported in a function',
      'def f():\n    from pkg.old import one\n\n    one()\n',
      split,
      'def f():\n    from pkg.old.p import one\n\n    one()\n',
    ],
    [
      'are left in a function that needs two parts',
      'def f():\n    from pkg.old import one, two\n\n    one(two)\n',
      split,
      'pkg.old does not offer one in the target',
    ],
    [
      'are left in a function where nobody has them',
      'def f():\n    from pkg.old import zero\n\n    zero()\n',
      split,
      'pkg.old does not offer zero in the target',
    ],
  ])('%s', (_, code, target, now) => expect(ported(code, target)).toBe(now));
});

describe('dotted strings', () => {
  const timed: Texts = {
    ...base,
    'pkg/old.py': module('import time\n', function_('one', 'time.sleep(1)'), function_('two')),
  };
  const parts = (...lines: readonly string[]): Texts => ({
    ...split,
    'pkg/old/p.py': module('import time\n', function_('one', 'time.sleep(1)')),
    'pkg/old/q.py': module('import time\n', function_('two', ...lines)),
  });
  const strings = (...values: readonly string[]): string =>
    `def f():\n${values.map((value) => `    x("${value}")\n`).join('')}`;

  it.each<[what: string, values: string[], base: Texts, target: Texts, now: string[] | string]>([
    [
      'name the part',
      ['pkg.old.one', 'pkg.old.two.a', 'pkg.old:one'],
      base,
      split,
      ['pkg.old.p.one', 'pkg.old.q.two.a', 'pkg.old.p:one'],
    ],
    [
      'name where it is',
      ['pkg.old', 'pkg.old.one', 'pkg.old.one.a'],
      base,
      moved,
      ['pkg.sub.new', 'pkg.sub.new.one', 'pkg.sub.new.one.a'],
    ],
    ['name what is there', ['pkg.old'], base, split, ['pkg.old']],
    [
      'name nobody',
      ['pkg.own.zero', 'pkg.zero.x'],
      base,
      split,
      'where pkg.own.zero, pkg.zero.x lives now cannot be told',
    ],
    ['name the part that uses it', ['pkg.old.time.sleep'], timed, parts(), ['pkg.old.p.time.sleep']],
    [
      'name the part that the others name',
      ['pkg.old.time.sleep', 'pkg.old.two'],
      timed,
      parts('time.tick()'),
      ['pkg.old.q.time.sleep', 'pkg.old.q.two'],
    ],
    [
      'name one of two',
      ['pkg.old.time.sleep'],
      timed,
      parts('time.tick()'),
      'where pkg.old.time.sleep lives now cannot be told',
    ],
  ])('%s', (_, values, before, target, now) => {
    const { work, result } = portTexts(before, { ...before, 'pkg/own.py': strings(...values) }, target);
    expect(work.left[0]?.reason ?? result['pkg/own.py']).toBe(typeof now === 'string' ? now : strings(...now));
  });

  it('are renamed as upstream renamed them in other tests', () => {
    const tests = (value: string, end = ''): string =>
      module(
        ...['a', 'b'].map(
          (name) => `def test_${name}():\n    x("${value}")\n    test_it_like_${name}()\n${name === 'b' ? end : ''}`,
        ),
      );
    const more = 'def test_c():\n    x("pkg.old.time.tick")\n';
    const now = 'pkg.old.q.time.sleep';
    const { result } = portTexts(
      { ...timed, 'tests/test_a.py': tests('pkg.old.time.sleep') },
      { ...timed, 'tests/test_a.py': module(tests('pkg.old.time.sleep', '    and_more()\n'), more) },
      { ...parts('time.tick()'), 'tests/test_a.py': tests(now) },
    );
    expect(result['tests/test_a.py']).toBe(module(tests(now, '    and_more()\n'), more.replace('old', 'old.q')));
  });
});
