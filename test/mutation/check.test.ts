import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { forkLint } from '../support/lint.ts';
import { fixtures, storyNames } from '../support/story.ts';

it.each(storyNames())('%s: a check tells programs what its findings.jsonl says', async (name) => {
  const { stdout } = await forkLint(join(inject('told'), name), '--format', 'jsonl');
  expect(stdout).toBe(readFileSync(join(fixtures, name, 'findings.jsonl'), 'utf8'));
});
