import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import { essays, pageOf } from '../../src/pages.ts';
import { catalogue } from '../../src/reporters/catalogue.ts';
import { explained } from '../../src/reporters/explained.ts';
import { columns, plain, type Terminal } from '../../src/reporters/terminal.ts';

const narrow: Terminal = { ...plain, width: 40 };
const colour: Terminal = { ...narrow, color: true };

describe('a page in the terminal', () => {
  it.each([
    ['a title', '# source-edit\n', 'source-edit\n'],
    ['a heading, in capitals', '## Why\n\nSo.\n', 'WHY\n\nSo.\n'],
    ['a paragraph, broken anew', 'one two\nthree\n', 'one two three\n'],
    [
      'a long one at the width',
      `${'word '.repeat(10)}end\n`,
      'word word word word word word word word\nword word end\n',
    ],
    ['a list', '* one\n  more\n* two\n', '  • one more\n  • two\n'],
    ['a list of numbers', '1. one\n2. two\n', '  1. one\n  2. two\n'],
    [
      'code, as it stands',
      'See:\n```sh\n# no heading\n\n* no list\n```\nSo.\n',
      'See:\n\n  # no heading\n\n  * no list\n\nSo.\n',
    ],
    ['a table', '| key | what |\n| --- | ---- |\n| `a` | b \\| c |\n', '  key  what\n  `a`  b | c\n'],
    ['words that are marked', '**Read** *this*: `--x`.\n', 'Read this: `--x`.\n'],
    ['a link to another page', 'See [carry-new](carry-new.md).\n', 'See carry-new.\n'],
    ['a link elsewhere', '[Yes](https://e.org/x) <https://e.org/y>\n', 'Yes (https://e.org/x) https://e.org/y\n'],
    ['no remark', '<!-- story: x -->\n\nA.\n\n<!-- /story -->\n', 'A.\n'],
    ['no control character', 'a \u001b[2J b\n', 'a \\x1b[2J b\n'],
  ])('shows %s', (_, page, shown) => expect(explained(page, narrow)).toBe(shown));

  it('paints code, changes and what is typed', () => {
    expect(explained('Use `--x`.\n', colour)).toBe('Use \u001b[36m--x\u001b[39m.\n');
    expect(explained('```diff\n+a\n-b\n```\n', colour)).toBe('  \u001b[32m+a\u001b[39m\n  \u001b[31m-b\u001b[39m\n');
    expect(explained('```console\n$ fork-lint\n```\n', colour)).toBe('  \u001b[36m$ fork-lint\u001b[39m\n');
  });

  it('leads where its links led', () => {
    const shown = explained('[a](carry-new.md)\n', { ...colour, links: true });
    expect(shown).toContain(']8;;https://github.com/fork-lint/fork-lint/blob/main/rules/carry-new.md\u0007a');
  });

  it('is given to a pipe as it is', () => {
    const page = '# a\n\n<!-- b -->\n* c\n';
    expect(explained(page, plain)).toBe(page);
    expect(explained('caf\u00e9 \u2192\n', { ...plain, unicode: false })).toBe('caf\\u{e9} ->\n');
  });
});

describe.each([...rules.map(({ name }) => name), ...essays])('the page %s', (name) => {
  it('fits a terminal of 80 columns, but for code and what cannot be broken', () => {
    const shown = explained(pageOf(name), { ...plain, width: 80 });
    const wide = shown.split('\n').filter((line) => columns(line) > 80 && !/^ {2}/.test(line));
    expect(wide).toEqual([]);
    expect(shown).not.toMatch(/<!--|^#|^```|\]\(/m);
  });
});

it('lists every rule once, at any width', () => {
  for (const terminal of [plain, narrow]) {
    const shown = catalogue(rules, essays, terminal);
    for (const { name } of rules) expect(shown.match(new RegExp(` ${name} `, 'g'))).toHaveLength(1);
  }
});
