import { describe, expect, it } from 'vitest';
import { function_, module, portTexts, type Texts } from './trees.ts';

const others: Texts = {
  'pkg/__init__.py': '',
  'pkg/near.py': 'def tool():\n    return 1\n',
  'pkg/far.py': 'def tool():\n    return 2\n',
};
const code = module(function_('one'), function_('two'));
const later = code.replace('second_line_of_two', '2nd_line_of_two');
const using = 'def user():\n    return tool()\n';

/** What was left of the fork's imports, as a person reads it; each file changed by upstream as well. */
function left(base: string, fork: string, target: string | Texts): string[] {
  const at = (text: string): Texts => ({ ...others, 'pkg/a.py': text });
  const { work } = portTexts(at(base), at(fork), typeof target === 'string' ? at(target) : target);
  return work.left.map(({ patch, reason }) => `${patch.trim()}: ${reason}`);
}

describe('an import that the port did not bring is left', () => {
  const split: Texts = {
    ...others,
    'pkg/a/__init__.py': '',
    'pkg/a/p.py': function_('one'),
    'pkg/a/q.py': function_('two'),
  };

  it.each<[what: string, base: string, fork: string, target: string | Texts, told: string[]]>([
    [
      'a star',
      code,
      `from pkg.near import *\n\n\n${code}`,
      later,
      ['+from pkg.near import *: what it brings cannot be told name by name'],
    ],
    [
      'a star that upstream has too',
      code,
      `from pkg.near import *\n\n\n${code}`,
      `from pkg.near import *\n\n\n${later}`,
      [],
    ],
    [
      'another home of a name',
      `from pkg.near import tool\n\n\n${using}\n\n${code}`,
      `from pkg.far import tool\n\n\n${using}\n\n${code}`,
      `from pkg.near import tool\n\n\n${using}\n\n${later}`,
      ['+from pkg.far import tool: tool is something else in pkg/a.py'],
    ],
    [
      'a name of another project that was another before',
      `from x import tool\n\n\n${using}\n\n${code}`,
      `from y import tool\n\n\n${using}\n\n${code}`,
      `from x import tool\n\n\n${using}\n\n${later}`,
      ['+from y import tool: tool is something else in pkg/a.py'],
    ],
    [
      'for its own sake, of a file that was split',
      code,
      `import plugin\n\n\n${code}`,
      split,
      ['+import plugin: no file of the target takes it for its own sake'],
    ],
    ['of what Python will be', code, `from __future__ import annotations\n\n\n${code}`, later, []],
    ['for its own sake, which is brought', code, `import plugin\n\n\n${code}`, later, []],
    [
      'for its own sake, which the fork took out',
      `import plugin\n\n\n${code}`,
      code,
      `import plugin\n\n\n${later}`,
      ['-import plugin: the target has it for its own sake'],
    ],
    ['that code uses, which is brought', code, `from pkg.far import tool\n\n\n${code}\n\n${using}`, later, []],
  ])('%s', (_, base, fork, target, told) => expect(left(base, fork, target)).toEqual(told));
});
