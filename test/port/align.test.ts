import { describe, expect, it } from 'vitest';
import { analyzerFor } from '../../src/outline/index.ts';
import { align } from '../../src/port/align.ts';
import { type Item, itemsOf } from '../../src/port/items.ts';

const analyze = await analyzerFor('a.py')?.open();

function read(text: string): readonly Item[] {
  if (analyze === undefined) throw new Error('Python can be read');
  return itemsOf(text, analyze(text)).items;
}

/** What the fork did, in short: `edit A.f`, `head A`, `a -> b`, `+b`, `-a`. */
const changes = (base: string, fork: string): string =>
  align(read(base), read(fork))
    .map((change) => {
      const keys = change.keys.join('.');
      if (change.kind === 'add') return `+${keys}`;
      if (change.kind === 'delete') return `-${keys}`;
      const { base: old, fork: now, headOnly } = change;
      return old.key === now.key ? `${headOnly ? 'head' : 'edit'} ${keys}` : `${keys} -> ${now.key}`;
    })
    .join(', ');

const fn = (name: string, ...lines: readonly string[]): string =>
  `def ${name}():\n${lines.map((line) => `    line_${line}_of_it()\n`).join('')}\n\n`;
const cls = (head: string, ...members: readonly string[]): string =>
  `class ${head}:\n${members.map((line) => `    ${line}\n`).join('')}`;

describe('what the fork did', () => {
  it.each<[what: string, base: string, fork: string, changes: string]>([
    ['nothing', fn('a', '1') + fn('b', '2'), fn('a', '1') + fn('b', '2'), ''],
    ['another order', fn('a', '1') + fn('b', '2'), fn('b', '2') + fn('a', '1'), 'edit a, edit b'],
    ['imports', 'import os\nx = 1\n', 'import sys\nx = 1\n', ''],
    ['an edit', fn('a', '1'), fn('a', '2'), 'edit a'],
    ['a comment', `# x\n${fn('a', '1')}`, `# y\n${fn('a', '1')}`, 'edit a'],
    ['an addition and a deletion', fn('a', '1', '2'), fn('b', '3', '4'), '+b, -a'],
    ['a rename', fn('a', '1', '2', '3'), fn('b', '1', '2', '3'), 'a -> b'],
    ['a rename with an edit', fn('a', '1', '2', '3', '4'), fn('b', '1', '2', '3', '5'), 'a -> b'],
    ['too much for a rename', fn('a', '1', '2', '3', '4'), fn('b', '1', '2', '5', '6'), '+b, -a'],
    [
      'a rename to another place',
      fn('a', '1', '2', '3') + fn('m', '7', '8', '9'),
      fn('m', '7', '8', '9') + fn('b', '1', '2', '3'),
      '+b, -a, edit m',
    ],
    [
      'two renames in one gap',
      fn('a', '1', '2', '3') + fn('c', '4', '5', '6'),
      fn('d', '4', '5', '6') + fn('b', '1', '2', '3'),
      'a -> b, c -> d',
    ],
    [
      'two renames in two gaps',
      fn('a', '1', '2', '3') + fn('m', '7') + fn('c', '4', '5', '6'),
      fn('b', '1', '2', '3') + fn('m', '7') + fn('d', '4', '5', '6'),
      'a -> b, c -> d',
    ],
    ['one of two of one text', fn('a', '1', '2', '3'), fn('b', '1', '2', '3') + fn('c', '1', '2', '3'), '+c, a -> b'],
    [
      'a function that became a class',
      fn('a', '1', '2', '3'),
      `class b:\n    line_1_of_it()\n    line_2_of_it()\n    line_3_of_it()\n`,
      '+b, -a',
    ],
    [
      'a renamed class',
      cls('A', 'x = look_it_up_here(1)', 'y = look_it_up_there(2)'),
      cls('B', 'x = look_it_up_here(1)', 'y = look_it_up_there(2)'),
      'A -> B',
    ],
    ['another head', cls('A', 'x = 1'), cls('A(B)', 'x = 1'), 'head A'],
    ['another head and member', cls('A', 'x = 1', 'y = 2'), cls('A(B)', 'x = 1', 'y = 3'), 'head A, edit A.y'],
    ['another comment of a class', `# x\n${cls('A', 'x = 1')}`, `# y\n${cls('A', 'x = 1')}`, 'head A'],
    ['members that came and went', cls('A', 'x = 1', 'y = 2'), cls('A', 'y = 2', 'z = 3'), '+A.z, -A.x'],
    ['a class that is one line now', cls('A', 'x = 1'), 'class A: x = 1\n', 'edit A'],
    [
      'a constant with a long value',
      'a = "a text that is long enough"\n',
      'b = "a text that is long enough"\n',
      'a -> b',
    ],
    ['a constant with a short value', 'a = "short"\n', 'b = "short"\n', '+b, -a'],
    [
      'a constant with another value',
      'a = "a text that is long enough"\n',
      'b = "a text that is long indeed"\n',
      '+b, -a',
    ],
    ['a type without a value', 'a: "a text that is long enough"\n', 'b: "a text that is long enough"\n', '+b, -a'],
    ['another short statement', 'run()\n', 'walk()\n', 'statement run() -> statement walk()'],
    ['a statement that became a constant', 'run()\n', 'walk = 1\n', '+walk, -statement run()'],
    [
      'a long statement with a line more',
      fn('f', '1', '2', '3').replace('def f():', 'if x:'),
      fn('f', '1', '2', '3').replace('def f():', 'if y:'),
      'statement if x: -> statement if y:',
    ],
    [
      'a long statement for another',
      fn('f', '1', '2', '3').replace('def f():', 'if x:'),
      fn('f', '4', '5', '6').replace('def f():', 'if y:'),
      '+statement if y:, -statement if x:',
    ],
  ])('%s', (_, base, fork, told) => expect(changes(base, fork)).toBe(told));
});
