// Stopped at any moment, a command leaves the repository as it was or as it was to be. A process that is killed does nothing
// any more: here it is one whose every later write fails, so that each moment can be had, one after the other.
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { closeRooms } from '../../src/git/room.ts';
import { scratch } from '../states/support/git.ts';
import { run, writing } from './commands.ts';
import { type Case, carry, cases, forksIn, log, type State, same, seen } from './stopped.ts';

/** Counts down what changes the repository; at zero, and from then on, nothing does. */
const life = vi.hoisted(() => ({ left: Number.POSITIVE_INFINITY, inside: '/nowhere', dead: false }));

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const names = [
    'writeFileSync',
    'renameSync',
    'rmSync',
    'mkdirSync',
    'chmodSync',
    'symlinkSync',
    'linkSync',
    'copyFileSync',
  ] as const;
  const mortal = names.map((name) => {
    const act: (...args: unknown[]) => unknown = fs[name] as never; // whatever it takes is passed on
    return [
      name,
      (...args: unknown[]) => {
        if (args.slice(0, 2).some((arg) => `${arg}`.startsWith(life.inside)) && (life.dead || life.left-- <= 0)) {
          life.dead = true;
          throw new Error('killed');
        }
        return act(...args);
      },
    ];
  });
  return { ...fs, ...Object.fromEntries(mortal) };
});

vi.mock('node:child_process', async (original) => {
  const processes = await original<typeof import('node:child_process')>();
  const changes = /^(?:update-ref|config|unpack-objects|remote)$/;
  return {
    ...processes,
    spawn: (program: string, args: readonly string[], options: object) => {
      const changing = args.some((arg) => changes.test(arg)) && !args.some((arg) => arg.startsWith('--get'));
      if (life.inside !== '/nowhere' && (life.dead || (changing && life.left-- <= 0))) {
        life.dead = true;
        throw new Error('killed');
      }
      return processes.spawn(program, args, options);
    },
  };
});

const dir = scratch();
afterAll(() => {
  live();
  closeRooms();
});
afterEach(live);

function live(): void {
  Object.assign(life, { left: Number.POSITIVE_INFINITY, inside: '/nowhere', dead: false });
}

const forks = forksIn(dir);
afterAll(forks.remove);

/** All moments with FORK_LINT_KILLS set; else every fifth. */
const stride = process.env['FORK_LINT_KILLS'] === undefined ? 5 : 1;

describe.each(cases.map((one, i) => [`${i + 1} ${one.argv.slice(0, 2).join(' ')}`, one] as const))('%s', (_, one) => {
  const { argv, before = [], hook = false } = one;

  it('leaves the repository as before or as after', async () => {
    const repo = await forks.fresh(before, hook);
    const was = seen(repo);
    const { code, err } = await run(log(...argv), repo);
    expect([code < 2, err]).toEqual([true, expect.not.stringContaining('bug')]);
    const goal = { code, was, after: seen(repo) };
    let moments = 0;
    while (await stopped(one, moments * stride, goal)) moments++;
    expect(moments).toBeGreaterThan(0);
  }, 600_000);
});

interface Goal {
  readonly code: number;
  readonly was: State;
  readonly after: State;
}

/** Stops a command before its n-th change and looks at what is left. @returns false when it has not so many. */
async function stopped(
  { argv, before = [], hook = false, steps, completes = false }: Case,
  at: number,
  goal: Goal,
): Promise<boolean> {
  const { was, after, code } = goal;
  const repo = await forks.fresh(before, hook);
  Object.assign(life, { left: at, inside: repo, dead: false });
  await run(log(...argv), repo).catch(() => null);
  const { dead } = life;
  live();
  if (!dead) return false;
  const left = seen(repo);
  expect(Object.keys(left).filter((path) => path.endsWith('.lock'))).toEqual([]);
  const again = await run(log(...argv), repo);
  if (steps) {
    const others = Object.entries(left).filter(([path]) => path !== '.git/config');
    for (const [path, content] of others) expect([was[path], after[path]]).toContain(content);
  } else if (again.err.includes('the rest is written now')) {
    expect(completes).toBe(true);
    expect(seen(repo)).toEqual(after);
  } else expect([was, after].map((state) => same(left, state, hook))).toContain(true);
  if (steps || (same(left, was, hook) && again.code < 2)) {
    expect(again.code).toBe(code);
    expect(Object.keys(seen(repo))).toEqual(Object.keys(after));
  }
  rmSync(repo, { recursive: true });
  return true;
}

describe('what a killed run leaves', () => {
  it('is taken away a day later, and not before', async () => {
    const repo = await forks.fresh([], false);
    const parent = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
    const [young, old] = [1, 2].map(() => mkdtempSync(join(parent, 'fork-lint-room-')));
    const draft = join(repo, '.git', 'fork-lint-draft-x');
    writeFileSync(draft, 'x');
    const yesterday = Date.now() / 1000 - 90_000;
    for (const path of [old ?? '', draft]) utimesSync(path, yesterday, yesterday);
    await run(log('carry', 'add', '--all', ...carry), repo);
    expect([young, old, draft].map((path) => existsSync(path ?? ''))).toEqual([true, false, false]);
    rmSync(young ?? '', { recursive: true });
  });

  it('is not written over what was worked on since', async () => {
    const repo = await forks.fresh([], false);
    const copy = log('copy', 'sharepoint_online', 'my_sharepoint');
    Object.assign(life, { left: 24, inside: repo, dead: false });
    for (let at = 1; !existsSync(join(repo, '.git', 'fork-lint-writing')); at++) {
      Object.assign(life, { left: at, inside: repo, dead: false });
      await run(copy, repo);
    }
    live();
    writeFileSync(join(repo, 'connectors', 'config.py'), 'mine\n');
    const { code, err } = await run(copy, repo);
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/^fork-lint: connectors\/config\.py was changed since .*\n {2}rm -r /),
    ]);
    expect(readFileSync(join(repo, 'connectors', 'config.py'), 'utf8')).toBe('mine\n');
  }, 60_000);
});

it('knows every command that writes', () => {
  const names = (rows: readonly { readonly argv: readonly string[] }[]) =>
    new Set(
      rows.map(({ argv }) =>
        argv
          .filter((word) => !word.startsWith('-'))
          .slice(0, 1)
          .join(' '),
      ),
    );
  expect([...names(cases)].sort()).toEqual([...names(writing)].filter((name) => name !== 'check').sort());
});
