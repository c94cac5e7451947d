import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compact } from '../../src/reporters/compact.ts';
import { display } from '../../src/reporters/display.ts';
import { logLine, wellFormed } from '../../src/reporters/escape.ts';
import { github } from '../../src/reporters/github.ts';
import { gitlab } from '../../src/reporters/gitlab.ts';
import { type Format, formats, reporters } from '../../src/reporters/index.ts';
import { json } from '../../src/reporters/json.ts';
import { jsonl } from '../../src/reporters/jsonl.ts';
import { rdjson } from '../../src/reporters/rdjson.ts';
import { sarif } from '../../src/reporters/sarif.ts';
import { plain } from '../../src/reporters/terminal.ts';
import { hostile } from './hostile.ts';
import { commandsIn } from './runner.ts';
import { finding, reportOf } from './sample.ts';

const loud = (one: { readonly carried: boolean }): boolean => !one.carried;

const told: readonly Format[] = formats.filter((format) => format !== 'text' && format !== 'json');

describe.each(told)('%s of a hostile fork', (format) => {
  it('shows no control character, no invisible mark and no broken Unicode', async () => {
    const reporter = await reporters[format]();
    fc.assert(
      fc.property(hostile, (report) => {
        const printed = reporter(report, plain);
        expect(printed).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u2028\ufeff]/);
        expect(printed).not.toMatch(/\p{Surrogate}/u);
      }),
    );
  });

  it('gives no command to a runner that reads it in a log', async () => {
    const reporter = await reporters[format]();
    fc.assert(
      fc.property(hostile, (report) => {
        const printed = reporter(report, plain);
        const names = new Set(commandsIn(printed).map(({ name }) => name));
        if (format === 'github') for (const harmless of ['error', 'warning', 'notice']) names.delete(harmless);
        expect([...names]).toEqual([]);
        if (format !== 'markdown') expect(printed).not.toMatch(/##(?:\[|vso|teamcity)/);
      }),
    );
  });
});

describe('github', () => {
  it('is read by the runner as it was meant', () => {
    fc.assert(
      fc.property(hostile, (report) => {
        const found = commandsIn(github(report));
        const open = report.findings.filter(loud);
        for (const { properties, data } of found.filter(({ properties }) =>
          /^fork-lint: [a-z-]+$/.test(properties['title'] ?? ''),
        )) {
          // One finding fits in everything: by its text alone, a message that holds a path may be taken for another's.
          const meant = open.filter(
            ({ path, line, message }) =>
              (properties['file'] ?? path) === path &&
              (properties['line'] ?? String(line)) === String(line) &&
              data.startsWith(logLine(`${placeOf(path, line)}${message}`)),
          );
          expect(meant, data).not.toEqual([]);
        }
        for (const level of ['error', 'warning', 'notice']) {
          expect(found.filter(({ name }) => name === level).length).toBeLessThanOrEqual(10);
        }
      }),
    );
  });

  it.each([
    '::add-mask::python',
    'connectors/##[add-mask]e.py',
    'a\n::error::b.py',
    ' ::stop-commands::x',
    '\u200b::error::x',
    '#\u00ad#[group]x',
  ])('makes no command of a file named %j', (path) => {
    expect(commandsIn(path).length).toBe(1); // the name alone is one: the test would see it
    const report = reportOf([finding({ path, message: path, severity: 'info', commands: [path] })]);
    expect(commandsIn(github(report)).map(({ name }) => name)).toEqual(['notice']);
    expect(commandsIn(compact(report))).toEqual([]);
  });
});

const placeOf = (path: string | null, line: number | null): string =>
  path === null ? '' : `${path}${line === null ? '' : `:${line}`}: `;

describe('formats for programs', () => {
  it('jsonl has the findings of the JSON report', () => {
    fc.assert(
      fc.property(hostile, (report) => {
        const rows = jsonl(report).split('\n').slice(0, -1);
        expect(rows.map((row) => JSON.parse(row))).toEqual(JSON.parse(json(report)).findings);
      }),
    );
  });

  it('gitlab has every finding under a fingerprint of its own', () => {
    fc.assert(
      fc.property(hostile, (report) => {
        const issues = JSON.parse(gitlab(report));
        const open = report.findings.filter(loud);
        expect(issues.map(({ location }: { location: { path: string } }) => location.path)).toEqual(
          open.map(({ path }) => wellFormed(path ?? 'fork-lint.yaml')),
        );
        expect(issues.map(({ description }: { description: string }) => description)).toEqual(
          open.map(({ rule, message }) => `${rule}: ${display(message)}`),
        );
        const prints = issues.map(({ fingerprint }: { fingerprint: string }) => fingerprint);
        expect(new Set(prints).size).toBe(prints.length);
      }),
    );
  });

  it.each([
    ['gitlab', gitlab],
    ['rdjson', rdjson],
    ['sarif', sarif],
  ] as const)('%s holds no text that is no Unicode, which strict readers refuse', (_, reporter) => {
    fc.assert(
      fc.property(hostile, (report) => {
        JSON.parse(reporter(report), (_, value: unknown) => {
          if (typeof value === 'string') expect(value).not.toMatch(/\p{Surrogate}/u);
          return value;
        });
      }),
    );
  });

  it('rdjson says the same, and calls nobody', () => {
    fc.assert(
      fc.property(hostile, (report) => {
        const { diagnostics } = JSON.parse(rdjson(report));
        const said = diagnostics.map(({ message }: { message: string }) => message);
        const open = report.findings.filter(loud);
        expect(said.map((message: string) => message.replaceAll('\u200b', ''))).toEqual(
          open.map(({ message }) => display(message)),
        );
        for (const message of said) expect(message).not.toMatch(/[@#][a-z0-9]|<[a-z!/]|\]\(|:\/\/|www\./i);
      }),
    );
  });
});
