// Each command on real forks, beside the floor (the least that a divergence check must ask of git) and beside what people
// use instead.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { interleaved, type Job, median, peak, ratio, table } from './measure.ts';

const forkLint = fileURLToPath(new URL('../dist/bin.js', import.meta.url));
const floorProgram = fileURLToPath(new URL('floor.mjs', import.meta.url));
const target = 'v9.5.2';

/** Small and large, one file changed and many, old and new layout. */
export const forks = [
  'brandung/elastic-connectors/9.2-brandung-poc-custom',
  'kmitul/connectors/allow-insecure-https',
  'indyres-ben/connectors/main',
  'sbb72/connectors-python/chenhui/log-correlation',
];

/** fork-lint as it is installed, with this repository as its current directory. */
export function ours(name: string, repo: string, args: readonly string[], more: Partial<Job> = {}): Job {
  return { name, program: process.execPath, args: [forkLint, ...args], cwd: repo, accept: [0, 1], ...more };
}

export function floor(repo: string, fork: string, to: string): Job {
  const args = [floorProgram, '--repo', '.', '--fork', fork, '--target', to];
  return { name: 'floor', program: process.execPath, args, cwd: repo };
}

/** What a pre-push hook is told of a push of one commit to a new branch. */
function pushOf(repo: string, fork: string): string {
  const sha = execFileSync('git', ['-C', repo, 'rev-parse', fork], { encoding: 'utf8' }).trim();
  return `${fork} ${sha} refs/heads/pushed ${'0'.repeat(sha.length)}\n`;
}

/** A merge tried in a work tree of its own and undone: what people type to see what an upgrade would conflict with. */
function mergeTried(repo: string, fork: string): Job {
  const tree = join(repo, 'tried');
  const script = `
    git worktree add --quiet --detach "${tree}" "${fork}" &&
    { git -C "${tree}" -c user.name=a -c user.email=a@example.com merge --no-commit --no-ff "${target}"; true; } &&
    git worktree remove --force "${tree}"`;
  return { name: 'git merge', program: 'sh', args: ['-c', script], cwd: repo };
}

/** Borrows the laboratory's objects, so that nothing is ever written there. */
function cloneOf(lab: string, into: string): string {
  const repo = join(into, 'connectors.git');
  execFileSync('git', ['clone', '--quiet', '--shared', '--mirror', lab, repo], { stdio: 'ignore' });
  const remote = ['remote.upstream.url', 'https://github.com/elastic/connectors.git'];
  execFileSync('git', ['-C', repo, 'config', ...remote]);
  execFileSync('git', ['-C', repo, 'config', 'remote.upstream.fetch', '+refs/heads/*:refs/remotes/upstream/*']);
  return repo;
}

/** A table, made from a repository and a number of rounds. */
type Measure = (repo: string, rounds: number) => string;

/** Lets a table be measured on a clone of the laboratory. */
function onClone(measure: Measure): Measure {
  return (lab, rounds) => {
    const into = mkdtempSync(join(tmpdir(), 'fork-lint-bench-'));
    try {
      return measure(cloneOf(lab, into), rounds);
    } finally {
      rmSync(into, { recursive: true, force: true });
    }
  };
}

function checks(repo: string, rounds: number): string {
  const rows = forks.map((name) => {
    const fork = `refs/heads/${name}`;
    const check = ours('check', repo, ['--fork', fork, '--target', target]);
    const jobs = [
      floor(repo, fork, target),
      check,
      ours('hook', repo, ['hook', 'run', 'origin', 'https://git.example/fork.git'], { input: pushOf(repo, fork) }),
      { name: 'git cherry', program: 'git', args: ['cherry', target, fork], cwd: repo },
      mergeTried(repo, fork),
    ];
    const [least = [], checked = [], hook = [], cherry = [], merge = []] = interleaved(jobs, rounds);
    const cells = [least, checked].map((times) => median(times).toFixed(0));
    const allowed = (1.3 * median(least) + 80).toFixed(0);
    const ratios = [checked, hook, cherry, merge].map((times) => ratio(times, least).toFixed(2));
    return [name, ...cells, allowed, ...ratios, peak(check).toFixed(0)];
  });
  const head = ['fork', 'floor ms', 'check ms', 'allowed ms', 'check : floor', 'hook : floor'];
  return table([...head, 'git cherry : floor', 'git merge : floor', 'peak MB'], rows);
}

function upgrades(repo: string, rounds: number): string {
  const branch = 'bench/ported';
  const forget = (): void => void spawnSync('git', ['-C', repo, 'branch', '-D', branch]);
  const rows = forks.map((name) => {
    const fork = `refs/heads/${name}`;
    const plan = ours('plan', repo, ['plan', '--fork', fork, '--target', target]);
    const port = ours('port', repo, ['port', '--fork', fork, '--target', target, '--branch', branch], {
      after: forget,
    });
    const [tried = [], planned = [], ported = []] = interleaved([mergeTried(repo, fork), plan, port], rounds);
    const cells = [tried, planned, ported].map((times) => median(times).toFixed(0));
    const ratios = [planned, ported].map((times) => ratio(times, tried).toFixed(2));
    const peaks = [peak(plan).toFixed(0), peak(port).toFixed(0)];
    forget();
    return [name, ...cells, ...ratios, ...peaks];
  });
  const head = ['fork', 'git merge ms', 'plan ms', 'port ms', 'plan : merge', 'port : merge', 'plan MB', 'port MB'];
  return table(head, rows);
}

function apis(repo: string, rounds: number): string {
  const there = spawnSync('python3', ['-c', 'import griffe']).status === 0;
  const pairs = [
    ['v9.2.0', 'v9.2.2'],
    ['v9.2.0', 'v9.3.0'],
    ['v8.11.0.0', 'v9.5.2'],
  ] as const;
  const rows = pairs.map(([from, to]) => {
    const api = ours('api', repo, ['api', from, to]);
    const stat = { name: 'git diff', program: 'git', args: ['diff', '--stat', from, to], cwd: repo };
    const check = ['-m', 'griffe', 'check', 'connectors', '--against', from, '--base-ref', to];
    const theirs = there ? [{ name: 'griffe', program: 'python3', args: check, cwd: repo, accept: [0, 1] }] : [];
    const [diffed = [], compared = [], checked] = interleaved([stat, api, ...theirs], rounds);
    const last = checked ? ratio(compared, checked).toFixed(2) : 'no griffe here';
    const cells = [diffed, compared].map((times) => median(times).toFixed(0));
    return [`${from} to ${to}`, ...cells, ratio(compared, diffed).toFixed(1), last, peak(api).toFixed(0)];
  });
  return table(['api', 'git diff --stat ms', 'api ms', 'api : diff', 'api : griffe', 'peak MB'], rows);
}

function starts(_: string, rounds: number): string {
  const bare = { name: 'node', program: process.execPath, args: ['-e', '0'] };
  const jobs = [bare, ours('--version', tmpdir(), ['--version']), ours('--help', tmpdir(), ['--help'])];
  const names = ['node alone', 'fork-lint --version', 'fork-lint --help'];
  const times = interleaved(jobs, rounds);
  return table(
    ['start', 'ms'],
    times.map((one, i) => [names[i] ?? '', median(one).toFixed(0)]),
  );
}

/** The tables on real forks by name, each from the laboratory and a number of rounds. */
export const commandTables = {
  check: onClone(checks),
  upgrade: onClone(upgrades),
  api: onClone(apis),
  start: starts,
} as const satisfies Record<string, Measure>;
