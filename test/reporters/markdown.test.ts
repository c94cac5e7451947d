import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { display } from '../../src/reporters/display.ts';
import { markdownBlock, markdownCode, markdownText } from '../../src/reporters/escape.ts';
import { markdown } from '../../src/reporters/markdown.ts';
import { hostile, untrusted } from './hostile.ts';
import { active, html, seen } from './rendered.ts';
import { finding, reportOf, sample } from './sample.ts';

/** As `display` has it, and what is no character besides. */
const shown = (text: string): string =>
  display(text).replace(/\p{Noncharacter_Code_Point}/gu, (one) => `\\u{${one.codePointAt(0)?.toString(16)}}`);

/** A renderer joins spaces, and drops those at the ends. */
const spaced = (text: string): string => text.replace(/\s+/g, ' ').trim();

describe('markdown', () => {
  it('holds nothing active, whatever a fork is called', () => {
    fc.assert(
      fc.property(hostile, (report) => {
        expect(active(html(markdown(report)))).toEqual([]);
      }),
    );
  });

  it('has the tags that were meant and the rows that were meant', () => {
    const tags = 'h2 table thead tbody tr th td code pre details summary b p blockquote strong'.split(' ');
    fc.assert(
      fc.property(hostile, (report) => {
        const rendered = html(markdown(report));
        const found = new Set(Array.from(rendered.matchAll(/<(\w+)/g), ([, tag]) => tag));
        for (const tag of tags) found.delete(tag);
        expect([...found]).toEqual([]);
        for (const [row] of rendered.matchAll(/<tr>.*?<\/tr>/gs))
          expect([3, 4, 5]).toContain(row.match(/<t[hd]/g)?.length);
        expect(rendered.match(/<details/g)?.length).toBe(rendered.match(/<\/details>/g)?.length);
      }),
    );
  });

  it('tells every message', () => {
    fc.assert(
      fc.property(untrusted, (message) => {
        const whole = spaced(seen(html(markdown(reportOf([finding({ message })])))));
        expect(whole).toContain(spaced(shown(message)));
      }),
    );
  });

  it('shows the verdict first', () => {
    expect(markdown(sample)).toMatch(/^## ❌ fork-lint: 2 errors, 1 warning, 1 info, 1 carried\n/);
    expect(markdown(reportOf([]))).toMatch(/^## ✅ fork-lint: no findings\n/);
  });

  it('stays below a megabyte though everything is as long as can be', () => {
    const long = '@|#'.repeat(2000);
    const standings = Array.from({ length: 500 }).flatMap(() =>
      sample.carries.standings.map((one) => ({ ...one, carry: { ...one.carry, id: long, reason: long, owner: long } })),
    );
    const findings = Array.from({ length: 300 }, (_, i) =>
      finding({
        rule: `rule-${i % 30}`,
        path: long,
        message: long,
        commands: Array.from({ length: 9 }, () => `${i}${long}`),
      }),
    );
    const notes = Array.from({ length: 50 }, () => ({ kind: 'undetermined', text: long }) as const);
    const printed = markdown(reportOf(findings, { carries: { ...sample.carries, standings }, notes }));
    expect(Buffer.byteLength(printed)).toBeLessThan(1_000_000);
    expect(printed).toContain('> and 30 more notes');
  });

  it('stays below a megabyte, and says what it left out', () => {
    const many = Array.from({ length: 20_000 }, (_, i) =>
      finding({ path: `connectors/sources/${i}/${'|'.repeat(200)}.py`, message: '<'.repeat(2000) }),
    );
    const printed = markdown(reportOf(many));
    expect(Buffer.byteLength(printed)).toBeLessThan(1_000_000);
    const rows = printed.match(/^\| <code>/gm)?.length ?? 0;
    expect(rows).toBeGreaterThan(50);
    expect(printed).toContain(`**${20_000 - rows} more left out**`);
    expect(printed.trimEnd()).toMatch(/<\/details>$/);
  });
});

describe('pieces of Markdown', () => {
  it('text is seen as it is, in a paragraph and in a table', () => {
    fc.assert(
      fc.property(untrusted, (text) => {
        const written = markdownText(text);
        const inTable = html(`| a | b |\n| --- | --- |\n| ${written} | end |\n`);
        expect(spaced(seen(inTable.replace(/<\/t[dh]>/g, ' ')))).toBe(spaced(`a b ${shown(text)} end`));
        expect(spaced(seen(html(`so: ${written}`)))).toBe(spaced(`so: ${shown(text)}`));
        expect(active(html(written))).toEqual([]);
      }),
    );
  });

  it('code is seen as it is, in a table too', () => {
    fc.assert(
      fc.property(untrusted, (text) => {
        const rendered = html(`| a |\n| --- |\n| ${markdownCode(text)} |\n`);
        expect(rendered.match(/<code>/g)?.length).toBe(1);
        expect(spaced(seen(rendered.replace(/<\/t[dh]>/g, ' ')))).toBe(spaced(`a ${shown(text)}`));
        expect(rendered).not.toMatch(/<a /);
      }),
    );
  });

  it('no command leaves its block', () => {
    fc.assert(
      fc.property(fc.array(untrusted, { minLength: 1, maxLength: 4 }), (lines) => {
        const rendered = html(`${markdownBlock(lines)}\n\nafter\n`);
        expect(rendered).toMatch(/^<pre><code class="language-sh">[^<]*<\/code><\/pre>\s*<p>after<\/p>\s*$/);
      }),
    );
  });
});
