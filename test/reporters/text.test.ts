import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding, Hunk } from '../../src/model.ts';
import type { Report } from '../../src/report.ts';
import { columns, plain, type Terminal } from '../../src/reporters/terminal.ts';
import { text } from '../../src/reporters/text.ts';
import { hostile } from './hostile.ts';
import { comparison, finding, reportOf, sample } from './sample.ts';

const narrow: Terminal = { ...plain, width: 80 };
const linked: Terminal = { ...plain, color: true, links: true };
const view = { diff: false, summary: false };

it.each([
  ['::add-mask::python', /^\s*::/m],
  ['connectors/##[stop-commands]e.py', /##/],
  ['a\n::error::b', /^\s*::/m],
  ['connectors/\u001b[31mred.py', /\u001b/],
])('holds no command of a CI runner for a file called %j', (path, command) => {
  const shown = text(reportOf([finding({ path, line: 1 }), finding({ path: null, message: path })]), plain);
  expect(shown).not.toMatch(command);
});

const fork = (...findings: readonly Partial<Finding>[]): string =>
  text(
    reportOf(findings.map((parts) => finding({ ...parts, fingerprint: JSON.stringify(parts).slice(0, 16) }))),
    narrow,
  );
const moved = 'moved to app/connectors_service/connectors/sources/box';

describe('the findings of a rule', () => {
  it('stand under each other like a table when each file has one', () => {
    const shown = fork({ path: 'a.py', line: null, message: 'changed' }, { path: 'long/er.py', message: 'deleted' });
    expect(shown).toContain('  a.py          changed\n  long/er.py:7  deleted\n');
  });

  it('say once what all of a file share, and above several what these share', () => {
    const shown = fork(
      { line: 1, message: `A.x changed +1 -0; ${moved}/client.py; conflicts` },
      { line: 2, message: `A.y changed +2 -0; ${moved}/client.py; conflicts` },
      { line: 3, message: `B.z changed +3 -0; ${moved}/datasource.py; conflicts` },
    );
    expect(shown).toContain(
      [
        '  connectors/utils.py  conflicts',
        `    ${moved}/client.py`,
        '      1  A.x changed +1 -0',
        '      2  A.y changed +2 -0',
        `    ${moved}/datasource.py`,
        '      3  B.z changed +3 -0',
      ].join('\n'),
    );
  });

  it('are only lines when they say the same', () => {
    const rows = [4, 8, 15].map((line) => ({ line, message: 'takes no keyword interval' }));
    expect(fork(...rows)).toContain('  connectors/utils.py  takes no keyword interval\n    lines 4, 8, 15\n');
  });

  it('of today stand before those to come, the loudest first', () => {
    const shown = fork(
      { rule: 'b', severity: 'warn', when: 'next' },
      { rule: 'c', severity: 'info' },
      { rule: 'd', severity: 'error', when: 'next' },
      { rule: 'e', severity: 'error' },
    );
    const heads = [...shown.matchAll(/^(?:── (\w+) ── .*|(\w+ [b-e]))$/gm)].map(([, when, rule]) => when ?? rule);
    expect(heads).toEqual(['now', 'error e', 'info c', 'next', 'error d', 'warning b']);
  });
});

describe('what is to do', () => {
  const port = { commands: ['fork-lint port --target v9.5.2'], when: 'next', severity: 'warn' } as const;
  const shown = fork(
    { rule: 'merge-conflict', ...port },
    { rule: 'dead-import', ...port },
    { path: 'a.py', commands: ['fork-lint export a.py', 'fork-lint carry add a.py'] },
    { path: 'b.py', line: 1, commands: ['fork-lint export b.py', 'fork-lint carry add b.py'] },
    { path: 'b.py', line: 2, commands: ['fork-lint export b.py', 'fork-lint carry add b.py'] },
    { rule: 'name-collision' },
    { rule: 'far-behind', severity: 'info' },
  );

  it('is told at the end: one command for each thing, the urgent first, then what no command does', () => {
    expect(shown.slice(shown.indexOf('to do'))).toBe(
      [
        'to do',
        '  3 framework-edit',
        '    $ fork-lint export b.py',
        '      or fork-lint carry add b.py',
        '      and 1 more like it',
        '  1 merge-conflict, 1 dead-import',
        '    $ fork-lint port --target v9.5.2',
        '  1 name-collision',
        '    by hand',
        '',
        '✖ 4 errors, 2 warnings, 1 info in 0 changed files',
        '',
      ].join('\n'),
    );
  });

  it('stands with the findings when only one rule has something to type', () => {
    const alone = fork({ commands: ['fork-lint export a.py'] });
    expect(alone).toContain('\n  $ fork-lint export a.py\n');
    expect(alone).not.toContain('to do');
  });
});

describe('--summary', () => {
  const many = Array.from({ length: 40 }, (_, i) =>
    finding({ rule: `rule-${i % 9}`, line: i, when: i % 2 ? 'now' : 'next', commands: [`fork-lint do ${i}`] }),
  );
  const busy: Report['comparison'] = {
    ...comparison,
    fork: { ...comparison.fork, ref: 'refs/heads/someone/with/a/long/name/of/a/branch', ownMerges: 3 },
    forecast: { conflicts: [{ path: 'a', kinds: ['contents'], ours: null, lines: [] }], others: 6, clean: false },
  };
  const notes = sample.notes;

  it('is ten lines, none wider than the terminal', () => {
    const shown = text(reportOf(many, { comparison: busy, notes, view: { ...view, summary: true } }), narrow);
    const lines = shown.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(10);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
    expect(shown).toMatch(/^now {5}20 errors: .* more$/m);
    expect(shown).toMatch(/^first {3}\$ fork-lint do \d+$/m);
    expect(shown).toContain('1 thing not checked');
  });

  it('is short for a fork that did nothing', () => {
    expect(text(reportOf([], { view: { ...view, summary: true } }), narrow)).toMatch(
      /^fork .*\nbase .*\ntarget .*\n✔ no findings/s,
    );
  });
});

describe('--show-diff', () => {
  const hunks: readonly Hunk[] = [
    { baseLine: 7, forkLine: 7, removed: ['MAX = 5'], added: ['MAX = 50', '\t\u001b[2J'] },
  ];
  const [path, area] = ['connectors/utils.py', 'framework'] as const;
  const change = { path, area, hunks, from: null, kind: 'modified', source: null, before: null, after: null } as const;
  const rest = { modes: ['100644', '100644'], published: false, stale: false, added: 2, deleted: 1 } as const;
  const none = {
    lineEndsOnly: false,
    edits: [],
    homes: [],
    commits: [],
    upstreamCommits: 0,
    copiedFrom: null,
    copiedAt: null,
  };
  const changed = { ...comparison, changes: [{ ...change, ...rest, ...none }] };

  it('puts the lines of the change under the finding, made harmless', () => {
    const shown = text(reportOf([finding()], { comparison: changed, view: { ...view, diff: true } }), narrow);
    const lines = ['@@ -7 +7,2 @@', '-MAX = 5', '+MAX = 50', '+    \\x1b[2J'].map((line) => `        ${line}\n`);
    expect(shown).toContain(lines.join(''));
  });

  it('is not there unasked', () => {
    expect(text(reportOf([finding()], { comparison: changed }), narrow)).not.toContain('@@');
  });
});

describe('links', () => {
  const shown = text(reportOf([finding({ path: 'a b/é#1.py' })], { about: { root: '/home/me/my fork' } }), linked);

  it('lead to the file and to the page of the rule', () => {
    expect(shown).toContain('\u001b]8;;file:///home/me/my%20fork/a%20b/%C3%A9%231.py\u0007');
    expect(shown).toContain('\u001b]8;;https://github.com/fork-lint/fork-lint/blob/main/rules/framework-edit.md\u0007');
  });

  it('lead to no file that is not checked out', () => {
    expect(text(reportOf([finding()], { about: { root: null } }), linked)).not.toContain('file://');
  });

  it('are not there without a terminal that has them', () => {
    expect(text(reportOf([finding()], { about: { root: '/' } }), { ...linked, links: false })).not.toContain(
      '\u001b]8',
    );
  });
});

describe('any fork', () => {
  it('is told in ASCII where there is nothing else', () => {
    fc.assert(
      fc.property(hostile, (report) => {
        expect(text(report, { ...narrow, unicode: false })).toMatch(/^[\n\u0020-\u007e]*$/);
      }),
    );
  });

  it('fits the terminal, but for words that cannot be broken', () => {
    const widths = fc.integer({ min: 40, max: 200 });
    const words = fc.array(fc.constantFrom('changed', 'moved', 'to', 'été', '中文', 'a;', 'b'), { maxLength: 60 });
    const some = fc.array(fc.record({ line: fc.nat(999), message: words.map((all) => all.join(' ')) }), {
      maxLength: 9,
    });
    fc.assert(
      fc.property(widths, some, (width, parts) => {
        const shown = text(reportOf(parts.map((one) => finding(one))), { ...plain, width });
        for (const line of shown.split('\n')) expect(columns(line)).toBeLessThanOrEqual(width);
      }),
    );
  });
});
