// The forecast against git itself: real merges of real forks in a scratch work tree, with nobody's configuration.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Path } from '../../src/model.ts';
import { lab, labGit, run, truth } from '../support/lab.ts';

interface Fork {
  readonly fork: string;
  readonly branch: string;
  readonly sha: string;
  readonly base: string;
  readonly version: string;
}

interface Forecast {
  readonly conflicts: readonly { readonly path: Path }[];
  readonly others: number;
}

/** What a real merge left: paths without a settled entry in the index, and whatever it named as a conflict. */
interface Left {
  readonly unmerged: readonly Path[];
  readonly told: string;
}

/**
 * Conflicts of ours that the merge with the true base does not have, and why. In both, git's own merge base is older than
 * the fork's base: a backport on the release line and the original on main meet in a file that the fork changed at other
 * lines. `git merge` really stops there, so the forecast is right to say so.
 */
const explained: Readonly<Record<string, readonly string[]>> = {
  'parthpuri-elastic/connectors artem/test-bk-branch v8.11.4.1': ['+.buildkite/pipeline.yml'], // 0b9960ae against 6ac15aa4
  'parthpuri-elastic/connectors seanstory/bump-version-after-8.11.1-release v8.12.2.1': ['+tests/ftest.sh'],
};

const forks = lab ? truth<readonly Fork[]>('real-forks.json') : [];
/** Fork -> what each of its merges came to. */
const table = new Map<string, string[]>();
let dir = '';

const env = {
  PATH: process.env['PATH'],
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  ...Object.fromEntries(
    ['AUTHOR', 'COMMITTER'].flatMap((role) => [
      [`GIT_${role}_NAME`, 'a'],
      [`GIT_${role}_EMAIL`, 'a@example.org'],
    ]),
  ),
};
const git = (...args: readonly string[]): string =>
  execFileSync('git', args, { cwd: dir, env, encoding: 'utf8', maxBuffer: 1e8 });

/** Merges into the fork as its people would, looks, and puts everything back. */
function merge(fork: string, commit: string): Left {
  git('checkout', '-q', '-f', '--detach', fork);
  const { stdout } = spawnSync('git', ['merge', '--no-commit', '--no-ff', commit], { cwd: dir, env, encoding: 'utf8' });
  const stages = git('ls-files', '-u', '-z').split('\0').filter(Boolean);
  git('reset', '-q', '--hard');
  git('clean', '-q', '-f', '-d', '-x');
  const paths = stages.map((record) => record.slice(record.indexOf('\t') + 1).replace(/~(?:HEAD|[0-9a-f]{40})$/, ''));
  return { unmerged: [...new Set(paths)].sort(), told: stdout };
}

/** The newest patch of the line after the fork's own. */
function nextMinor({ version }: Fork): string {
  const line = (tag: string): number => {
    const [, major, minor] = /^v?(\d+)\.(\d+)\./.exec(tag) ?? [];
    return Number(major) * 1000 + Number(minor);
  };
  const tags = labGit('tag', '--list', 'v[0-9]*', '--sort=version:refname').split('\n');
  const later = tags.filter((tag) => /^v\d+\.\d+(?:\.\d+){1,2}$/.test(tag) && line(tag) > line(version));
  return later.findLast((tag) => line(tag) === Math.min(...later.map(line))) ?? 'upstream/main';
}

/** The conflicts of ours alone: merged with a commit that has the target's content right on top of the fork's base. */
function withTrueBase({ sha, base }: Fork, target: string): Left {
  return merge(sha, git('commit-tree', `${target}^{tree}`, '-p', base, '-m', 'on the true base').trim());
}

describe.skipIf(!lab)('the forecast of a merge is what the merge does', () => {
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'fork-lint-forecast-'));
    execFileSync('git', ['clone', '-q', '--shared', '--no-checkout', lab ?? '', dir], { env });
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  const cases = forks.flatMap((fork) =>
    ['v9.5.2', 'upstream/main', nextMinor(fork)].map((target) => ({
      name: `${fork.fork} ${fork.branch}`,
      target,
      fork,
    })),
  );
  it.each(cases)('$name to $target', async ({ name, target, fork }) => {
    const commit = labGit('rev-parse', `${target}^{commit}`).trim();
    const { out } = await run(['-C', lab ?? '', '--fork', fork.sha, '--target', target, '-f', 'json']);
    const { forecast }: { forecast: Forecast } = JSON.parse(out);
    const ours = forecast.conflicts.map(({ path }) => path);
    const real = merge(fork.sha, commit);
    const staged = ours.filter((path) => real.unmerged.includes(path));
    // a folder that upstream split has no entry in the index: git names it in words alone
    const worded = ours.filter((path) => !staged.includes(path));
    for (const path of worded) expect(real.told, 'named by git merge').toContain(` ${path} `);
    expect(staged.length + forecast.others, 'every unmerged path is somebody’s').toBe(real.unmerged.length);
    const alone = withTrueBase(fork, commit);
    const mine = [...alone.unmerged, ...worded.filter((path) => alone.told.includes(` ${path} `))];
    const differing = [
      ...ours.filter((path) => !mine.includes(path)).map((path) => `+${path}`),
      ...mine.filter((path) => !ours.includes(path)).map((path) => `-${path}`),
    ];
    const cell = `${target === 'v9.5.2' || target === 'upstream/main' ? '' : `${target}: `}${real.unmerged.length}, ${ours.length}, ${mine.length}`;
    table.set(name, [...(table.get(name) ?? []), cell]);
    expect(differing, 'ours by the forecast, and by the true base').toEqual(explained[`${name} ${target}`] ?? []);
  });

  it('is kept as a table', async ({ skip }) => {
    const whole = [...table.values()].filter((cells) => cells.length === 3).length === forks.length;
    if (!whole) skip('some merges were left out');
    const told = [...table].map(([name, cells]) => `| ${[name, ...cells].join(' | ')} |`);
    const file = new URL('../../bench/forecast.md', import.meta.url).pathname;
    await expect([...heading, ...told, ''].join('\n')).toMatchFileSnapshot(file);
  });
});

const heading = [
  '# The forecast of merges, against the merges',
  '',
  'Each fork of `data/real-forks.json` really merged with three releases of its upstream, in a scratch work tree and with',
  'nobody’s configuration: `FORK_LINT_LAB=DIR npm run test:real -- test/real/forecast.real.test.ts`. A cell tells, in order:',
  '',
  '1. paths that `git merge` leaves unmerged: as many as the forecast has, ours and others together;',
  '2. conflicts that the forecast calls the fork’s; every one is among those, or named by git’s words where the index has',
  '   no entry for it (a folder that upstream split);',
  '3. conflicts of a second real merge, with a commit that has the release’s content on top of the fork’s own base: those',
  '   that the fork causes, as git itself sees it. The paths are the same ones as in 2.',
  '',
  'Where 2 is more than 3, git’s merge base is older than the fork’s base: a backport on the release line and its original',
  'on main meet in a file that the fork changed at other lines. git stops there too, so the forecast counts it.',
  '',
  '| fork | v9.5.2 | main | the newest patch of the next minor |',
  '|---|---|---|---|',
];
