// Every way to push refs, by real pushes: forced, all at once, tags, mirrored, deleted, and with ids of SHA-256.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scratch } from '../states/support/git.ts';
import { make } from '../states/support/history.ts';
import { program } from '../support/program.ts';
import { framework, type Lab, lab } from './support.ts';

let one: Lab;
beforeAll(async () => {
  one = await lab();
  expect(one.push('-q', '-u', 'origin', 'main').code).toBe(0);
  one.git('fetch', '-q', 'origin');
  expect((await one.lint(['hook', 'install'])).code).toBe(0);
});
afterAll(() => one.remove());

/** A branch of its own with one commit on top of main. */
function branch(name: string, path: string, text: string): string {
  one.git('checkout', '-q', '-B', name, 'main');
  const oid = one.commit(path, text);
  one.git('checkout', '-q', 'main');
  return oid;
}

describe('git push', { timeout: 120_000 }, () => {
  it('--force: compares with what the remote has, though it is no ancestor', () => {
    branch('topic', framework, 'X = 1\n');
    expect(one.push('-q', '--no-verify', 'origin', 'topic').code).toBe(0);
    one.git('checkout', '-q', 'topic');
    one.git('commit', '-q', '--amend', '-m', 'Say it better');
    expect(one.push('--force', 'origin', 'topic').code).toBe(0); // the same edit: nothing is new
    writeFileSync(join(one.dir, framework), 'Y = 2\n');
    one.git('commit', '-q', '--amend', '-a', '-m', 'Do it differently');
    one.git('checkout', '-q', 'main');
    const { code, err } = one.push('--force', 'origin', 'topic');
    expect([code, err]).toEqual([1, expect.stringMatching(/Y added[\s\S]*the push of topic is blocked: put it right/)]);
  });

  it('--force over what somebody else pushed, which is not here: compares with the default branch', () => {
    const elsewhere = join(dirname(one.server), 'elsewhere');
    one.run('git', ['clone', '-q', one.server, elsewhere]);
    one.run('git', ['-C', elsewhere, 'commit', '-q', '--allow-empty', '-m', 'Meanwhile']);
    one.run('git', ['-C', elsewhere, 'push', '-q', 'origin', 'HEAD:refs/heads/shared']);
    branch('shared', 'connectors/acme.py', 'A = 5\n');
    expect(one.push('--force', 'origin', 'shared').code).toBe(0);
  });

  it('--all: checks each branch, and names the one that is blocked', () => {
    branch('clean', 'connectors/acme.py', 'A = 6\n');
    branch('dirty', framework, 'Z = 1\n');
    const { code, err } = one.push('--all', 'origin');
    expect([code, err]).toEqual([1, expect.stringMatching(/clean [0-9a-f]{12} breaks no rule anew/)]);
    expect(err).toMatch(/the push of dirty is blocked/);
    expect(one.push('--all', '--dry-run', 'origin').code).toBe(1);
    one.git('branch', '-q', '-D', 'dirty', 'topic');
    expect(one.push('--all', 'origin').code).toBe(0);
  });

  it('--tags, --follow-tags and --mirror: peels them, and tags of tags, and forgives deletions', () => {
    const dirty = branch('gone', framework, 'T = 1\n');
    one.git('branch', '-q', '-D', 'gone');
    one.git('tag', 'light', dirty);
    expect(one.push('--tags', 'origin').err).toContain('the push of light is blocked');
    one.git('tag', '-d', 'light');
    one.git('tag', '-a', '-m', 'One', 'one', dirty);
    one.git('tag', '-a', '-m', 'Two', 'two', 'one');
    one.git('tag', '-d', 'one');
    expect(one.push('--tags', 'origin').err).toContain('the push of two is blocked');
    one.git('tag', '-d', 'two');
    one.git('tag', '-a', '-m', 'Fine', 'fine', 'main');
    expect(one.push('--follow-tags', 'origin', 'main').code).toBe(0);
    one.git('update-ref', 'refs/heads/dirty', dirty);
    expect(one.push('--mirror', 'origin').err).toContain('the push of dirty is blocked');
    for (const ref of ['heads/dirty', 'remotes/origin/topic']) one.git('update-ref', '-d', `refs/${ref}`);
    expect(one.push('--mirror', 'origin').code).toBe(0);
    expect(one.push('origin', ':clean', ':fine').code).toBe(0);
  });

  it('of a repository with ids of SHA-256', async () => {
    const dir = make(join(scratchDir, 'repo'), { sha256: true });
    const server = join(scratchDir, 'server.git');
    const bin = join(dir, 'node_modules', '.bin', 'fork-lint');
    mkdirSync(dirname(bin), { recursive: true });
    writeFileSync(bin, `#!/bin/sh\nexec node '${await program()}' "$@"\n`);
    chmodSync(bin, 0o755);
    one.run('git', ['init', '-q', '--bare', '--object-format=sha256', server]);
    const git = (...args: readonly string[]) => one.run('git', ['-C', dir, ...args]);
    git('remote', 'add', 'origin', server);
    expect((await one.lint(['hook', 'install'], { cwd: dir })).code).toBe(0);
    const { code, err } = git('push', 'origin', 'main');
    expect([code, err]).toEqual([1, expect.stringContaining('the push of main is blocked: put it right')]);
    expect(git('push', '-q', '--no-verify', 'origin', 'main').code).toBe(0);
    expect(git('push', 'origin', 'main:refs/heads/topic').code).toBe(0); // nothing that main has not
    expect(git('push', 'origin', ':topic').code).toBe(0);
  });
});

const scratchDir = scratch();
