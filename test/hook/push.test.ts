// Real pushes to a bare repository next door, through the hook that `hook install` writes.
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scratch } from '../states/support/git.ts';
import { make } from '../states/support/history.ts';
import { framework, type Lab, lab } from './support.ts';

let one: Lab;
beforeAll(async () => {
  one = await lab();
  expect(one.push('-q', '-u', 'origin', 'main').code).toBe(0);
  one.git('fetch', '-q', 'origin');
  expect(await one.lint(['hook', 'install'])).toMatchObject({ code: 0, out: '.git/hooks/pre-push written\n' });
});
afterAll(() => one.remove());

const onServer = (ref: string): boolean =>
  one.run('git', ['-C', one.server, 'rev-parse', '-q', '--verify', ref]).code === 0;

it.each([
  ['of SHA-256', { sha256: true }],
  ['that is bare', { bare: true }],
])('checks what a repository %s pushes', async (_, making) => {
  const dir = make(join(scratch(), 'repo'), making);
  const at = one.run('git', ['-C', dir, 'rev-parse', 'main']).out.trim();
  const zero = at.replace(/./g, '0');
  const run = (had: string) =>
    one.lint(['hook', 'run', 'origin'], {
      cwd: dir,
      stdin: `main ${at} refs/heads/main ${had}\n(delete) ${zero} refs/heads/x ${at}\n`,
    });
  expect([(await run(zero)).code, (await run(at)).code]).toEqual([1, 0]);
});

it('checks the repository that --git-dir names', () => {
  const dirty = one.git('commit-tree', '-p', 'main', '-m', 'Drop all', '4b825dc642cb6eb9a060e54bf8d69288fbee4904');
  const args = ['--git-dir', join(one.dir, '.git'), 'push', 'origin', `${dirty}:refs/heads/dropped`];
  const { code, err } = one.run('sh', [
    '-c',
    `cd '${dirname(one.server)}' && mkdir -p node_modules && ln -sfn '${one.dir}/node_modules/.bin' node_modules/.bin && git "$@"`,
    'sh',
    ...args,
  ]);
  expect([code, err]).toEqual([1, expect.stringContaining('the push of dropped is blocked: put it right')]);
});

