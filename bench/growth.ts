// How the time of a check grows with each size of a fork, the others held: on synthetic repositories (synthetic.mjs), beside
// the floor.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { floor, ours } from './commands.ts';
import { interleaved, median, peak, ratio, table } from './measure.ts';

const synthetic = fileURLToPath(new URL('synthetic.mjs', import.meta.url));
const fork = 'refs/heads/fork';
const target = 'refs/remotes/upstream/main';

interface Size {
  readonly files: number;
  readonly commits: number;
  readonly changed: number;
  /** Beside the four that every synthetic repository has. */
  readonly refs: number;
}

/** What is held while one of them grows. */
const series: readonly { readonly grows: keyof Size; readonly values: readonly number[]; readonly held: Size }[] = [
  { grows: 'changed', values: [10, 100, 1000, 10_000], held: { files: 20_000, commits: 2000, changed: 0, refs: 0 } },
  { grows: 'files', values: [1000, 10_000, 100_000], held: { files: 0, commits: 2000, changed: 200, refs: 0 } },
  { grows: 'commits', values: [1000, 10_000, 100_000], held: { files: 2000, commits: 0, changed: 200, refs: 0 } },
  { grows: 'refs', values: [10, 100, 1000, 5000], held: { files: 1000, commits: 6000, changed: 50, refs: 0 } },
];

const words: Readonly<Record<keyof Size, string>> = {
  changed: 'changed files',
  files: 'files in the repository',
  commits: 'commits of upstream',
  refs: 'further refs of upstream',
};

/** Half of them branches, half release tags, spread over upstream's history. */
function addRefs(repo: string, count: number): void {
  const git = (args: readonly string[], input = ''): string =>
    execFileSync('git', ['-C', repo, ...args], { input, encoding: 'utf8', maxBuffer: 1e9 });
  const commits = git(['rev-list', target]).trim().split('\n');
  const lines = Array.from({ length: count }, (_, i) => {
    const commit = commits[Math.floor((i * commits.length) / count)];
    const name = i % 2 ? `refs/tags/v8.${i}.0` : `refs/remotes/upstream/topic/${i}`;
    return `create ${name} ${commit}\n`;
  });
  git(['update-ref', '--stdin'], lines.join(''));
  git(['pack-refs', '--all']);
}

/** Times, ratio and peak memory for one size. */
function measured({ files, commits, changed, refs }: Size, rounds: number): readonly string[] {
  const repo = mkdtempSync(join(tmpdir(), 'fork-lint-growth-'));
  try {
    const sizes = Object.entries({ files, commits, changed }).flatMap(([name, size]) => [`--${name}`, String(size)]);
    execFileSync(process.execPath, [synthetic, '--out', repo, ...sizes]);
    if (refs > 0) addRefs(repo, refs);
    const check = ours('check', repo, ['--fork', fork, '--target', target]);
    const [least = [], checked = []] = interleaved([floor(repo, fork, target), check], rounds);
    const times = [least, checked].map((one) => median(one).toFixed(0));
    return [...times, ratio(checked, least).toFixed(2), peak(check).toFixed(0)];
  } finally {
    rmSync(repo, { recursive: true, force: true });
  }
}

/** A table for each size that grows; of `only` those named. */
export function growthTables(rounds: number, only: readonly string[]): string {
  return series
    .filter(({ grows }) => only.length === 0 || only.includes(grows))
    .map(({ grows, values, held }) => {
      const rows = values.map((value) => [value, ...measured({ ...held, [grows]: value }, rounds)]);
      const others = Object.entries(held).flatMap(([name, value]) =>
        name === grows || value === 0 ? [] : [`${value} ${name}`],
      );
      return table(
        [`${words[grows]} (${others.join(', ')})`, 'floor ms', 'check ms', 'check : floor', 'peak MB'],
        rows,
      );
    })
    .join('\n\n');
}
