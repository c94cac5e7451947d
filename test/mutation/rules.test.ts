import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import { fingerprint } from '../../src/fingerprint.ts';
import { lint } from '../../src/lint.ts';
import { countOf } from '../../src/report.ts';
import { jsonl } from '../../src/reporters/jsonl.ts';
import { plain } from '../../src/reporters/terminal.ts';
import { text } from '../../src/reporters/text.ts';
import { fixtures, storyNames } from '../support/story.ts';
import { recorded } from './recorded.ts';

it.each(storyNames())('%s: the rules find in its facts what its reports say', (name) => {
  const { facts, settings, notes, marks, old } = recorded(name);
  const findings = lint(facts, rules, { ...settings, fingerprint })
    .filter(({ fingerprint }) => !old.has(fingerprint))
    .map((finding) => {
      const { carried, more } = marks.get(finding.fingerprint) ?? { carried: false, more: '' };
      return { ...finding, carried, message: `${finding.message}${more}` };
    });
  const { comparison, carries } = facts;
  const report = { comparison, findings, counts: countOf(findings), notes, carries, rules };
  expect(jsonl(report)).toBe(readFileSync(join(fixtures, name, 'findings.jsonl'), 'utf8'));
  expect(text(report, { ...plain, width: 100 })).toBe(readFileSync(join(fixtures, name, 'report.txt'), 'utf8'));
});
