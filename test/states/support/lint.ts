import { expect } from 'vitest';
import { beginEarly } from '../../../src/early.ts';
import { main } from '../../../src/main.ts';

/** What the command line answered. */
export interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Surroundings {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Columns of the terminal that stdout is; without it stdout is a pipe. */
  readonly columns?: number;
}

/** Runs the command line in a directory, begun early as the program does, with no environment but what is given. */
export async function lint(cwd: string, argv: readonly string[] = [], around: Surroundings = {}): Promise<Answer> {
  const [out, err] = [collector(around.columns), collector()];
  const env = { PATH: process.env['PATH'], HOME: '/nonexistent', ...around.env };
  const world = { cwd, env, stdout: out, stderr: err, now: 0 };
  const code = await main(argv, { ...world, begun: beginEarly(argv, world) });
  return { code, out: out.all(), err: err.all() };
}

function collector(columns?: number) {
  const parts: string[] = [];
  const write = (part: unknown): boolean => parts.push(String(part)) > 0;
  return { write, all: () => parts.join(''), ...(columns === undefined ? {} : { isTTY: true, columns }) };
}

/** What the tests look at in a JSON report. */
export interface Report {
  readonly fork: { readonly ref: string; readonly sha: string; readonly ownCommits: number };
  readonly base: { readonly ref: string; readonly sha: string; readonly how: string; readonly version: string };
  readonly target: { readonly ref: string; readonly sha: string; readonly version: string; readonly behind: number };
  readonly changes: readonly { readonly path: string; readonly kind: string; readonly area: string }[];
  readonly findings: readonly { readonly rule: string; readonly path: string | null }[];
  readonly forecast: { readonly conflicts: readonly { readonly path: string }[]; readonly clean: boolean };
  readonly checked: { readonly complete: boolean; readonly undetermined: readonly string[] };
}

/** The JSON report of a check that must come to an answer. */
export async function report(cwd: string, argv: readonly string[] = [], around: Surroundings = {}): Promise<Report> {
  const { code, out, err } = await lint(cwd, [...argv, '-f', 'json'], around);
  expect({ code: code < 2, err }).toEqual({ code: true, err: '' });
  const read: Report = JSON.parse(out);
  return read;
}

/** Holds an answer to what every refusal is: one sentence, what to type next, exit code 2 and nothing on stdout. */
export function refusal({ code, out, err }: Answer): { readonly sentence: string; readonly next: readonly string[] } {
  const [first = '', ...next] = err.trimEnd().split('\n');
  expect(err).not.toMatch(/bug of fork-lint|\n {4}at /);
  expect(first).toMatch(/^fork-lint: \S/);
  expect(next.length).toBeGreaterThan(0);
  for (const line of next) expect(line).toMatch(/^ {2}\S/);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  return { sentence: first.slice('fork-lint: '.length), next: next.map((line) => line.trim()) };
}
