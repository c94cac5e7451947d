import { describe, expect, it } from 'vitest';
import { function_, module, portTexts } from './trees.ts';

/** The target's file after the port, and what was placed and left. */
function ported(base: string, fork: string, target: string) {
  const { work, result } = portTexts({ 'a.py': base }, { 'a.py': fork }, { 'a.py': target });
  return {
    text: result['a.py'],
    placed: work.placed.map(({ symbol, how }) => `${symbol}:${how}`),
    left: work.left.map(({ symbol, patch }) => `${symbol}\n${patch}`),
  };
}

const one = function_('one');
const edited = function_('one', 'ours()');
const theirs = (code: string): string => code.replace('second_line', '2nd_line');

describe('a comment above a definition', () => {
  it('that both sides rewrote is left, with what the fork wrote', () => {
    const { text, placed, left } = ported(`# a\n${one}`, `# b\n${one}`, `# c\n${one}`);
    expect({ text, placed, left }).toEqual({
      text: `# c\n${one}`,
      placed: [],
      left: ['one\n@@ -1,1 +1,1 @@\n-# a\n+# b\n'],
    });
  });

  it('is left alone where the code below it can be placed', () => {
    expect(ported(`# a\n${one}`, `# b\n${edited}`, `# c\n${theirs(one)}`)).toEqual({
      text: `# c\n${theirs(edited)}`,
      placed: ['one:merged'],
      left: ['one\n@@ -1,1 +1,1 @@\n-# a\n+# b\n'],
    });
  });

  it('is told with a change that is left', () => {
    const { left } = ported(one, `# why\n${edited}`, function_('one', 'theirs()'));
    expect(left).toHaveLength(1);
    expect(left[0]).toContain('+# why\n');
  });

  it('is brought to what upstream added as well', () => {
    const base = function_('two');
    expect(ported(base, module(base, `# why\n${one}`), module(theirs(base), one))).toEqual({
      text: module(theirs(base), `# why\n${one}`),
      placed: ['one:taken'],
      left: [],
    });
    const { left } = ported(base, module(base, `# why\n${one}`), module(theirs(base), `# what\n${one}`));
    expect(left).toEqual(['one\n@@ -0,0 +1,1 @@\n+# why\n']);
  });

  it('comes with a first definition, and the licence does not', () => {
    const base = `# licence\n\n${function_('two')}`;
    const added = `# licence\n\n# why\n${one}\n\n${function_('two')}`;
    expect(ported(base, added, theirs(base)).text).toBe(added.replace('second_line_of_two', '2nd_line_of_two'));
  });

  it.each<[what: string, fork: (text: string) => string, patch: string]>([
    ['above an import', (text) => text.replace('import', '# why\nimport'), '+# why\n'],
    ['behind an import', (text) => text.replace('import os', 'import os  # why'), '+# why\n'],
    ['at the top', (text) => text.replace('# licence', '# another'), '-# licence\n+# another\n'],
    ['at the end', (text) => `${text}# end\n`, '+# end\n'],
  ])('is left where none is: %s', (_, change, patch) => {
    const base = `# licence\n\nimport os\n\n\n${function_('one', 'os.x')}`;
    const { text, left } = ported(base, change(base), theirs(base));
    expect({ text, left }).toEqual({ text: theirs(base), left: [`<comments>\n${patch}`] });
  });
});