describe('git push', () => {
  it('passes what is clean, and what is up to date', () => {
    one.commit('connectors/acme.py', 'A = 2\n');
    const { code, err } = one.push('origin', 'main');
    expect([code, err]).toEqual([0, expect.stringMatching(/^fork-lint: main [0-9a-f]{12} breaks no rule anew/m)]);
    expect(one.push('origin', 'main').code).toBe(0);
  });

  it('blocks what newly edits the framework, on whatever branch is checked out, and lets --no-verify pass', () => {
    one.git('checkout', '-q', '-b', 'dirty');
    one.commit(framework, 'X = 1\n');
    one.git('checkout', '-q', 'main');
    const { code, out, err } = one.push('origin', 'dirty');
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(framework);
    expect(err).toContain('the push of dirty is blocked');
    expect(err).toContain('--no-verify');
    expect(onServer('refs/heads/dirty')).toBe(false);
    expect(one.push('--dry-run', 'origin', 'dirty').code).toBe(1);
    expect(one.push('origin', 'main').code).toBe(0);
    one.git('tag', '-a', '-m', 'A release', 'acme-1', 'dirty');
    expect(one.push('origin', 'acme-1').err).toContain('the push of acme-1 is blocked');
    expect(one.push('origin', 'main', 'dirty').code).toBe(1);
    expect(one.push('-q', '--no-verify', 'origin', 'dirty').code).toBe(0);
  });

  it('reports only what the remote has not yet, forgives a deletion, and runs in a linked work tree', () => {
    one.git('checkout', '-q', 'dirty');
    one.commit('connectors/acme.py', 'A = 3\n');
    expect(one.push('origin', 'dirty').code).toBe(0);
    const tree = join(one.dir, '..', `${one.dir.split('/').at(-1)}-tree`);
    one.git('worktree', 'add', '-q', '-b', 'linked', tree, 'dirty');
    one.run('ln', ['-s', join(one.dir, 'node_modules'), join(tree, 'node_modules')]);
    const linked = one.run('git', ['-C', tree, 'push', 'origin', 'linked']);
    one.git('worktree', 'remove', '--force', tree);
    expect([linked.code, linked.err]).toEqual([1, expect.stringContaining('the push of linked is blocked')]);
    expect(one.push('origin', ':dirty').code).toBe(0);
    one.git('checkout', '-q', 'main');
  });

  it('lets branches on their way upstream change the framework, by their name on the remote', () => {
    writeFileSync(join(one.dir, 'fork-lint.yaml'), "upstreamBranches: ['up/*']\n");
    expect(one.push('origin', 'dirty:refs/heads/up/fix').code).toBe(0);
    one.git('branch', 'up/other', 'dirty');
    expect(one.push('origin', 'up/other:plain').code).toBe(1);
    writeFileSync(join(one.dir, 'fork-lint.yaml'), '');
  });

  it('blocks with a sentence where it cannot check: no node, no time, no upstream', async () => {
    one.commit('connectors/acme.py', 'A = 4\n');
    const bare = { PATH: '/nowhere', FORK_LINT_NODE: '/nowhere/node', HOME: '/nowhere' };
    const refs = `refs/heads/main ${one.git('rev-parse', 'main')} refs/heads/main ${'0'.repeat(40)}\n`;
    const late = await one.lint(['hook', 'run', 'origin', one.server, '--timeout', '0.001'], { stdin: refs });
    const lost = await one.lint(['hook', 'run', 'origin', '--upstream', 'nobody'], { stdin: refs });
    const torn = await one.lint(['hook', 'run', 'origin'], { stdin: 'what?\n' });
    for (const { code, err } of [late, lost, torn])
      expect([code, err]).toEqual([2, expect.stringMatching(/^fork-lint: the push is blocked.*--no-verify/)]);
    expect(late.err).toContain('longer than 0.001 seconds');
    const text = readFileSync(join(one.dir, '.git/hooks/pre-push'), 'utf8');
    const nodeless = join(one.dir, '.git', 'nodeless');
    writeFileSync(nodeless, text.replaceAll(/\/(opt\/homebrew|usr\/local|usr)\/bin\/node/g, '/nowhere/node'));
    chmodSync(nodeless, 0o755);
    const ran = one.run('/bin/sh', ['-c', `cat() { :; }; . ${nodeless}`], { env: bare, input: '' });
    expect([ran.code, ran.err]).toEqual([2, expect.stringMatching(/there is no node.*--no-verify/)]);
  });

  it('checks HEAD where nothing tells what is pushed, and what pre-commit tells', async () => {
    one.git('checkout', '-q', 'dirty');
    const silent = await one.lint(['hook', 'run', 'origin'], { stdin: null });
    expect([silent.code, silent.err]).toEqual([1, expect.stringContaining('use_stdin')]);
    one.git('checkout', '-q', 'main');
    const env = { PRE_COMMIT: '1', PRE_COMMIT_TO_REF: 'dirty', PRE_COMMIT_REMOTE_NAME: 'origin' };
    expect((await one.lint(['hook', 'run'], { stdin: '', env })).code).toBe(1);
    expect((await one.lint(['hook', 'run'], { stdin: '', env: { PRE_COMMIT: '1' } })).code).toBe(0);
    expect((await one.lint(['hook', 'run'], { stdin: '' })).err).toBe('');
  });

  it('goes by the default branch of the remote where what the remote has is not here, else by the base', async () => {
    const [main, dirty] = [one.git('rev-parse', 'main'), one.git('rev-parse', 'dirty')];
    const push = (oid: string, had: string) => `refs/heads/x ${oid} refs/heads/x ${had}\n`;
    const run = (stdin: string, remote = 'origin') => one.lint(['hook', 'run', remote], { stdin });
    const away = 'f'.repeat(40);
    expect((await run(push(dirty, dirty))).code).toBe(0); // nothing is new
    expect((await run(push(dirty, away))).code).toBe(1);
    expect((await run(push(main, away) + push(main, away))).err.match(/breaks no rule anew/g)).toHaveLength(1);
    expect((await run(push(dirty, '0'.repeat(40)), 'https://example.org/x.git')).code).toBe(1);
    expect((await run(push(away, main))).err).toMatch(
      /the commit f+ of refs\/heads\/x is not here; git push --no-verify/,
    );
    const blob = one.git('rev-parse', `main:${framework}`);
    expect((await run(push(blob, '0'.repeat(40)))).err).toContain('no commit, so there is nothing to check');
  });
});
