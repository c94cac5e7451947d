import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diskOf, drawnPages } from './support/drawn.ts';
import { drawBetween, drawPage, drawRuns, runsIn, storiesIn } from './support/pages.ts';
import { terminalSvg } from './support/terminal-svg.ts';

describe('the pages', async () => {
  const pages = await drawnPages();

  it.each(pages)('$path is as `npm run docs` draws it', ({ is, should }) => expect(is).toBe(should));

  it.each(pages.filter(({ path }) => path.startsWith('rules/')))('$path shows a story', ({ is }) =>
    expect(storiesIn(is)).not.toEqual([]),
  );
});

describe.each(['README.md', 'src/README.md', 'fixtures/README.md', '.github/CONTRIBUTING.md'])('%s', (page) => {
  const text = readFileSync(diskOf(page), 'utf8');

  it('links only to files that are there', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)]+)\)/g)].map(([, to = '']) => join(dirname(page), to));
    expect(links.filter((to) => !existsSync(diskOf(to)))).toEqual([]);
  });

  it('names only files that are there', () => {
    const named = [...text.matchAll(/`((?:src|rules|test|bench|fixtures)\/[\w./-]+)`/g)].map(([, path = '']) => path);
    expect(named.filter((path) => !existsSync(diskOf(path)))).toEqual([]);
  });

  it('names only scripts that are there', () => {
    const { scripts } = JSON.parse(readFileSync(diskOf('package.json'), 'utf8'));
    const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, script = '']) => script);
    expect(named.filter((script) => scripts[script] === undefined)).toEqual([]);
  });
});

describe('drawing', () => {
  const page = 'before\n<!-- story: one -->\nold\n<!-- /story -->\nafter\n';
  const shown = (name: string) => ({ about: `About ${name}.`, diff: '-a\n+b\n', report: 'says $1 & $&\n' });

  it('replaces the block and nothing else', () => {
    const drawn = drawPage(page, shown);
    expect(drawn).toMatch(/^before\n<!-- story: one -->\n\nAbout one\.\n\n```diff\n-a\n\+b\n```\n/);
    expect(drawn).toContain('says $1 & $&');
    expect(drawn).toMatch(/<!-- \/story -->\nafter\n$/);
  });

  it('changes nothing the second time', () => {
    const once = drawPage(page, shown);
    expect(drawPage(once, shown)).toBe(once);
    const list = drawBetween('a\n<!-- rules -->\n<!-- /rules -->\nb\n', 'rules', '* one');
    expect(drawBetween(list, 'rules', '* one')).toBe(list);
  });

  it('puts under each command what it printed, in their order', () => {
    const typed =
      '<!-- run: one: fork-lint --summary -->\nold\n<!-- /run -->\n<!-- run: one: git push -->\n<!-- /run -->\n';
    expect(runsIn(typed)).toEqual([
      { story: 'one', command: 'fork-lint --summary' },
      { story: 'one', command: 'git push' },
    ]);
    const drawn = drawRuns(typed, ['says $1\n', '']);
    expect(drawn).toContain('```console\n$ fork-lint --summary\nsays $1\n```');
    expect(drawn).toContain('```console\n$ git push\n```');
    expect(drawRuns(drawn, ['says $1\n', ''])).toBe(drawn);
  });

  it('leaves a page without markers alone', () => expect(drawBetween('text', 'rules', '* one')).toBe('text'));
});

describe('a recording', () => {
  const output = '\u001b[1m\u001b[31merror\u001b[39m\u001b[22m a <b> & c\n\nlast\nmore\n';

  it('keeps colours, columns and empty lines, and takes no text for markup', () => {
    const svg = terminalSvg({ command: 'fork-lint', output, most: 3 });
    expect(svg).toContain('<tspan x="20.0" textLength="41.0" class="bold red">error</tspan>');
    expect(svg).toContain('>&#160;a&#160;&#60;b&#62;&#160;&#38;&#160;c</tspan>');
    expect(svg).toContain('>…&#160;1&#160;lines&#160;more</tspan>');
    expect(svg.match(/<text /g)).toHaveLength(4);
  });
});
