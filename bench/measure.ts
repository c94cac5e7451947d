import { spawnSync } from 'node:child_process';

/** A program to be measured. */
export interface Job {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly input?: string;
  /** Exit codes that are answers. */
  readonly accept?: readonly number[];
  /** Puts back what a run has changed; its time does not count. */
  readonly after?: () => void;
}

/** Wall time of one whole process in milliseconds, from before it is started until after it has ended. */
function timed({ name, program, args, cwd, input = '', accept = [0], after }: Job): number {
  const began = performance.now();
  const { status, stderr, error } = spawnSync(program, args, { cwd, input, encoding: 'utf8', maxBuffer: 1e9 });
  const ms = performance.now() - began;
  if (error) throw error;
  if (!accept.includes(status ?? -1))
    throw new Error(`${name} ended with exit code ${status}: ${stderr.slice(0, 500)}`);
  after?.();
  return ms;
}

/** Runs the jobs in turn, so that whatever else the machine does falls on all of them; the first round only warms caches. */
export function interleaved(jobs: readonly Job[], rounds: number): readonly (readonly number[])[] {
  const times = jobs.map((): number[] => []);
  for (let round = 0; round <= rounds; round++)
    for (const [i, job] of jobs.entries()) {
      const ms = timed(job);
      if (round > 0) times[i]?.push(ms);
    }
  return times;
}

/** The middle one, of an even number the upper of the two. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The median of the ratios round by round: steadier than the ratio of medians where the machine is not idle. */
export function ratio(of: readonly number[] = [], to: readonly number[] = []): number {
  return median(of.map((ms, i) => ms / (to[i] ?? Number.NaN)));
}

/** Prints the peak of a node program's own memory on a pipe of its own, when it ends. */
const peaking =
  "import{writeSync}from'node:fs';process.on('exit',()=>writeSync(3,String(process.resourceUsage().maxRSS)))";

/** Peak resident memory of a node program in megabytes, the git processes it starts left out. */
export function peak({ name, args, cwd, input = '' }: Job): number {
  const { output } = spawnSync(process.execPath, ['--import', `data:text/javascript,${peaking}`, ...args], {
    cwd,
    input,
    encoding: 'utf8',
    maxBuffer: 1e9,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  const kilobytes = Number(output[3]);
  if (!(kilobytes > 0)) throw new Error(`${name} did not say how much memory it took`);
  return kilobytes / 1024;
}

/** Rows as a Markdown table; the first column is text, the others are numbers. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, i) => (i === 0 ? '---' : '--:'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}
