import { describe, expect, it } from 'vitest';
import { portTexts } from './trees.ts';

const base = `# licence

"""What it is."""

import os

A = 1
B = 2


def one():
    first(os)


class K:
    """Doc."""

    x = 1

    def m(self):
        second()

    def n(self):
        third()


# about two
def two():
    fourth()


run()
`;
/** Upstream changes the last function in the meantime. */
const later = (text: string): string => text.replace('fourth()', 'fourth(1)');
const added = 'def added():\n    pass\n\n\n';
const one = 'def one():\n    first(os)\n\n\n';
const classK = base.slice(base.indexOf('class K'), base.indexOf('# about two'));

describe('where upstream changed another part of the file, ours is as the fork has it:', () => {
  it.each<[what: string, old: string, now: string, placed: string]>([
    ['a function between', 'class K', `${added}class K`, 'added:added'],
    ['a function at the end', 'run()\n', `run()\n\n\n${added.trim()}\n`, 'added:added'],
    ['a function above a constant', 'A = 1\n', `${added}A = 1\n`, 'A:upstream added:added'],
    ['a constant between', 'B = 2\n', 'C = 3\nB = 2\n', 'C:added'],
    ['a constant below a gap', 'B = 2\n', 'B = 2\n\nC = 3\n', 'C:added'],
    ['a constant below the imports', 'A = 1\n', 'Z = 0\nA = 1\n', 'A:upstream Z:added'],
    ['a constant and its comment', 'B = 2\n', '# why\nC = 3\nB = 2\n', 'C:added'],
    ['a first attribute', '    x = 1\n', '    y = 2\n    x = 1\n', 'K.x:upstream K.y:added'],
    ['a method between', '    def n', '    def o(self):\n        fifth()\n\n    def n', 'K.o:added'],
    ['a last method', 'third()\n', 'third()\n\n    def o(self):\n        fifth()\n', 'K.o:added'],
    ['a class in a class', '    def n', '    class O:\n        y = 1\n\n    def n', 'K.O:added'],
    [
      'a method that was a function',
      'third()\n',
      'third()\n\n    def another(self):\n        first(os)\n',
      'K.another:added',
    ],
    ['a statement', 'run()\n', 'walk()\nrun()\n', 'run():upstream walk():added'],
    ['another statement', 'run()\n', 'walk()\n', 'walk():taken'],
    ['another comment', '# about two\n', '# about the second\n', 'two:taken'],
    ['no comment', '# about two\n', '', 'two:taken'],
    ['a new comment', 'def one', '# about one\ndef one', 'one:taken'],
    ['another text of a class', '"""Doc."""', '"""Text."""', 'K.<text>:taken'],
    ['another text of the module', '"""What it is."""', '"""What it was."""', '<text>:taken'],
    ['another head of a class', 'class K:', 'class K(J):', 'K:taken'],
    ['a decorated function', 'def one', '@d\ndef one', 'one:taken'],
    ['a decorated class', 'class K', '@d\nclass K', 'K:taken'],
    ['an edited function', 'first(os)', 'first(os, 1)', 'one:taken'],
    ['an edited method', 'second()', 'second(1)', 'K.m:taken'],
    ['no function', one, '', 'one:deleted'],
    ['no first constant', 'A = 1\n', '', 'B:upstream A:deleted'],
    ['no second constant', 'B = 2\n', '', 'B:deleted'],
    ['no attribute', '    x = 1\n\n', '', 'K.x:deleted'],
    ['no last method', '\n    def n(self):\n        third()\n', '', 'K.n:deleted'],
    ['no class', classK, '', 'K:deleted'],
    ['no statement', '\n\nrun()\n', '', 'run():deleted'],
    ['a renamed function', 'def one', 'def once', 'once:added one:deleted'],
    ['a renamed constant', 'A = 1', 'AA = 1', 'AA:added A:deleted'],
    ['a renamed method', 'def m', 'def mm', 'K.mm:added K.m:deleted'],
    ['a renamed class', 'class K', 'class KK', 'KK:taken'],
    ['an import that is used no more', 'first(os)', 'first()', 'one:taken'],
  ])('%s', (_, old, now, placed) => {
    const fork = base.replace(old, now);
    const { work, result } = portTexts({ 'a.py': base }, { 'a.py': fork }, { 'a.py': later(base) });
    expect(result['a.py']).toBe(later(fork));
    expect(work.placed.map(({ symbol, how }) => `${symbol}:${how}`).join(' ')).toBe(placed);
    expect(work.left).toEqual([]);
  });

  it('an import for its own sake', () => {
    const fork = base.replace('import os\n', 'import os\nimport sys\n');
    expect(portTexts({ 'a.py': base }, { 'a.py': fork }, { 'a.py': later(base) }).result['a.py']).toBe(later(fork));
  });

  it('a name that is imported to be had from here', () => {
    const rest = { 'app/a.py': 'A = 1\n', 'app/b.py': 'B = 1\n', 'app/c.py': 'C = 1\n' };
    const tree = (...names: string[]) => ({
      ...rest,
      'app/__init__.py': names.map((name) => `from app.${name.toLowerCase()} import ${name}\n`).join(''),
    });
    expect(portTexts(tree('A'), tree('A', 'B'), tree('A', 'C')).result).toEqual(tree('A', 'B', 'C'));
  });

  it('a function, and no import that it stands for', () => {
    const one = 'def one():\n    return first_thing_of_all()\n';
    const user = 'def user():\n    return one()\n';
    const { work, result } = portTexts(
      { 'a.py': 'def user():\n    return None\n' },
      { 'a.py': `${one}\n\ndef user():\n    return None\n` },
      { 'a.py': `from b import one\n\n\n${user}`, 'b.py': 'one = print\n' },
    );
    expect([work.left, result['a.py']?.trimStart()]).toEqual([[], `${one}\n\n${user}`]);
  });
});
