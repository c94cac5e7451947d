import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../../src/main.ts';

/** The laboratory of real forks (`bench/lab.sh`), or undefined: then its tests say loudly that they were skipped. */
export const lab: string | undefined = labDirectory();

function labDirectory(): string | undefined {
  const given = process.env.FORK_LINT_LAB;
  const dir = [given, given && join(given, 'connectors.git')].find((one) => one && existsSync(join(one, 'HEAD')));
  if (dir === undefined) {
    console.warn('skipped: tests against real forks need FORK_LINT_LAB=DIR, assembled by bench/lab.sh');
  }
  return dir;
}

/** Runs the command line in this process. */
export async function run(argv: readonly string[], cwd = '/'): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const into = (lines: string[]) => ({ write: (text: string) => lines.push(text) > 0 });
  const code = await main(argv, { cwd, env: process.env, stdout: into(out), stderr: into(err), now: Date.now() });
  return { code, out: out.join(''), err: err.join('') };
}

/** What git answers in the laboratory. */
export function labGit(...args: readonly string[]): string {
  return execFileSync('git', ['-C', lab ?? '/nowhere', ...args], { maxBuffer: 1e9, encoding: 'utf8' });
}

/** A truth file of bench/data. */
export function truth<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../../bench/data/${name}`, import.meta.url), 'utf8'));
}
