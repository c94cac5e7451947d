import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { forkLint } from '../support/lint.ts';
import { fixtures, storyNames, tell } from '../support/story.ts';

/** The stories whose fork is carried over: those with a port.txt. */
const stories = storyNames().filter((name) => existsSync(join(fixtures, name, 'port.txt')));

describe.concurrent.each(stories)('%s', (name) => {
  it('is carried over as its port.txt says, and to the same commit twice', async ({ expect }) => {
    const told = tell(name);
    try {
      const once = await forkLint(told.dir, 'port', '--branch', 'ported');
      const again = await forkLint(told.dir, 'port', '--branch', 'again');
      expect([once.stderr, again.stderr]).toEqual(['', '']);
      expect(told.git('rev-parse', 'again')).toBe(told.git('rev-parse', 'ported'));
      const [target = ''] = /(?<=carried over to )\S+/.exec(once.stdout) ?? [];
      const change = told.git('diff-tree', '-r', '-p', '-M', '--no-color', '--no-commit-id', 'ported');
      const shown = [
        `$ fork-lint port --branch ported   # ends with ${once.code}`,
        once.stdout,
        `$ git diff ${target} ported`,
        change.replace(/^index .*\n/gm, ''),
      ];
      await expect(shown.join('\n')).toMatchFileSnapshot(join(fixtures, name, 'port.txt'));
    } finally {
      told.remove();
    }
  });
});
