import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, it, vi } from 'vitest';
import { forkLint } from '../support/lint.ts';
import { fixtures, storyNames } from '../support/story.ts';
import { withNotes } from './noted.ts';

vi.mock('../../src/git/run.ts', async (real) => (await import('./noted.ts')).notedRun(await real()));
vi.mock('../../src/git/reader.ts', async (real) => (await import('./noted.ts')).notedReader(await real()));

it.each(storyNames())('%s: a check says what its report.txt and findings.jsonl say', async (name) => {
  const told = join(inject('told'), name);
  const lines = `${told}.jsonl`;
  const check = () => forkLint(told, '--format', 'text', '--format', `jsonl=${lines}`);
  const expected = ['report.txt', 'findings.jsonl'].map((file) => readFileSync(join(fixtures, name, file), 'utf8'));
  await withNotes(`${told}.notes`, check, ({ stdout }) =>
    expect([stdout, readFileSync(lines, 'utf8')]).toEqual(expected),
  );
});
