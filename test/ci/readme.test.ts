// What the README says about hook and status check, typed line by line on a scratch clone of a fork.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { program } from '../support/program.ts';
import { Servers } from './support.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

interface Line {
  readonly typed: string;
  /** What the comment behind it says. */
  readonly says: string;
}

function walk(name: string): Line[] {
  const [, block = ''] = new RegExp(`<!-- walk: ${name} -->\\n\`\`\`sh\\n([\\s\\S]*?)\`\`\``).exec(readme) ?? [];
  const lines = block.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => ({ typed: line.replace(/\s+# .*$/, ''), says: /\s# (.*)$/.exec(line)?.[1] ?? '' }));
}

const one = new Servers();
afterAll(() => one.remove());

/** A clone of the fork on a machine where fork-lint is installed, and where GitHub is next door. */
beforeAll(async () => {
  const bin = join(one.top, 'bin', 'fork-lint');
  mkdirSync(dirname(bin));
  writeFileSync(bin, `#!/bin/sh\nexec node '${await program()}' "$@"\n`);
  chmodSync(bin, 0o755);
  const config = [
    '[user]\n\tname = Fiona\n\temail = fiona@example.org',
    '[push]\n\tdefault = current',
    `[url "file://${one.upstream}"]\n\tinsteadOf = https://github.com/elastic/connectors.git`,
  ];
  writeFileSync(join(one.top, '.gitconfig'), `${config.join('\n')}\n`);
});

function type(at: string, { typed }: Line) {
  const PATH = `${join(one.top, 'bin')}:${dirname(process.execPath)}:${process.env['PATH']}`;
  const env = { PATH, HOME: one.top, GIT_CONFIG_NOSYSTEM: '1' };
  const { status, stdout, stderr } = spawnSync('sh', ['-c', typed], { cwd: at, env, encoding: 'utf8' });
  return { code: status, text: `${stdout}${stderr}` };
}

function follow(at: string, lines: readonly Line[]): void {
  expect(lines.length).toBeGreaterThan(8);
  for (const line of lines) {
    const { code, text } = type(at, line);
    const red = /^(?:blocked|red)/.test(line.says);
    expect([line.typed, code, code === (red ? 1 : 0) ? '' : text]).toEqual([line.typed, red ? 1 : 0, '']);
  }
}

/** A clone of a fork that has no divergence of old. */
function clone(name: string): string {
  const at = join(one.top, name);
  one.git(one.server, 'update-ref', 'refs/heads/main', one.git(one.upstream, 'rev-parse', 'main'));
  one.git(one.top, 'clone', '-q', `file://${one.server}`, at);
  return at;
}

describe('the README, typed line by line', { timeout: 120_000 }, () => {
  it('from nothing to a push that is blocked, then carried, then green', () => {
    const at = clone('hook');
    const hooks = () => type(at, { typed: 'ls .git/hooks; git config --get-regexp ^hook', says: '' }).text;
    const before = hooks();
    follow(at, walk('hook'));
    expect(hooks()).toBe(before);
    expect(one.git(one.server, 'rev-parse', 'main')).toBe(one.git(at, 'rev-parse', 'HEAD'));
  });

  it('from nothing to a pull request that is red, then carried, then green', async () => {
    const at = clone('workflow');
    follow(at, walk('workflow'));
    const check = async () => {
      one.git(one.dev, 'fetch', '-q', 'origin');
      one.git(one.dev, 'checkout', '-q', '-B', 'request', 'origin/wait-for-our-proxy');
      const { head, merge } = one.request('request');
      const event = one.event('pull_request', { HEAD: head });
      const summary = join(one.top, `${head}.md`);
      const env = { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'pull_request', GITHUB_STEP_SUMMARY: summary };
      const ran = await one.ci(one.checkout(merge, { depth: 1 }), { ...env, GITHUB_EVENT_PATH: event });
      return { ...ran, summary: readFileSync(summary, 'utf8') };
    };
    const red = await check();
    expect([red.code, red.out]).toEqual([1, expect.stringMatching(/^::error file=connectors\/utils\.py/)]);
    const carry = walk('hook').filter(({ typed }) => /carr/i.test(typed));
    for (const line of [...carry, { typed: 'git push', says: '' }]) expect(type(at, line).code).toBe(0);
    const green = await check();
    expect([green.code, green.out]).toEqual([0, expect.stringMatching(/^::warning .*carry-new/)]);
    expect(green.summary).toMatch(/^## ✅ fork-lint: 1 warning, 1 carried\n/);
  });
});
