import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Answer, forkLint } from '../support/lint.ts';
import { fixtures, type Repository, storyNames } from '../support/story.ts';

/** The stories whose fork is carried over: those with a port.txt. */
export const portStories = (): string[] => storyNames().filter((name) => existsSync(join(fixtures, name, 'port.txt')));

/** Ports a story to a branch `ported`: what the command answered, and what its `port.txt` shows of it. */
export async function portTold({ dir, git }: Repository): Promise<{ readonly answer: Answer; readonly shown: string }> {
  const answer = await forkLint(dir, 'port', '--branch', 'ported', '--force');
  const [target = ''] = /(?<=carried over to )\S+/.exec(answer.stdout) ?? [];
  const change = git('diff-tree', '-r', '-p', '-M', '--no-color', '--no-commit-id', 'ported');
  const shown = [
    `$ fork-lint port --branch ported   # ends with ${answer.code}`,
    answer.stdout,
    `$ git diff ${target} ported`,
    change.replace(/^index .*\n/gm, ''),
  ].join('\n');
  return { answer, shown };
}
