// Where the hook goes, what becomes of the hook that was there, and that nothing is left of ours.
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { runsConfiguredHooks } from '../../src/git/hooks.ts';
import { openRepository } from '../../src/git/repository.ts';
import { configure } from '../../src/hook/install.ts';
import { parsePushed } from '../../src/hook/pushed.ts';
import { type Lab, lab } from './support.ts';

let one: Lab;
afterEach(() => one?.remove());

const at = (path: string): string => join(one.dir, path);

function write(path: string, text: string | Buffer, mode = 0o755): void {
  mkdirSync(join(at(path), '..'), { recursive: true });
  writeFileSync(at(path), text);
  chmodSync(at(path), mode);
}

const stateOf = (path: string) => [readFileSync(at(path)).toString('hex'), statSync(at(path)).mode];

describe('hook install', () => {
  it('keeps an old hook, runs it with what git said, and puts it back byte for byte', async () => {
    one = await lab();
    const old = Buffer.from('#!/bin/sh\ncat >.git/said; echo "$@" >>.git/said\n# caf\xe9', 'latin1');
    write('.git/hooks/pre-push', old);
    const was = stateOf('.git/hooks/pre-push');
    const { out } = await one.lint(['hook', 'install']);
    expect(out).toContain('kept as pre-push.before-fork-lint and run after it');
    expect((await one.lint(['hook', 'install'])).code).toBe(0); // a second time changes nothing
    expect(one.push('origin', 'main').code).toBe(0);
    const id = one.git('rev-parse', 'main');
    expect(readFileSync(at('.git/said'), 'utf8')).toBe(
      `refs/heads/main ${id} refs/heads/main ${'0'.repeat(40)}\norigin ${one.server}\n`,
    );
    expect((await one.lint(['hook', 'uninstall'])).out).toBe('.git/hooks/pre-push is again what it was\n');
    expect(stateOf('.git/hooks/pre-push')).toEqual(was);
    expect((await one.lint(['hook', 'uninstall'])).out).toBe('no hook of fork-lint is installed here\n');
  });

  it('follows core.hooksPath, but not one that other repositories share', async () => {
    one = await lab();
    one.git('config', 'core.hooksPath', '.githooks');
    expect((await one.lint(['hook', 'install'])).out).toBe('.githooks/pre-push written\n');
    expect(readFileSync(at('.githooks/pre-push'), 'utf8')).not.toContain(process.cwd()); // it is committed
    await one.lint(['hook', 'uninstall']);
    expect(existsSync(at('.githooks/pre-push'))).toBe(false);
    one.git('config', '--unset', 'core.hooksPath');
    one.git('config', '--global', 'core.hooksPath', at('shared'));
    const { code, err } = await one.lint(['hook', 'install']);
    expect([code, err]).toEqual([2, expect.stringContaining('core.hooksPath leads all of your repositories')]);
  });

  it('writes a block into the hook of husky, whose rest still reads what git said', async () => {
    one = await lab();
    write('.husky/pre-push', 'cat >.git/said\n', 0o644);
    write('.husky/_/pre-push', '#!/bin/sh\nsh -e .husky/pre-push "$@"\n');
    one.git('config', 'core.hooksPath', '.husky/_');
    const was = stateOf('.husky/pre-push');
    expect((await one.lint(['hook', 'install'])).out).toContain('.husky/pre-push checks first');
    expect(one.push('origin', 'main').code).toBe(0);
    expect(readFileSync(at('.git/said'), 'utf8')).toMatch(/^refs\/heads\/main [0-9a-f]{40} refs\/heads\/main 0+\n$/);
    one.commit('connectors/utils.py', 'X = 1\n');
    expect(one.push('origin', 'main').code).toBe(1);
    await one.lint(['hook', 'uninstall']);
    expect(stateOf('.husky/pre-push')).toEqual(was);
  });

  it.each([
    ['lefthook.yml', 'pre-push:\n', 'use_stdin: true'],
    ['.pre-commit-config.yaml', 'repos: []\n', '- id: fork-lint'],
    ['package.json', '{"simple-git-hooks": {}}\n', '"pre-push": "npx --no fork-lint hook run'],
  ])('says what to add to %s, and leaves it alone', async (file, text, line) => {
    one = await lab();
    write(file, text);
    const { code, out } = await one.lint(['hook', 'install']);
    expect([code, out]).toEqual([1, expect.stringContaining(line)]);
    expect([readFileSync(at(file), 'utf8'), existsSync(at('.git/hooks/pre-push'))]).toEqual([text, false]);
    write(file, `${text}# fork-lint hook run\n`);
    expect((await one.lint(['hook', 'install'])).code).toBe(0);
  });

  it('sets a hook in the configuration for git >= 2.54, and takes it out again', async () => {
    one = await lab();
    const repository = await openRepository(one.dir, {
      cwd: one.dir,
      env: { PATH: process.env['PATH'], HOME: one.dir },
    });
    const was = stateOf('.git/config');
    await configure(repository, { common: at('.git') }, null);
    expect(one.git('config', 'hook.fork-lint.event')).toBe('pre-push');
    const command = one.git('config', 'hook.fork-lint.command');
    const input = `refs/heads/main ${one.git('rev-parse', 'main')} refs/heads/main ${'0'.repeat(40)}\n`;
    const ran = one.run('sh', ['-c', `${command} "$@"`, command, 'origin', one.server], { input });
    expect([ran.code, ran.err]).toEqual([0, expect.stringContaining('breaks no rule anew')]);
    await one.lint(['hook', 'uninstall']);
    expect([stateOf('.git/config'), existsSync(at('.git/fork-lint-pre-push'))]).toEqual([was, false]);
    expect(
      ['git version 2.54.0', 'git version 3.0', 'git version 2.39.5 (Apple Git-154)'].map(runsConfiguredHooks),
    ).toEqual([true, true, false]);
  });
});

it('reads what git says: spaces in names, deletions, ids of SHA-256', () => {
  const [a, b] = ['a'.repeat(64), 'b'.repeat(40)];
  const lines = [
    `HEAD@{1 day ago} ${b} refs/heads/x ${'0'.repeat(40)}`,
    `(delete) ${'0'.repeat(64)} refs/heads/y ${a}`,
  ];
  expect(parsePushed(`${lines.join('\n')}\n`)).toEqual([
    { local: 'HEAD@{1 day ago}', oid: b, remoteRef: 'refs/heads/x', remoteOid: null },
  ]);
  expect(parsePushed(`HEAD ${a} refs/heads/x ${a}\n`)[0]).toMatchObject({ oid: a, remoteOid: a });
});
