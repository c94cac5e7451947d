import { describe, expect, it } from 'vitest';
import { portTexts, type Texts } from './trees.ts';

const function_ = (name: string, ...lines: readonly string[]): string =>
  `def ${name}():\n${[...lines, `first_line_of_${name}()`, `second_line_of_${name}()`].map((line) => `    ${line}\n`).join('')}`;

const module = (...parts: readonly string[]): string => parts.join('\n\n');

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
