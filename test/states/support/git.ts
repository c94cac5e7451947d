import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const path = process.env['PATH'] ?? '';

/** A temporary directory that goes when the tests of the file are over. Never inside the project: git would find that. */
export function scratch(): string {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'fork-lint-states-')));
  mkdirSync(join(dir, 'home'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }), 120_000); // some ten thousand small files
  return dir;
}

/** An environment in which nobody's configuration speaks. */
export const nobody = {
  PATH: path,
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  LC_ALL: 'C',
  GIT_AUTHOR_NAME: 'Fiona',
  GIT_AUTHOR_EMAIL: 'fiona@example.org',
  GIT_AUTHOR_DATE: '1700500000 +0000',
  GIT_COMMITTER_NAME: 'Fiona',
  GIT_COMMITTER_EMAIL: 'fiona@example.org',
  GIT_COMMITTER_DATE: '1700500000 +0000',
} as const;

/** Runs git to build a repository; answers what it printed, trimmed. */
export function git(
  dir: string,
  args: readonly string[],
  input?: string | Buffer,
  env: Readonly<Record<string, string>> = {},
): string {
  const { status, stdout, stderr, error } = spawnSync('git', args, {
    cwd: dir,
    env: { ...nobody, ...env },
    ...(input === undefined ? {} : { input }),
    encoding: 'utf8',
  });
  if (status !== 0) throw error ?? new Error(`git ${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout.trim();
}
