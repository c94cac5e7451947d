// The plans of three real forks, kept in bench/plans, and every git command in them carried out on a scratch clone.
import { afterEach, describe, expect, it } from 'vitest';
import { lab, labGit, run } from '../support/lab.ts';
import { followByHand, itemsOf, openScratch, type Plan, type Scratch } from './scratch.ts';

const forks = {
  'brandung-9.2-brandung-poc-custom': 'brandung/elastic-connectors/9.2-brandung-poc-custom',
  'kmitul-allow-insecure-https': 'kmitul/connectors/allow-insecure-https',
  'sbb72-main': 'sbb72/connectors-python/main',
} as const;

interface Report {
  readonly fork: { readonly sha: string };
  readonly base: { readonly sha: string };
  readonly changes: readonly { readonly path: string; readonly homes: readonly string[] }[];
  readonly forecast: { readonly conflicts: readonly { readonly path: string }[] };
}

const target = ['--target', 'v9.5.2'];
const of = (fork: string): readonly string[] => ['-C', lab ?? '', '--fork', `refs/heads/${fork}`, ...target];
const planned = async (fork: string): Promise<Plan> => JSON.parse((await run(['plan', ...of(fork), '-f', 'json'])).out);

let scratch: Scratch | undefined;
afterEach(() => {
  scratch?.remove();
  scratch = undefined;
}, 60_000);

describe.skipIf(!lab).each(Object.entries(forks))('the plan of %s', (name, fork) => {
  it('is kept', async () => {
    const { code, out, err } = await run(['plan', ...of(fork), '-f', 'markdown']);
    expect([code, err]).toEqual([0, '']);
    await expect(out).toMatchFileSnapshot(new URL(`../../bench/plans/${name}.md`, import.meta.url).pathname);
  });

  it('has git commands that can be run, and do what it says', async () => {
    const plan = await planned(fork);
    scratch = openScratch();
    followByHand(plan, scratch);
    const left = scratch.git('diff', '--name-only', '--no-renames', '-z', 'v9.5.2', 'HEAD').split('\0').filter(Boolean);
    const report: Report = JSON.parse((await run([...of(fork), '-f', 'json'])).out);
    const ours = new Set([
      ...report.changes.flatMap(({ path, homes }) => [path, ...homes]),
      ...report.forecast.conflicts.map(({ path }) => path),
    ]);
    expect(
      left.filter((path) => !ours.has(path)),
      'paths that differ from the target and are not the fork’s',
    ).toEqual([]);
    expect(scratch.lost(report.base.sha, report.fork.sha), 'lines of the fork’s that are nowhere').toEqual([]);
    const back = itemsOf(plan, 'back').flatMap(({ commands }) => commands);
    for (const line of back.filter((one) => one !== 'git merge --abort')) expect(scratch.type(line).code, line).toBe(0);
  });

  it('has commands of its own that do the same', async ({ skip }) => {
    const items = itemsOf(await planned(fork), 'merge');
    const commands = items.find((item) => item.commands[0]?.startsWith('fork-lint port'))?.commands;
    if (commands === undefined) return skip('git merges this fork by itself');
    scratch = openScratch();
    const { dir, git, type } = scratch;
    const sha = labGit('rev-parse', `refs/heads/${fork}`).trim();
    git('switch', '-q', '-c', 'mine', sha);
    for (const line of commands) {
      const [program, ...argv] = line.split(' ');
      if (program === 'git') expect(type(line).code, line).toBe(0);
      else expect((await run(argv, dir)).code, line).toBeLessThan(2); // 1: something is left to a person
    }
    for (const one of ['v9.5.2', sha]) git('merge-base', '--is-ancestor', one, 'mine');
    const report: Report = JSON.parse((await run(['-C', dir, '--fork', 'mine', ...target, '-f', 'json'])).out);
    expect([report.base.sha, report.forecast.conflicts]).toEqual([git('rev-parse', 'v9.5.2^{commit}'), []]);
  });

  it('can be given up in the middle', async () => {
    const commands = itemsOf(await planned(fork), 'merge').flatMap((item) => item.commands);
    scratch = openScratch();
    const { git, type } = scratch;
    type(commands.find((line) => line.startsWith('git switch')) ?? '');
    type((commands.find((line) => line.includes('merge --no-ff')) ?? '').replace('--no-edit', '--no-commit'));
    git('merge', '--abort');
    expect(git('status', '--porcelain')).toBe('');
  });

  it('says of every item how it is known', async () => {
    const { sections } = await planned(fork);
    for (const { known } of sections.flatMap(({ items }) => items)) {
      expect(known.verified ? known.by : known.why).toMatch(/\w/);
    }
    expect(sections.map(({ name: section }) => section)).toHaveLength(10);
  });
});
