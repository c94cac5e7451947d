import { describe, expect, it } from 'vitest';
import { function_, module, portTexts, type Texts } from './trees.ts';

/** One file that the target has split in two; its imports are those that each part needs. */
const base = module('import logging\n', function_('one', 'logging.info(1)'), function_('two'));
const target: Texts = {
  'pkg/__init__.py': '',
  'pkg/old/__init__.py': '',
  'pkg/old/one.py': module('import logging\n', function_('one', 'logging.info(1)')),
  'pkg/old/two.py': function_('two'),
};

/** Where a name is defined after the port of this fork; what was left is said instead. */
function placed(fork: string, ...names: readonly string[]): Record<string, string> {
  const { work, result } = portTexts(
    { 'pkg/__init__.py': '', 'pkg/old.py': base },
    { 'pkg/__init__.py': '', 'pkg/old.py': fork },
    target,
  );
  const home = (name: string): string =>
    Object.keys(result).find((path) => new RegExp(`^(def )?${name}\\b`, 'm').test(result[path] ?? '')) ??
    work.left.find(({ symbol }) => symbol === name)?.reason ??
    'lost';
  return Object.fromEntries(names.map((name) => [name, home(name)]));
}

describe('an added definition of a split file', () => {
  it('goes where what it needs goes, also when all of it is new and uses each other', () => {
    const fork = module(
      'import logging\n',
      function_('one', 'logging.info(SHARED)'),
      'SHARED = {"a": print}\n',
      function_('added', 'return SHARED'),
      function_('another', 'return SHARED, added()'),
      function_('two'),
    );
    expect(placed(fork, 'SHARED', 'added', 'another')).toEqual({
      SHARED: 'pkg/old/one.py',
      added: 'pkg/old/one.py',
      another: 'pkg/old/one.py',
    });
  });

  it('goes where upstream has what it takes from elsewhere', () => {
    const fork = module(
      'import logging\n',
      function_('one', 'logging.info(1)'),
      function_('added', 'logging.info(2)'),
      function_('two'),
    );
    expect(placed(fork, 'added')).toEqual({ added: 'pkg/old/one.py' });
  });

  it('is left to a person when nothing tells', () => {
    const fork = module('import logging\n', function_('one', 'logging.info(1)'), function_('added'), function_('two'));
    expect(placed(fork, 'added')).toEqual({ added: 'it could go to any of several files' });
  });
});

it('keeps an added constant below the imports that it stands below in the fork', () => {
  const base = module('"""What it is."""\n', 'import logging\n', function_('one', 'logging.info(1)'));
  const fork = base.replace('import logging\n', 'import logging\n\nLIMIT = 3\n');
  const { result } = portTexts({ 'a.py': base }, { 'a.py': fork }, { 'a.py': base.replace('info(1)', 'info(1, 2)') });
  expect(result['a.py']).toBe(fork.replace('info(1)', 'info(1, 2)'));
});

describe('a class that upstream renamed', () => {
  const members = (name: string): string =>
    `class ${name}:\n    def one(self):\n        first_line_of_one()\n\n    def two(self):\n        first_line_of_two()\n`;
  const user = 'from pkg.old import Old\n\nOld().one()\n';

  it('is found by what it holds, and imported by its new name', () => {
    const edited = members('Old').replace('first_line_of_two()', 'first_line_of_two(1)');
    const { work, result } = portTexts(
      { 'pkg/__init__.py': '', 'pkg/old.py': members('Old') },
      { 'pkg/__init__.py': '', 'pkg/old.py': edited, 'pkg/user.py': user },
      { 'pkg/__init__.py': '', 'pkg/new.py': members('New') },
    );
    expect(work.left).toEqual([]);
    expect(result['pkg/new.py']).toBe(edited.replace('Old', 'New'));
    expect(result['pkg/user.py']).toBe('from pkg.new import New as Old\n\nOld().one()\n');
  });

  it('is left to a person when two classes are as alike', () => {
    const { work } = portTexts(
      { 'pkg/__init__.py': '', 'pkg/old.py': members('Old') },
      { 'pkg/__init__.py': '', 'pkg/old.py': `${members('Old')}\n    def three(self):\n        pass\n` },
      { 'pkg/__init__.py': '', 'pkg/new.py': `${members('New')}\n\n${members('Newer')}` },
    );
    expect(work.left.map(({ symbol }) => symbol)).toEqual(['Old.three']);
  });
});

it('leaves the tests of a module with the module that upstream has its own of', () => {
  const tests = (call: string): string =>
    `from pkg.wiki import Wiki\n\n\ndef test_one():\n    assert Wiki().one()\n\n\ndef test_two():\n    assert ${call}\n`;
  const base = { 'pkg/__init__.py': '', 'tests/__init__.py': '' };
  const { work, result } = portTexts(
    base,
    { ...base, 'pkg/wiki.py': 'class Wiki:\n    ours = 1\n', 'tests/test_wiki.py': tests('Wiki().ours') },
    { ...base, 'pkg/wiki/__init__.py': 'class Wiki:\n    theirs = 1\n', 'tests/test_wiki.py': tests('Wiki().theirs') },
  );
  expect(work.left.map(({ symbol }) => symbol)).toEqual(['pkg/wiki.py', 'tests/test_wiki.py']);
  expect(result['tests/test_wiki.py']).toBe(tests('Wiki().theirs'));
});

