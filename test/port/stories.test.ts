import { join } from 'node:path';
import { describe, it } from 'vitest';
import { forkLint } from '../support/lint.ts';
import { fixtures, tell } from '../support/story.ts';
import { portStories, portTold } from './told.ts';

describe.concurrent.each(portStories())('%s', (name) => {
  it('is carried over as its port.txt says, and to the same commit twice', async ({ expect }) => {
    const told = tell(name);
    try {
      const once = await portTold(told);
      const again = await forkLint(told.dir, 'port', '--branch', 'again');
      expect([once.answer.stderr, again.stderr]).toEqual(['', '']);
      expect(told.git('rev-parse', 'again')).toBe(told.git('rev-parse', 'ported'));
      await expect(once.shown).toMatchFileSnapshot(join(fixtures, name, 'port.txt'));
    } finally {
      told.remove();
    }
  });
});
