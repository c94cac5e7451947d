import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import type { Log, Run } from 'sarif';
import { describe, expect, it } from 'vitest';
import { publicUrl } from '../../src/reporters/about.ts';
import { display } from '../../src/reporters/display.ts';
import { uriOf } from '../../src/reporters/escape.ts';
import { lineHashes } from '../../src/reporters/line-hash.ts';
import { sarif } from '../../src/reporters/sarif.ts';
import { hostile, untrusted } from './hostile.ts';
import { finding, reportOf, sample } from './sample.ts';

const schema = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
const ajv = addFormats.default(new Ajv04.default({ strict: false, allErrors: true, unicodeRegExp: false }));
const valid = ajv.compile<Log>(JSON.parse(readFileSync(schema, 'utf8')));

function runOf(printed: string): Run {
  const log: unknown = JSON.parse(printed);
  if (!valid(log)) throw new Error(ajv.errorsText(valid.errors));
  const [run, ...rest] = log.runs;
  if (run === undefined || rest.length) throw new Error('a log of ours has one run');
  return run;
}

/** What a reader of SARIF makes of a message. */
const read = (text: string | undefined): string => (text ?? '').replace(/\\([\\[\]])/g, '$1');

/** The bytes a path stands for. */
const bytesOf = (path: string): string =>
  Buffer.concat(
    Array.from(path, (one) => {
      const byte = one.charCodeAt(0) - 0xdc00;
      return one.length === 1 && byte >= 0x80 && byte <= 0xff ? Buffer.from([byte]) : Buffer.from(one);
    }),
  ).toString('hex');

const bytesIn = (uri: string): string => Buffer.from(unescape(uri), 'latin1').toString('hex');

describe('sarif', () => {
  it('is valid, whatever a fork is called, and says what it was given', () => {
    fc.assert(
      fc.property(hostile, (report) => {
        const { results = [], tool } = runOf(sarif(report));
        expect(results.length).toBe(report.findings.length);
        for (const [i, { message, locations, ruleId, ruleIndex, suppressions }] of results.entries()) {
          const meant = report.findings[i];
          expect(read(message.text)).toBe(display(meant?.message ?? ''));
          const uri = locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? '';
          expect(bytesIn(uri)).toBe(bytesOf(meant?.path ?? 'fork-lint.yaml'));
          expect(tool.driver.rules?.[ruleIndex ?? -1]?.id).toBe(ruleId);
          expect((suppressions ?? []).length > 0).toBe(meant?.carried);
        }
      }),
    );
  });

  it('has what GitHub asks for besides', () => {
    const run = runOf(sarif(sample));
    for (const { shortDescription, fullDescription, help, name, properties } of run.tool.driver.rules ?? []) {
      for (const text of [shortDescription?.text, fullDescription?.text, help?.text]) {
        expect(text).toMatch(/\S/);
        expect(text?.length).toBeLessThanOrEqual(1024);
      }
      expect(help?.markdown).toMatch(/^# /);
      expect(name?.length).toBeLessThanOrEqual(255);
      expect(properties).not.toHaveProperty('security-severity');
    }
    for (const { locations, partialFingerprints, message } of run.results ?? []) {
      expect(locations?.[0]?.physicalLocation?.region?.startLine).toBeGreaterThan(0);
      expect(partialFingerprints?.['primaryLocationLineHash']).toMatch(/^[0-9a-f]+:\d+$/);
      expect(message.text).not.toBe('');
    }
    expect(run.automationDetails?.id).toMatch(/^fork-lint\/.+\/$/);
  });

  it('leaves the hash of a line to the upload when it cannot tell what the upload will find', () => {
    const [result] = runOf(sarif(reportOf([finding()]))).results ?? [];
    expect(result?.partialFingerprints).toEqual({ 'forkLint/v1': '0123456789abcdef' });
    expect(result?.locations?.[0]?.physicalLocation?.region).toEqual({ startLine: 7, endLine: 7 });
  });

  it('names a rule that is not in the list', () => {
    const run = runOf(sarif(reportOf([finding({ rule: 'carry-unused' })], { rules: [] })));
    expect(run.tool.driver.rules?.map(({ id }) => id)).toEqual(['carry-unused']);
  });
});

describe('the URI of a path', () => {
  it.each([
    ['connectors/utils.py', 'connectors/utils.py'],
    ['a b.py', 'a%20b.py'],
    ['100%.py', '100%25.py'],
    ['a#b?c.py', 'a%23b%3Fc.py'],
    ['c:\\x.py', 'c%3A%5Cx.py'],
    ['javascript:alert(1)', 'javascript%3Aalert%281%29'],
    ['\udcff.py', '%FF.py'],
    ['été.py', '%C3%A9t%C3%A9.py'],
    ['//evil.example/x', '%2F/evil.example/x'],
  ])('of %j is %s', (path, uri) => expect(uriOf(path)).toBe(uri));

  it('never leaves the repository', () => {
    fc.assert(
      fc.property(untrusted, (path) => {
        const url = new URL(uriOf(path), 'https://repository.example/');
        expect(url.origin).toBe('https://repository.example');
      }),
    );
  });
});

describe('the hash of a line', () => {
  // what codeql-action expects of its own implementation, in src/fingerprints.test.ts
  it.each([
    ['', ['c129715d7a2bc9a3:1']],
    [' a\nb\n  \t\tc\n d', ['271789c17abda88f:1', '54703d4cd895b18:1', '180aee12dab6264:1', 'a23a3dc5e078b07b:1']],
    [' hello; \t\r\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n', ['e9496ae3ebfced30:1', 'fb7c023a8b9ccb3f:1']],
  ])('of %j is what the upload computes', (text, hashes) =>
    expect(hashes.map((_, i) => lineHashes(text)(i + 1))).toEqual(hashes),
  );

  it('counts what was there before', () => {
    const text = 'Lorem ipsum dolor sit amet.\n'.repeat(10);
    expect([1, 2, 6, 7, 10, 11, 12].map((line) => lineHashes(text)(line))).toEqual([
      'a7f2ff13bc495cf2:1',
      'a7f2ff13bc495cf2:2',
      'a7f2ff13bc495cf2:6',
      'a7f2ff1481e87703:1',
      'cc97dc7b1d7d8f7b:1',
      'c129715d7a2bc9a3:1',
      null,
    ]);
  });
});

it.each([
  ['https://ci:secret@example.org/acme/connectors.git', 'https://example.org/acme/connectors.git'],
  ['https://example.org/acme/connectors?token=secret#x', 'https://example.org/acme/connectors'],
  ['git@example.org:acme/connectors.git', 'ssh://example.org/acme/connectors.git'],
  ['ssh://git@example.org:2222/acme/connectors', 'ssh://example.org:2222/acme/connectors'],
  ['/srv/git/connectors.git', null],
  ['../connectors', null],
  ['C:\\git\\connectors', null],
  ['file:///srv/git/connectors.git', null],
])('of the remote %s everybody may know %s', (remote, known) => expect(publicUrl(remote)).toBe(known));
