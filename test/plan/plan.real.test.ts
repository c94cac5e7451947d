// The plans of three real forks, kept in bench/plans, and every git command in them carried out on a scratch clone.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lab, run } from '../support/lab.ts';

const forks = {
  'brandung-9.2-brandung-poc-custom': 'brandung/elastic-connectors/9.2-brandung-poc-custom',
  'kmitul-allow-insecure-https': 'kmitul/connectors/allow-insecure-https',
  'sbb72-main': 'sbb72/connectors-python/main',
} as const;

interface Item {
  readonly text: string;
  readonly commands: readonly string[];
  readonly known: { readonly verified: boolean; readonly by?: string; readonly why?: string };
}

interface Plan {
  readonly sections: readonly { readonly name: string; readonly items: readonly Item[] }[];
}

const asked = (fork: string, format: string): readonly string[] => [
  'plan',
  '-C',
  lab ?? '',
  '--fork',
  `refs/heads/${fork}`,
  '--target',
  'v9.5.2',
  '-f',
  format,
];

const dirs: string[] = [];
afterAll(() => dirs.forEach((dir) => void rmSync(dir, { recursive: true, force: true })));

const identity = {
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.org',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.org',
};

/** A clone that shares the laboratory's objects and nothing else. */
function scratch(): string {
  const dir = mkdtempSync(join(tmpdir(), 'fork-lint-plan-'));
  dirs.push(dir);
  execFileSync('git', ['clone', '-q', '--shared', '--no-checkout', lab ?? '', dir]);
  return dir;
}

function shell(dir: string, command: string): { code: number; out: string } {
  const env = { PATH: process.env['PATH'], HOME: dir, LC_ALL: 'C', GIT_CONFIG_NOSYSTEM: '1', ...identity };
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
    cwd: dir,
    env,
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  return { code: status ?? -1, out: stdout + (status === 0 ? '' : stderr) };
}

const lines = (text: string): string[] => text.split('\0').filter(Boolean);
const unmerged = (dir: string): string[] =>
  [...new Set(lines(shell(dir, 'git diff --name-only --diff-filter=U -z').out))].sort();

describe.skipIf(!lab).each(Object.entries(forks))('the plan of %s', (name, fork) => {
  it('is kept', async () => {
    const { code, out, err } = await run(asked(fork, 'markdown'));
    expect([code, err]).toEqual([0, '']);
    await expect(out).toMatchFileSnapshot(new URL(`../../bench/plans/${name}.md`, import.meta.url).pathname);
  });

  it('has git commands that can be run, and do what it says', { timeout: 120_000 }, async () => {
    const plan: Plan = JSON.parse((await run(asked(fork, 'json'))).out);
    const items = (section: string): readonly Item[] => plan.sections.find((one) => one.name === section)?.items ?? [];
    const dir = scratch();
    const byHand = items('merge').filter(({ commands }) => !commands.some((line) => line.startsWith('fork-lint')));
    const settles = byHand.flatMap(({ text }) => /^by hand: settle (\S+?)(?:,| \()/.exec(text)?.[1] ?? []);
    for (const { text, commands } of byHand) {
      for (const command of commands) {
        if (command.startsWith('git commit')) {
          expect(unmerged(dir), 'what is left for a person').toEqual([...settles].sort());
          for (const path of settles) shell(dir, `git add -A -- '${path}'`);
        }
        const { code, out } = shell(dir, command);
        const stops = /it stops with (\d+) unmerged/.exec(text)?.[1];
        expect(code, `${command}\n${out}`).toBe(stops === undefined ? 0 : 1);
        if (stops !== undefined) expect(unmerged(dir)).toHaveLength(Number(stops));
      }
    }
    const left = lines(shell(dir, 'git diff --name-only --no-renames -z v9.5.2 HEAD').out);
    const { out } = await run(['check', ...asked(fork, 'json').slice(1)]);
    const report: { changes: { path: string; homes: string[] }[]; forecast: { conflicts: { path: string }[] } } =
      JSON.parse(out);
    const ours = new Set([
      ...report.changes.flatMap(({ path, homes }) => [path, ...homes]),
      ...report.forecast.conflicts.map(({ path }) => path),
    ]);
    expect(
      left.filter((path) => !ours.has(path)),
      'paths that differ from the target and are not the fork’s',
    ).toEqual([]);
    for (const { commands } of items('back')) {
      for (const command of commands.filter((line) => line !== 'git merge --abort'))
        expect(shell(dir, command).code, command).toBe(0);
    }
  });

  it('can be given up in the middle', async () => {
    const plan: Plan = JSON.parse((await run(asked(fork, 'json'))).out);
    const commands = plan.sections.flatMap(({ name: section, items }) =>
      section === 'merge' ? items.flatMap((item) => item.commands) : [],
    );
    const dir = scratch();
    const merge = commands.find((line) => line.includes('merge --no-ff')) ?? '';
    shell(dir, commands.find((line) => line.startsWith('git switch')) ?? '');
    shell(dir, merge.replace('--no-edit', '--no-commit'));
    expect(shell(dir, 'git merge --abort').code).toBe(0);
    expect(shell(dir, 'git status --porcelain').out).toBe('');
  });

  it('says of every item how it is known', async () => {
    const plan: Plan = JSON.parse((await run(asked(fork, 'json'))).out);
    for (const { known } of plan.sections.flatMap(({ items }) => items)) {
      expect(known.verified ? known.by : known.why).toMatch(/\w/);
    }
    expect(plan.sections.map(({ name: section }) => section)).toHaveLength(10);
  });
});
