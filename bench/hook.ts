// How long the pre-push hook keeps a push of a real fork waiting: `git push --dry-run` with the hook, less the same without.
// The clones are scratch ones, beside a scratch server. Prints a Markdown table.
//   npm run build && FORK_LINT_LAB=DIR npx tsx bench/hook.ts [--runs 9]
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '9' } } });
const given = process.env.FORK_LINT_LAB ?? '';
const lab = [given, join(given, 'connectors.git')].find((dir) => existsSync(join(dir, 'HEAD')));
if (lab === undefined) {
  console.error('skipped: bench needs FORK_LINT_LAB=DIR, assembled by bench/lab.sh');
  process.exit(2);
}
const program = new URL('../dist/bin.js', import.meta.url).pathname;
const top = mkdtempSync(join(tmpdir(), 'fork-lint-bench-'));
const forks = [
  'brandung/elastic-connectors/9.2-brandung-poc-custom',
  'kmitul/connectors/allow-insecure-https',
  'indyres-ben/connectors/main',
  'sbb72/connectors-python/chenhui/log-correlation',
];

const git = (dir: string, ...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.org', ...args], {
    cwd: dir,
    encoding: 'utf8',
  });

/** A clone of the fork as its people have one: their server as origin, Elastic's branches and tags fetched, the hook in. */
function clone(fork: string, name: string): string {
  const [server, dir] = [join(top, `${name}.git`), join(top, name)];
  for (const [at, bare] of [
    [server, true],
    [dir, false],
  ] as const) {
    git(top, 'init', '-q', '-b', 'main', ...(bare ? ['--bare'] : []), at);
    writeFileSync(join(at, bare ? '' : '.git', 'objects', 'info', 'alternates'), `${join(lab ?? '', 'objects')}\n`);
  }
  const tip = git(lab ?? '', 'rev-parse', `refs/heads/${fork}`).trim();
  git(server, 'update-ref', 'refs/heads/main', tip);
  git(dir, 'remote', 'add', 'origin', server);
  git(dir, 'remote', 'add', 'upstream', 'https://github.com/elastic/connectors.git');
  git(dir, 'fetch', '-q', lab ?? '', '+refs/remotes/upstream/*:refs/remotes/upstream/*', '+refs/tags/*:refs/tags/*');
  git(dir, 'fetch', '-q', 'origin');
  git(dir, 'reset', '-q', '--hard', tip);
  writeFileSync(join(dir, 'acme.txt'), 'One more file\n');
  git(dir, 'add', 'acme.txt');
  git(dir, 'commit', '-q', '-m', 'Add a file');
  execFileSync(process.execPath, [program, 'hook', 'install'], { cwd: dir });
  return dir;
}

function time(dir: string, args: readonly string[]): number {
  const began = performance.now();
  const { status, stderr } = spawnSync('git', ['push', '--dry-run', ...args], { cwd: dir, encoding: 'utf8' });
  if (status !== 0 && status !== 1) throw new Error(stderr);
  return performance.now() - began;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

try {
  console.log('| fork | push | without ms | with ms, best | with ms, median | the hook ms, best |');
  console.log('|---|---|--:|--:|--:|--:|');
  for (const [i, fork] of forks.entries()) {
    const dir = clone(fork, `fork-${i}`);
    for (const [what, refs] of [
      ['a commit more', ['origin', 'main']],
      ['a new branch', ['origin', 'main:refs/heads/topic']],
    ] as const) {
      const [without, hooked]: [number[], number[]] = [[], []];
      for (let run = 0; run <= Number(values.runs); run++) {
        const [a, b] = [time(dir, ['--no-verify', ...refs]), time(dir, refs)];
        if (run === 0) continue; // the first pair warms the caches
        without.push(a);
        hooked.push(b);
      }
      // the best tells what the hook costs, the median what else the machine did
      const [a, best] = [Math.min(...without), Math.min(...hooked)];
      const row = [a, best, median(hooked), best - a].map((ms) => ms.toFixed(0));
      console.log(`| ${[fork, what, ...row].join(' | ')} |`);
    }
  }
} finally {
  rmSync(top, { recursive: true, force: true });
}
