import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import type { Report } from '../../src/report.ts';
import { compact } from '../../src/reporters/compact.ts';
import { gitlab } from '../../src/reporters/gitlab.ts';
import { json } from '../../src/reporters/json.ts';
import { jsonl } from '../../src/reporters/jsonl.ts';
import { junit } from '../../src/reporters/junit.ts';
import { rdjson } from '../../src/reporters/rdjson.ts';
import { forkLint } from '../support/lint.ts';
import { tell } from '../support/story.ts';
import { hostile } from './hostile.ts';
import { finding, reportOf, sample } from './sample.ts';

const schemaOf = (name: string): string => readFileSync(new URL(`schemas/${name}`, import.meta.url), 'utf8');
const ajv = addFormats.default(new Ajv({ allErrors: true }));

describe.each([
  ['gitlab', gitlab],
  ['rdjson', rdjson],
] as const)('%s', (name, reporter) => {
  const valid = ajv.compile(JSON.parse(schemaOf(`${name}.schema.json`)));
  const check = (report: Report): void => {
    const fine = valid(JSON.parse(reporter(report)));
    expect(ajv.errorsText(valid.errors)).toBe('No errors');
    expect(fine).toBe(true);
  };

  it('is valid for the sample', () => check(sample));
  it('is valid when nothing was found', () => check(reportOf([])));
  it('is valid for any fork', () => fc.assert(fc.property(hostile.filter(named), check)));
});

describe('the JSON report', () => {
  const schema = JSON.parse(schemaOf('report.schema.json'));
  const [whole, one] = [ajv.compile(schema), ajv.compile({ $defs: schema.$defs, $ref: '#/$defs/finding' })];
  const check = (report: Report): void => {
    whole(JSON.parse(json(report)));
    expect(ajv.errorsText(whole.errors)).toBe('No errors');
    for (const row of jsonl(report).split('\n').slice(0, -1)) {
      one(JSON.parse(row));
      expect(ajv.errorsText(one.errors)).toBe('No errors');
    }
  };
  const shown = { diff: true, summary: false };

  it('is valid for the sample, with hunks and without', () => {
    check(sample);
    check({ ...sample, view: shown });
  });
  it('is valid when nothing was found', () => check(reportOf([])));
  it('is valid for any fork', () => fc.assert(fc.property(hostile, check)));

  it('is valid for a story, and tells the hunks when asked', async () => {
    const told = tell('a-year-behind');
    try {
      const { stdout } = await forkLint(told.dir, '--format', 'json', '--show-diff');
      expect(whole(JSON.parse(stdout))).toBe(true);
      expect(stdout).toContain('"hunks": [');
    } finally {
      told.remove();
    }
  });
});

describe('compact', () => {
  const row = /^.+?: (?:(?:error|warning|info): .* \[[a-z-]+\]|not checked: .*)$/;

  it('is a line of its grammar for each open finding, whatever a fork is called', () => {
    fc.assert(
      fc.property(hostile.filter(named), (report) => {
        const lines = compact(report).split('\n').slice(0, -1);
        const open = report.findings.filter(({ carried }) => !carried);
        expect(lines).toHaveLength(open.length + report.notes.filter(({ kind }) => kind === 'undetermined').length);
        for (const line of lines) expect(line).toMatch(row);
      }),
    );
  });
});

/** A path in git is never empty and never begins with a dot and a slash. */
const named = ({ findings }: Report): boolean =>
  findings.every(({ path }) => path === null || /^(?!\.\/)./su.test(path));

describe('junit', () => {
  const check = async (reports: readonly Report[]): Promise<void> => {
    const xml = reports.map((report, i) => ({ fileName: `${i}.xml`, contents: junit(report) }));
    const { valid, errors } = await validateXML({ xml, schema: schemaOf('junit.xsd') });
    expect(errors.map(({ rawMessage }) => rawMessage)).toEqual([]);
    expect(valid).toBe(true);
  };

  it('is valid for the sample', () => check([sample]));

  it('is one passing test when nothing was found', async () => {
    await check([reportOf([])]);
    expect(junit(reportOf([]))).toContain('<testcase name="no findings" classname="fork-lint" time="0"/>');
  });

  it('is well-formed and valid for any fork, whatever bytes it holds', async () => {
    await check(fc.sample(hostile, { numRuns: 200, seed: 7 }));
  });

  it('takes back every character that XML can hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'&<>"\'#;é😀]\u00ad\u0301 x') }), (message) => {
        const [, attribute = ''] =
          /<failure type="[^"]*" message="([^"]*)"/.exec(junit(reportOf([finding({ message })]))) ?? [];
        const back = attribute.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
        expect(back).toBe(message);
      }),
    );
  });

  it('fails what fails the run and nothing else', () => {
    const printed = junit(sample);
    expect(printed).toMatch(/^<testsuites name="fork-lint" tests="6" failures="2" errors="0" skipped="2"/m);
  });
});
