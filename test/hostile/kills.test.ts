// Real processes, ended by real signals at random moments: FORK_LINT_KILLS=100 ends so many; else two.
import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { nobody, scratch } from '../states/support/git.ts';
import { run } from './commands.ts';
import { type Case, cases, forksIn, log, same, seen } from './stopped.ts';

const kills = Number(process.env['FORK_LINT_KILLS'] ?? 2);
const root = fileURLToPath(new URL('../../', import.meta.url));
const loader = join(root, 'node_modules', 'tsx', 'dist', 'loader.mjs');
const program = join(root, 'src', 'bin.ts');
const dir = scratch();
const forks = forksIn(dir);
afterAll(forks.remove);

/** The same numbers each time, so that a failure can be had again. */
function random(seed: number): number {
  const x = Math.sin(seed + 1) * 10_000;
  return x - Math.floor(x);
}

const signals = ['SIGKILL', 'SIGTERM', 'SIGINT'] as const;

interface Stop {
  readonly signal: (typeof signals)[number];
  readonly after: number;
  /** As Ctrl-C does, which reaches git too. */
  readonly group: boolean;
}

/** Runs a command and stops it. @returns how long it lived, in milliseconds. */
function runUntil(argv: readonly string[], cwd: string, stop: Stop | null): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, ['--import', loader, program, ...argv], {
    cwd,
    env: { ...nobody, HOME: dir },
    stdio: 'ignore',
    detached: true, // a process group of its own
  });
  const { pid } = child;
  const timer =
    stop &&
    setTimeout(() => {
      try {
        if (pid !== undefined) process.kill(stop.group ? -pid : pid, stop.signal);
      } catch {
        // it was faster
      }
    }, stop.after);
  return new Promise((done) => {
    child.on('close', () => {
      if (timer) clearTimeout(timer);
      // what git still does, when its parent is gone, it does in no time
      setTimeout(() => done(performance.now() - began), 200);
    });
  });
}

async function stopOnce(one: Case, seed: number, life: number): Promise<void> {
  const { argv, before = [], hook = false, steps = false, completes = false } = one;
  const [repo, whole] = [await forks.fresh(before, hook), await forks.fresh(before, hook)];
  const was = seen(repo);
  await runUntil(argv, whole, null); // as a process too: a hook names the program that made it
  const signal = signals[Math.floor(random(seed) * 3)] ?? 'SIGKILL';
  const stop = { signal, after: life * (0.3 + 0.8 * random(seed + 0.5)), group: signal === 'SIGINT' };
  await runUntil(argv, repo, stop);
  const context = `${argv.join(' ')} stopped by ${stop.signal} after ${stop.after.toFixed(0)} ms`;
  const left = seen(repo);
  expect([context, Object.keys(left).filter((path) => path.endsWith('.lock'))]).toEqual([context, []]);
  const after = seen(whole);
  if (existsSync(join(repo, '.git', 'fork-lint-writing', 'moves.json'))) {
    expect([context, completes]).toEqual([context, true]);
    await run(log(...argv), repo);
    expect([context, same(seen(repo), after, hook)]).toEqual([context, true]);
  } else if (!steps) expect([context, same(left, was, hook) || same(left, after, hook)]).toEqual([context, true]);
  for (const path of [repo, whole]) rmSync(path, { recursive: true });
}

it(
  `${kills} random kills leave the repository as before or as after`,
  async () => {
    const first = await forks.fresh([], false);
    const life = await runUntil(['hook', 'install'], first, null); // the shortest of them
    expect(existsSync(join(first, '.git', 'hooks', 'pre-push'))).toBe(true);
    for (let i = 0; i < kills; i++) {
      const one = cases[i % cases.length];
      if (one) await stopOnce(one, i, life * (one.argv[0] === 'hook' ? 1 : 1.6));
    }
  },
  60_000 + kills * 20_000,
);
