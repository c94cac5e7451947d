import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { portStories, portTold } from '../port/told.ts';
import { fixtures, repositoryIn } from '../support/story.ts';

it.each(portStories())('%s: is carried over as its port.txt says', async (name) => {
  const { answer, shown } = await portTold(repositoryIn(join(inject('told'), name)));
  expect(answer.stderr).toBe('');
  expect(shown).toBe(readFileSync(join(fixtures, name, 'port.txt'), 'utf8'));
});
