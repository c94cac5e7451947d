import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, it, vi } from 'vitest';
import { forkLint } from '../support/lint.ts';
import { fixtures, storyNames } from '../support/story.ts';
import { withNotes } from './noted.ts';

vi.mock('../../src/git/run.ts', async (real) => (await import('./noted.ts')).notedRun(await real()));
vi.mock('../../src/git/reader.ts', async (real) => (await import('./noted.ts')).notedReader(await real()));

it.each(storyNames())('%s: a check tells programs what its findings.jsonl says', async (name) => {
  const told = join(inject('told'), name);
  const check = () => forkLint(told, '--format', 'jsonl');
  const expected = readFileSync(join(fixtures, name, 'findings.jsonl'), 'utf8');
  await withNotes(`${told}.notes`, check, ({ stdout }) => expect(stdout).toBe(expected));
});