describe('what the fork added to a file that upstream split', () => {
  const [one, two, three] = ['one', 'two', 'three'].map((name) => function_(name)) as [string, string, string]; // three in, three out
  const error = 'class AError(Exception):\n    code = 1\n';
  const needing = (name: string, ...lines: readonly string[]): string => function_(name, ...lines);
  const p = 'pkg/old/p.py';
  const q = 'pkg/old/q.py';
  const timers = ['import os\n', needing('one', 'os.x()')] as const;

  it.each<
    [
      where: string,
      base: readonly string[],
      fork: readonly string[],
      p: readonly string[],
      q: readonly string[],
      home: string,
    ]
  >([
    ['where what it replaces was', [one, two], [needing('added', 'x()'), two], [one], [two], p],
    [
      'where the constant that it replaces was',
      ['A = 1\n', one, two],
      ['added = f(2)\n', one, two],
      ['A = 1\n', one],
      [two],
      p,
    ],
    ['beside a constant', ['A = 1\n', one, two], ['A = 1\nadded = [2]\n', one, two], ['A = 1\n', one], [two], p],
    [
      'beside a constant that it is made of',
      ['A = 1\n', one, two],
      ['A = 1\nadded = A + len("x")\n', one, two],
      ['A = 1\n', one],
      [two],
      p,
    ],
    [
      'beside a new constant that it is made of',
      ['A = 1\n', one, two],
      ['A = 1\nB = 2\nadded = B\n', one, two],
      ['A = 1\n', one],
      [two],
      p,
    ],
    [
      'where a constant finds what it is made of',
      ['A = 1\n', one, two],
      ['A = 1\nadded = two\n', one, two],
      ['A = 1\n', one],
      [two],
      q,
    ],
    [
      'beside an exception',
      [error, one, two],
      [error, 'class added(AError):\n    code = 2\n', one, two],
      [one],
      [error, two],
      q,
    ],
    ['where alone it is used', [one, two], [one, needing('added'), needing('two', 'added()')], [one], [two], q],
    [
      'where it is used and stands, of two that use it',
      [one, two],
      [needing('one', 'added()'), needing('added'), needing('two', 'added()')],
      [one],
      [two],
      p,
    ],
    [
      'where it is used and stands, the other way round',
      [one, two],
      [needing('one', 'added()'), needing('two', 'added()'), needing('added')],
      [one],
      [two],
      q,
    ],
    [
      'where it is used and nothing else is imported, of two that use it',
      [one, needing('two', 'one()')],
      [needing('one', 'added()'), needing('two', 'one()', 'added()'), needing('added')],
      [one],
      ['from pkg.old.p import one\n', needing('two', 'one()')],
      p,
    ],
    ['where what it uses is', [one, two], [one, needing('added', 'two()'), two], [one], [two], q],
    ['between two that are in one', [one, two, three], [one, needing('added'), two, three], [one, two], [three], p],
    [
      'where what it takes is imported',
      ['import os\nimport sys\n', needing('one', 'os.x()'), needing('two', 'sys.x()')],
      ['import os\nimport sys\n', needing('one', 'os.x()'), needing('added', 'sys.y()'), needing('two', 'sys.x()')],
      timers,
      ['import sys\n', needing('two', 'sys.x()')],
      q,
    ],
    [
      'nowhere when no part imports all it takes',
      ['import os\nimport sys\n', needing('one', 'os.x()'), needing('two', 'sys.x()')],
      ['import os\nimport sys\n', needing('one', 'os.x()'), needing('added', 'sys.y(os)'), needing('two', 'sys.x()')],
      timers,
      ['import sys\n', needing('two', 'sys.x()')],
      'it could go to any of several files',
    ],
    [
      'nowhere when it uses both',
      [one, two],
      [one, needing('added', 'one()', 'two()'), two],
      [one],
      [two],
      'it could go to any of several files',
    ],
    [
      'nowhere when it is alone above all',
      [one, two],
      [needing('added'), one, two],
      [one],
      [two],
      'it could go to any of several files',
    ],
  ])('goes %s', (_, before, fork, inP, inQ, home) => {
    const there = { 'pkg/__init__.py': '' };
    const { work } = portTexts(
      { ...there, 'pkg/old.py': module(...before) },
      { ...there, 'pkg/old.py': module(...fork) },
      { ...there, 'pkg/old/__init__.py': '', [p]: module(...inP), [q]: module(...inQ) },
    );
    const placed = work.placed.find(({ symbol }) => symbol === 'added')?.home;
    expect(placed ?? work.left.find(({ symbol }) => symbol === 'added')?.reason).toBe(home);
  });

  it('brings each part the imports that its code needs', () => {
    const there = { 'pkg/__init__.py': '' };
    const { result } = portTexts(
      { ...there, 'pkg/old.py': module('import os\n', one, two) },
      {
        ...there,
        'pkg/old.py': module(
          'import os\nimport sys\nimport json\n',
          needing('one', 'sys.a(two)'),
          needing('two', 'json.b()'),
        ),
      },
      { ...there, 'pkg/old/__init__.py': '', [p]: module('import os\n', one), [q]: two },
    );
    expect(result[p]).toBe(
      module('import os\nimport sys\n\nfrom pkg.old.q import two\n', needing('one', 'sys.a(two)')),
    );
    expect(result[q]).toBe(module('import json\n', needing('two', 'json.b()')));
  });
});
