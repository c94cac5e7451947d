import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { lab } from '../support/lab.ts';

/** What a plan's JSON tells of one thing to do. */
export interface Item {
  readonly text: string;
  readonly commands: readonly string[];
  readonly known: { readonly verified: boolean; readonly by?: string; readonly why?: string };
}

/** A plan as JSON. */
export interface Plan {
  readonly sections: readonly { readonly name: string; readonly items: readonly Item[] }[];
}

export const itemsOf = (plan: Plan, section: string): readonly Item[] =>
  plan.sections.find(({ name }) => name === section)?.items ?? [];

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

/** A clone of the laboratory to try commands in. */
export interface Scratch {
  readonly dir: string;
  /** @throws Error when git ends with another exit code than 0. */
  git(...args: readonly string[]): string;
  /** Types one line of a plan. */
  type(line: string): { readonly code: number; readonly out: string };
  unmerged(): string[];
  /** Lines that the fork added to its base and that HEAD has nowhere; those of `releases` are upstream's to change. */
  lost(base: string, fork: string, releases?: readonly string[]): string[];
  remove(): void;
}

/** It shares the laboratory's objects, and has the upstream beside it as a fork's people have it. */
export function openScratch(): Scratch {
  const dir = mkdtempSync(join(tmpdir(), 'fork-lint-plan-'));
  const git = (...args: readonly string[]): string =>
    execFileSync('git', args, { cwd: dir, env, encoding: 'utf8', maxBuffer: 1e9 }).trim();
  git('clone', '-q', '--shared', '--no-checkout', lab ?? '', dir);
  git('remote', 'add', 'upstream', 'https://github.com/elastic/connectors.git');
  git('fetch', '-q', lab ?? '', '+refs/remotes/upstream/*:refs/remotes/upstream/*');
  git('symbolic-ref', 'refs/remotes/upstream/HEAD', 'refs/remotes/upstream/main');
  return {
    dir,
    git,
    type: (line) => {
      const { status, stdout, stderr } = spawnSync('sh', ['-c', line], { cwd: dir, env, encoding: 'utf8' });
      return { code: status ?? -1, out: stdout + stderr };
    },
    unmerged: () => [...new Set(git('diff', '--name-only', '--diff-filter=U', '-z').split('\0').filter(Boolean))],
    lost: (base, fork, releases = []) => {
      const added = git('diff', '-U0', '--no-renames', base, fork).split('\n');
      const linesOf = (commit: string): string[] => git('grep', '-h', '-I', '-e', '', commit).split('\n');
      const here = new Set(['HEAD', ...releases].flatMap(linesOf).map((line) => line.trim()));
      return added.flatMap((line) => (/^\+(?!\+\+ )/.test(line) && !here.has(line.slice(1).trim()) ? [line] : []));
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

/** The release that a plan merges next. */
export const mergedBy = (plan: Plan): string =>
  itemsOf(plan, 'merge').flatMap(
    ({ commands }) => /^git .* merge --no-ff \S+ (\S+)$/.exec(commands[0] ?? '')?.[1] ?? [],
  )[0] ?? '';

/** Does by hand what a plan says, and holds it to its words: exit codes, the number of unmerged paths, and which are left. */
export function followByHand(plan: Plan, scratch: Scratch): void {
  const byHand = itemsOf(plan, 'merge').filter(
    ({ commands }) => !commands.some((line) => line.startsWith('fork-lint')),
  );
  const settles = byHand.flatMap(
    ({ text }) => /^by hand: settle (.+?)(?:, your .*| \([^()]*(?:\([^()]*\))?\))$/.exec(text)?.[1] ?? [],
  );
  for (const { text, commands } of byHand) {
    for (const command of commands) {
      if (command.startsWith('git commit ')) {
        const left = scratch.unmerged().filter((path) => !settles.includes(path.replace(/~[^/]*$/, '')));
        expect(left, 'left unmerged, and not told').toEqual([]);
        for (const path of scratch.unmerged()) scratch.git('add', '-A', '--', path); // with both sides in it
      }
      const { code, out } = scratch.type(command);
      const stops = /it stops with (\d+) unmerged/.exec(text)?.[1];
      expect(code, `${command}\n${out}`).toBe(stops === undefined ? 0 : 1);
      if (stops !== undefined) expect(scratch.unmerged()).toHaveLength(Number(stops));
    }
  }
}
