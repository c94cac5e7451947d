// What commands that write are held to when they are stopped.
import { cpSync, lstatSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { git } from '../states/support/git.ts';
import { tellHistory } from '../support/story.ts';
import { behind } from './behind.ts';
import { type Row, run } from './commands.ts';

export type State = Readonly<Record<string, string>>;

/** What a person or git would see: refs, settings, index, hooks, the work tree. Drafts of ours are none of it. */
export function seen(repo: string): State {
  const files = readdirSync(repo, { recursive: true, encoding: 'utf8' }).filter(
    (path) => !/^\.git\/(?:objects|fork-lint-(?:draft|writing))|fork-lint-draft-|\.git\/(?:logs|COMMIT)/.test(path),
  );
  const state = files.flatMap((path): [string, string][] => {
    const stat = lstatSync(join(repo, path));
    if (stat.isDirectory() || path === '.git/index') return [];
    if (path.startsWith('.git/refs/heads/')) return [[path, git(repo, ['rev-parse', `${path.slice(5)}^{tree}`])]]; // by any clock
    const content = stat.isSymbolicLink() ? readlinkSync(join(repo, path)) : readFileSync(join(repo, path), 'latin1');
    return [[path, `${(stat.mode & 0o111) !== 0} ${content}`]];
  });
  return { ...Object.fromEntries(state), index: git(repo, ['ls-files', '--stage']) };
}

/** A hook that has a second name is where it was. */
export function same(one: State, other: State, hook: boolean): boolean {
  const kept = '.git/hooks/pre-push.before-fork-lint';
  const plain = (state: State) =>
    JSON.stringify(
      Object.entries(state)
        .filter(([path]) => !(hook && path === kept && state[kept] === state['.git/hooks/pre-push']))
        .sort(),
    );
  return plain(one) === plain(other);
}

export const log = (...argv: readonly string[]): Row => ({ argv, prints: 'log' });
export const carry = ['--reason', 'it came so to us', '--until', '2030-01-01'];

export interface Case {
  readonly argv: readonly string[];
  readonly before?: readonly Row[];
  readonly hook?: boolean;
  /** What is done in steps, each of them whole: a second run goes on. */
  readonly steps?: boolean;
  /** What a second run, or another command, says when it has completed what was decided. */
  readonly completes?: boolean;
}

/** A command that writes is one more row. */
export const cases: readonly Case[] = [
  { argv: ['port', '--target', 'v9.3.0', '--branch', 'ported'] },
  {
    argv: ['port', '--target', 'v9.3.0', '--branch', 'ported', '--force'],
    before: [log('port', '--target', 'v9.3.0', '--branch', 'ported', '--merge')],
  },
  { argv: ['export', 'connectors/utils.py', '--branch', 'sent'] },
  { argv: ['copy', 'sharepoint_online', 'my_sharepoint', '--branch', 'copied'] },
  { argv: ['copy', 'sharepoint_online', 'my_sharepoint'], completes: true },
  { argv: ['carry', 'add', '--all', ...carry] },
  {
    argv: ['carry', 'add', '--id', 'utils', '--reason', 'another reason for it'],
    before: [log('carry', 'add', '--all', ...carry)],
  },
  { argv: ['hook', 'install'] },
  { argv: ['hook', 'install'], hook: true },
  { argv: ['hook', 'install'], hook: true, before: [log('hook', 'install')] },
  { argv: ['hook', 'uninstall'], hook: true, before: [log('hook', 'install')] },
  { argv: ['init', '--yes', '--skip-fetch'], steps: true },
];

/** Copies of one fork, prepared by commands of ours. */
export interface Forks {
  fresh(before: readonly Row[], hook: boolean): Promise<string>;
  remove(): void;
}

/** Forks below a folder; `hook` puts a hook of the user's into each. */
export function forksIn(dir: string): Forks {
  const told = tellHistory(behind, undefined, { checkout: true });
  writeFileSync(join(told.dir, '.git', 'config'), '[user]\n\tname = A\n\temail = a@example.org\n', { flag: 'a' });
  let count = 0;
  return {
    async fresh(before, hook) {
      const repo = join(dir, String(count++));
      cpSync(told.dir, repo, { recursive: true, preserveTimestamps: true });
      if (hook) cpSync(join(told.dir, 'README.md'), join(repo, '.git', 'hooks', 'pre-push'));
      for (const row of before) await run(row, repo);
      return repo;
    },
    remove: told.remove,
  };
}
