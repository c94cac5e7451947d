import { main } from '../../src/main.ts';

/** What the command line answered. */
export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in a directory as a plain terminal of 100 columns would show it. */
export async function forkLint(dir: string, ...argv: readonly string[]): Promise<Answer> {
  const [stdout, stderr] = [collector(100), collector()];
  const env = { PATH: process.env['PATH'], HOME: dir, LANG: 'C.UTF-8', NO_COLOR: '1' };
  const code = await main(argv, { cwd: dir, env, stdout, stderr, now: 0 });
  return { code, stdout: stdout.all(), stderr: stderr.all() };
}

function collector(columns?: number) {
  const parts: string[] = [];
  const write = (part: unknown): boolean => parts.push(String(part)) > 0;
  return { write, all: () => parts.join(''), ...(columns === undefined ? {} : { isTTY: true, columns }) };
}
