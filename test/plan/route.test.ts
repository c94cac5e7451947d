import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forkLint } from '../support/lint.ts';
import { type Repository, tellHistory } from '../support/story.ts';

interface Item {
  readonly text: string;
  readonly commands: readonly string[];
}

const numbered = (from: number, to: number, word: string): string =>
  Array.from({ length: to - from }, (_, i) => `${word} = ${from + i}\\n`).join('');
/** Thirty lines in three parts; a fork that changes the first and an upstream that rewrites the last do not meet. */
const module = (first: string, last: string): string =>
  `"${numbered(0, 5, first)}${numbered(5, 12, 'same')}${numbered(12, 30, last)}"`;
const version = (number: string): string => `connectors/VERSION says "${number}\\n"`;
const both = (text: string): string[] => ['a', 'b'].map((name) => `connectors/sources/${name}.py says ${text}`);

/** Upstream moved two sources in 9.3 and rewrote most of them in 9.4: who looks at both at once sees them deleted. */
const movedThenRewritten = [
  'upstream main: trees/9.2/',
  ...both(module('base', 'base')).map((deed) => `  ${deed}`),
  'tag v9.2.0',
  `upstream main: ${version('9.3.0')}`,
  ...['a', 'b'].flatMap((name) => [
    `  connectors/sources/${name}.py is deleted`,
    `  connectors/sources/${name}/source.py says ${module('base', 'base')}`,
  ]),
  'tag v9.3.0',
  `upstream main: ${version('9.4.0')}`,
  ...['a', 'b'].map((name) => `  connectors/sources/${name}/source.py says ${module('base', 'rewritten')}`),
  'tag v9.4.0',
  `upstream main: ${version('9.5.0')}`,
  'tag v9.5.0',
  'fork from v9.2.0: mine.md says "mine\\n"',
  ...both(module('mine', 'base')).map((deed) => `  ${deed}`),
];

const who = Object.fromEntries(
  ['AUTHOR', 'COMMITTER'].flatMap((role) => [
    [`GIT_${role}_NAME`, 'a'],
    [`GIT_${role}_EMAIL`, 'a@example.org'],
  ]),
);

let told: Repository;
beforeEach(() => {
  told = tellHistory(movedThenRewritten.join('\n'), undefined, { checkout: true });
});
afterEach(() => told.remove());

async function planned(...argv: readonly string[]): Promise<ReadonlyMap<string, readonly Item[]>> {
  const { code, stdout, stderr } = await forkLint(told.dir, 'plan', ...argv, '-f', 'json');
  expect([code, stderr]).toEqual([0, '']);
  const { sections }: { sections: { name: string; items: Item[] }[] } = JSON.parse(stdout);
  return new Map(sections.map(({ name, items }) => [name, items]));
}

/** Does what the plan says with git by hand, and answers the fork-lint lines that it leaves. */
function follow(plan: ReadonlyMap<string, readonly Item[]>): string[] {
  const left: string[] = [];
  for (const { commands } of plan.get('merge') ?? []) {
    if (commands[0]?.startsWith('fork-lint port')) continue; // the other way to do the same
    for (const line of commands) {
      if (line.startsWith('fork-lint')) left.push(line);
      else
        expect(spawnSync('sh', ['-ec', line], { cwd: told.dir, env: { ...process.env, ...who } }).status, line).toBe(0);
    }
  }
  return left;
}

describe('a route that is cheaper by way of a release', () => {
  it('is told with what each leg costs', async () => {
    const texts = [...((await planned('--target', 'v9.5.0')).get('route') ?? [])].map(({ text }) => text);
    expect(texts.at(-1)).toBe(
      'merge v9.3.0 (0), then v9.5.0 (0): 0 conflicted paths of yours, against 2 when merged at once',
    );
  });

  it('is true, leg by leg, and ends where the target is, with the fork’s changes in it', async () => {
    const rest = follow(await planned('--target', 'v9.5.0'));
    expect(rest).toEqual(['fork-lint plan --fork upgrade-to-v9.5.0 --target v9.5.0']);
    expect(told.git('merge-base', 'HEAD', 'v9.5.0').trim()).toBe(told.git('rev-parse', 'v9.3.0').trim());
    const [, , ...argv] = (rest[0] ?? '').split(' ');
    const second = await planned(...argv);
    expect([...(second.get('route') ?? [])].at(-1)?.text).toMatch(/^merge v9\.5\.0 directly: no conflict of yours/);
    follow(second);
    expect(told.git('merge-base', 'HEAD', 'v9.5.0').trim()).toBe(told.git('rev-parse', 'v9.5.0').trim());
    expect(told.git('diff', '--name-only', 'v9.5.0', 'HEAD').trim().split('\n')).toEqual([
      'connectors/sources/a/source.py',
      'connectors/sources/b/source.py',
      'mine.md',
    ]);
    expect(told.git('show', 'HEAD:connectors/sources/a/source.py')).toMatch(/^mine = 0\n(.*\n)*rewritten = 29\n$/);
  });

  it('is not taken when the target itself costs nothing', async () => {
    const texts = [...((await planned('--target', 'v9.3.0')).get('route') ?? [])].map(({ text }) => text);
    expect(texts.at(-1)).toBe('merge v9.3.0 directly: no conflict of yours');
  });
});
