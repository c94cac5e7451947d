// Hook managers, really installed: husky comes with the project, the others are tried where the machine has them.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { framework, type Lab, lab } from './support.ts';

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

let one: Lab;
afterEach(() => one?.remove());

function has(program: string): boolean {
  const found = spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
  if (!found) console.warn(`skipped: ${program} is not installed here, so nothing was pushed through it`);
  return found;
}

/** Pushes what is clean, then what edits the framework, then the same past every hook. */
function pushes(): void {
  one.commit('connectors/acme.py', 'A = 2\n');
  const clean = one.push('origin', 'main');
  expect([clean.code, clean.out + clean.err]).toEqual([0, expect.stringContaining('breaks no rule anew')]);
  one.git('checkout', '-q', '-b', 'dirty');
  one.commit(framework, 'X = 1\n');
  one.git('checkout', '-q', 'main');
  const dirty = one.push('origin', 'dirty');
  expect([dirty.code, dirty.out + dirty.err]).toEqual([
    1,
    expect.stringContaining('the push of dirty is blocked: put it'),
  ]);
  expect(one.push('-q', '--no-verify', 'origin', 'dirty').code).toBe(0);
}

/** What `hook install` says is to be written into the manager's own file, without its indent. */
async function advice(): Promise<string> {
  const { code, out } = await one.lint(['hook', 'install']);
  expect(code).toBe(1);
  return out
    .split('\n')
    .slice(1)
    .map((line) => line.slice(2))
    .join('\n');
}

describe('a push', { timeout: 120_000 }, () => {
  it('goes through husky', async () => {
    one = await lab();
    const husky = () => one.run('node', [fromRoot('node_modules/husky/bin.js')]);
    expect(husky().code).toBe(0);
    const said = await one.lint(['hook', 'install']);
    expect([said.code, said.out]).toEqual([0, expect.stringContaining('.husky/pre-push written')]);
    expect(husky().code).toBe(0); // as at every npm install
    pushes();
    expect((await one.lint(['hook', 'uninstall'])).out).toBe('.husky/pre-push removed\n');
    expect(one.push('origin', 'dirty:refs/heads/again').code).toBe(0);
  });

  it.skipIf(!has('lefthook'))('goes through lefthook', async () => {
    one = await lab();
    writeFileSync(join(one.dir, 'lefthook.yml'), '');
    writeFileSync(join(one.dir, 'lefthook.yml'), await advice());
    expect(one.run('lefthook', ['install']).code).toBe(0);
    pushes();
  });

  it.skipIf(!has('simple-git-hooks'))('goes through simple-git-hooks', async () => {
    one = await lab();
    writeFileSync(join(one.dir, 'package.json'), '{"simple-git-hooks": {}}');
    writeFileSync(join(one.dir, 'package.json'), `{${await advice()}}`);
    expect(one.run('simple-git-hooks', []).code).toBe(0);
    pushes();
  });

  it.skipIf(!has('pre-commit'))('goes through pre-commit', async () => {
    one = await lab();
    // the hook as we describe it, but from this machine: pre-commit would fetch and build it otherwise
    const [hook] = parse(readFileSync(fromRoot('.pre-commit-hooks.yaml'), 'utf8'));
    const local = { ...hook, language: 'system', entry: `node_modules/.bin/${hook.entry}` };
    writeFileSync(join(one.dir, '.pre-commit-config.yaml'), stringify({ repos: [{ repo: 'local', hooks: [local] }] }));
    one.git('add', '.pre-commit-config.yaml');
    one.git('commit', '-q', '-m', 'Use pre-commit');
    expect((await one.lint(['hook', 'install'])).out).toContain('runs fork-lint already');
    expect(one.run('pre-commit', ['install', '--hook-type', 'pre-push']).code).toBe(0);
    pushes();
  });
});
