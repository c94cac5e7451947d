import fc from 'fast-check';
import type { Finding } from '../../src/model.ts';
import type { Report } from '../../src/report.ts';
import { comparison, finding, reportOf, sample } from './sample.ts';

/** What somebody who wants to be obeyed puts into a name: commands, markup, escapes, invisible marks, broken Unicode. */
const pieces = [
  ...[
    '::error::x',
    '::add-mask::python',
    ' ::',
    '::',
    '##[add-mask]e',
    '##[',
    '##vso[task.setvariable x=y]',
    '##teamcity[x]',
  ],
  ...[
    '#\u00ad#[group]',
    '\u200b::warning::x',
    '::stop-commands::t',
    '%0A',
    '%25',
    '%3A',
    '%',
    '\n',
    '\r',
    '\t',
    '\u2028',
  ],
  ...[
    '\u001b[31m',
    '\u001b]8;;http://e\u0007',
    '\u009b2J',
    '\u0000',
    '\u0008',
    '\u007f',
    '\u202e',
    '\u2066',
    '\u00ad',
    '\ufeff',
  ],
  ...['\u200b', '\ufe0f', '\u{e0041}', '\ud800', '\udcff', '\udc80', '\uffff', '\ufffe', '😀', 'é', '中', '\u0301'],
  ...[
    '@acme/team',
    '@all',
    '#123',
    'GH-1',
    '<img src=x onerror=alert(1)>',
    '<script>',
    '</details>',
    '<!--',
    '-->',
    '&amp;',
  ],
  ...[
    '&#64;',
    '&#8203;',
    '[a](http://e.x)',
    '![](http://e.x/p)',
    '[^1]',
    '[',
    ']',
    '(',
    ')',
    '|',
    '`',
    '``',
    '```',
    '~~~',
    '~~',
  ],
  ...[
    '**',
    '*',
    '_',
    '__init__',
    '$x$',
    '\\',
    '\\|',
    '://',
    'https://e.x',
    'www.e.x',
    'a@b.cd',
    ']]>',
    '<![CDATA[',
    '"',
    "'",
  ],
  ...[
    '=',
    ',',
    ':',
    ';',
    '; ',
    '{0}',
    '{{',
    ' ',
    '  ',
    '/',
    '//',
    '..',
    './',
    '-',
    '+',
    '1. ',
    '# ',
    '> ',
    'connectors',
    '.py',
    'a',
  ],
] as const;

/** Text that nobody ever checked. */
export const untrusted: fc.Arbitrary<string> = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 }).map((some) => some.join('')),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
);

const line = fc.option(fc.integer({ min: 1, max: 5000 }));

const anyFinding: fc.Arbitrary<Finding> = fc
  .record({
    rule: fc.constantFrom('framework-edit', 'source-edit', 'far-behind'),
    severity: fc.constantFrom('error', 'warn', 'info'),
    path: fc.option(untrusted),
    line,
    symbol: fc.option(untrusted),
    message: untrusted,
    data: fc.record({ commits: fc.array(fc.record({ author: untrusted, subject: untrusted }), { maxLength: 2 }) }),
    commands: fc.array(untrusted, { maxLength: 4 }),
    fingerprint: fc.constantFrom('0123456789abcdef', 'fedcba9876543210'),
    carried: fc.boolean(),
  })
  .map((parts) => finding({ ...parts, endLine: parts.line }));

/** A report in which everything that others wrote is hostile. */
export const hostile: fc.Arbitrary<Report> = fc
  .record({
    findings: fc.array(anyFinding, { minLength: 1, maxLength: 12 }),
    ref: untrusted,
    version: untrusted,
    note: untrusted,
    text: untrusted,
  })
  .map(({ findings, ref, version, note, text }) => {
    const standings = sample.carries.standings.map((one) => ({
      ...one,
      carry: { ...one.carry, id: text, reason: text, owner: text, until: text },
    }));
    const sources = sample.comparison.own.sources.map((one) => ({ ...one, source: text, main: text, module: text }));
    return reportOf(findings, {
      comparison: {
        ...comparison,
        fork: { ...comparison.fork, ref, version },
        base: { ...comparison.base, ref, version },
        target: { ...comparison.target, ref, version },
        own: { ...comparison.own, sources },
      },
      notes: [
        { kind: 'undetermined', text: note },
        { kind: 'note', text: note },
      ],
      carries: { ...sample.carries, standings },
      about: { version: '0.1.0', repository: text, textOf: () => text },
    });
  });
