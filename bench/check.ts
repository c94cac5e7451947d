// `npm run bench`: check against the floor, the least that a divergence check must ask of git, on the same input, runs
// alternating. Prints a Markdown table; the README quotes it.
//   FORK_LINT_LAB=DIR npm run bench [-- --runs 9]
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '9' } } });
const runs = Number(values.runs);
const given = process.env.FORK_LINT_LAB ?? '';
const repo = [given, join(given, 'connectors.git')].find((dir) => existsSync(join(dir, 'HEAD')));
if (repo === undefined) {
  console.error('skipped: bench needs FORK_LINT_LAB=DIR, assembled by bench/lab.sh');
  process.exit(2);
}

const here = new URL('.', import.meta.url).pathname;
const target = 'v9.5.2';
const forks = [
  'brandung/elastic-connectors/9.2-brandung-poc-custom',
  'kmitul/connectors/allow-insecure-https',
  'indyres-ben/connectors/main',
  'sbb72/connectors-python/chenhui/log-correlation',
].map((name) => `refs/heads/${name}`);

/** Wall time of one whole process in milliseconds. Exit code 1 means findings. */
function time(args: readonly string[]): number {
  const began = performance.now();
  try {
    execFileSync(process.execPath, args, { cwd: repo, stdio: 'ignore' });
  } catch (error) {
    const status = error instanceof Error && 'status' in error ? error.status : null;
    if (status !== 1) throw error;
  }
  return performance.now() - began;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

console.log(
  `node ${process.version}, ${execFileSync('git', ['version'], { encoding: 'utf8' }).trim()}, ${cpus().length} cores, ${runs} runs each, medians\n`,
);
console.log('| fork | floor ms | check ms | ratio | allowed (1.3 x floor + 80) |');
console.log('|---|--:|--:|--:|--:|');
for (const fork of forks) {
  const floorArgs = [join(here, 'floor.mjs'), '--repo', '.', '--fork', fork, '--target', target];
  const checkArgs = [join(here, '../dist/bin.js'), '--fork', fork, '--target', target];
  const floor: number[] = [];
  const check: number[] = [];
  for (let run = 0; run <= runs; run++) {
    const [a, b] = [time(floorArgs), time(checkArgs)];
    if (run === 0) continue; // the first pair warms the caches
    floor.push(a);
    check.push(b);
  }
  const ratio = median(check.map((ms, i) => ms / (floor[i] ?? Number.NaN)));
  const [f, c] = [median(floor), median(check)];
  console.log(
    `| ${fork.slice('refs/heads/'.length)} | ${f.toFixed(0)} | ${c.toFixed(0)} | ${ratio.toFixed(2)} | ${(1.3 * f + 80).toFixed(0)} |`,
  );
}
