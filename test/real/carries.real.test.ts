// Two public forks adopted and exported, on scratch clones that borrow the laboratory's objects.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lab, labGit, run } from '../support/lab.ts';

const adopt = ['carry', 'add', '--all', '--reason', 'Here before fork-lint was', '--until', '2099-12-31'];
/** kmitul's branch and its base; upstream's squash of it on main, and upstream's backport of that to 8.17. */
const insecure = { base: '8ea29f17', squash: 'ece146ef', backport: '48b95667' };
const framework = 'connectors/es/client.py';

describe.skipIf(lab === undefined)('real forks', { timeout: 120_000 }, () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'fork-lint-real-'));
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  interface Scratch {
    readonly at: string;
    git(...args: readonly string[]): string;
    lint(...argv: readonly string[]): ReturnType<typeof run>;
  }

  /** A clone with a work tree; `refs` are `name id` lines, all of upstream's when not given. */
  function scratch(name: string, fork: string, refs?: readonly string[]): Scratch {
    const at = join(dir, name);
    mkdirSync(at);
    const git = (...args: readonly string[]): string => {
      const who = ['-c', 'user.name=Acme', '-c', 'user.email=fork@example.com'];
      return execFileSync('git', ['-C', at, ...who, ...args], {
        encoding: 'utf8',
        maxBuffer: 1e9,
        stdio: ['pipe', 'pipe', 'ignore'],
      });
    };
    git('init', '-q');
    writeFileSync(join(at, '.git', 'objects', 'info', 'alternates'), `${join(lab ?? '', 'objects')}\n`);
    const all =
      refs ??
      labGit('for-each-ref', '--format=%(refname) %(objectname)', 'refs/tags', 'refs/remotes/upstream')
        .trim()
        .split('\n');
    for (const line of all.filter((one) => !one.startsWith('refs/remotes/upstream/HEAD'))) {
      const [ref = '', id = ''] = line.split(' ');
      mkdirSync(join(at, '.git', ref, '..'), { recursive: true });
      writeFileSync(join(at, '.git', ref), `${labGit('rev-parse', id).trim()}\n`);
    }
    git('remote', 'add', 'upstream', 'https://github.com/elastic/connectors.git');
    git('checkout', '-q', '-b', 'main', labGit('rev-parse', `refs/heads/${fork}`).trim());
    return { at, git, lint: (...argv) => run(['-C', at, ...argv]) };
  }

  it('brandung 9.2-brandung-poc-custom: adopted, then clean, then red for one more edit', async () => {
    const { at, git, lint } = scratch('brandung', 'brandung/elastic-connectors/9.2-brandung-poc-custom');
    expect((await lint()).code).toBe(1);
    expect((await lint(...adopt)).code).toBe(0);
    git('add', '--all');
    git('commit', '-q', '-m', 'Declare what we carry');
    const clean = await lint();
    expect(clean.code).toBe(0);
    expect(clean.out).toMatch(/\b7 carried in 2 changed files/);
    const utils = join(at, 'connectors', 'utils.py');
    writeFileSync(utils, `${readFileSync(utils, 'utf8')}\nPROXY = None\n`);
    git('commit', '-q', '-a', '-m', 'One more edit');
    const red = JSON.parse((await lint('-f', 'json')).out) as {
      findings: { severity: string; carried: boolean; symbol: string }[];
    };
    expect(red.findings.filter((one) => one.severity === 'error' && !one.carried).map(({ symbol }) => symbol)).toEqual([
      'PROXY',
    ]);
  });

  it('kmitul allow-insecure-https on its own day: adopted, clean; published since, pruned, clean', async () => {
    const { git, lint } = scratch('kmitul', 'kmitul/connectors/allow-insecure-https', [
      `refs/remotes/upstream/main ${insecure.base}`,
    ]);
    const before = await lint();
    expect(before.code).toBe(1);
    expect(before.out).toContain('error framework-edit');
    expect((await lint(...adopt)).code).toBe(0);
    git('add', '--all');
    git('commit', '-q', '-m', 'Declare what we carry');
    expect((await lint()).code).toBe(0);
    git('update-ref', 'refs/remotes/upstream/main', labGit('rev-parse', insecure.squash).trim());
    const published = await lint();
    expect([published.code, published.out]).toEqual([0, expect.stringContaining('info published-carry')]);
    expect((await lint('carry', 'prune')).out).toContain('dropped, upstream has published it');
    expect((await lint()).code).toBe(0);
  });

  it("kmitul's framework change onto v9.5.2: nothing is left to send, for upstream took it", async () => {
    const { lint } = scratch('sent', 'kmitul/connectors/allow-insecure-https');
    expect(await lint('export', framework, '--target', 'v9.5.2')).toMatchObject({
      code: 0,
      out: 'v9.5.2 has all of this already: nothing to send\n',
    });
  });

  it("kmitul's change onto 8.17 is what upstream's people made of it by hand", async () => {
    const { git, lint } = scratch('backport', 'kmitul/connectors/allow-insecure-https');
    const { code } = await lint(
      'export',
      framework,
      'connectors/config.py',
      'config.yml.example',
      'docs',
      '--target',
      `${insecure.backport}^`,
      '--branch',
      'b',
    );
    expect(code).toBe(0);
    expect(git('rev-parse', 'b^{tree}')).toBe(git('rev-parse', `${insecure.backport}^{tree}`));
    expect(git('log', '--format=%an', `${insecure.backport}^..b`)).toBe('Mitul Kataria\n'.repeat(5));
  });

  it("kmitul's change onto a v9.5.2 that lacks it gives v9.5.2's own files; the patch applies and is one a person would send", async () => {
    const { at, git, lint } = scratch('restructured', 'kmitul/connectors/allow-insecure-https');
    const app = 'app/connectors_service/';
    const env = { ...process.env, GIT_INDEX_FILE: join(at, '.git', 'without') };
    const index = (args: readonly string[], input?: string): string =>
      execFileSync('git', ['-C', at, ...args], { env, encoding: 'utf8', input });
    index(['read-tree', 'v9.5.2']);
    const paths = [framework, 'config.yml.example'];
    for (const path of paths) {
      const patch = labGit('diff', insecure.base, 'kmitul/connectors/allow-insecure-https', '--', path);
      index(
        ['apply', '-R', '--cached', '-C1'],
        patch.replaceAll(`a/${path}`, `a/${app}${path}`).replaceAll(`b/${path}`, `b/${app}${path}`),
      );
    }
    const without = git('commit-tree', index(['write-tree']).trim(), '-p', 'v9.5.2', '-m', 'Without').trim();
    const folder = join(dir, 'patches');
    expect((await lint('export', ...paths, '--target', without, '--patch', folder)).code).toBe(0);
    git('checkout', '-q', without);
    git(
      'am',
      '-q',
      ...readdirSync(folder)
        .sort()
        .map((name) => join(folder, name)),
    );
    expect(git('rev-parse', 'HEAD^{tree}')).toBe(git('rev-parse', 'v9.5.2^{tree}'));
    const [first = ''] = readdirSync(folder).sort();
    const patch = readFileSync(join(folder, first), 'utf8');
    expect(patch).toMatch(
      /^From 0+ [^\n]*\nFrom: Mitul Kataria <[^>]+>\nDate: Wed, 23 Oct 2024 10:37:13 \+0900\nSubject: \[PATCH 1\/\d\] Allowed insecure HTTPS connection\n/,
    );
    expect(patch).toContain(`+++ b/${app}${framework}`);
  });

  it('what upstream split goes to its parts by port; what both sides changed is named, and exits with 1', async () => {
    const { git, lint } = scratch('split', 'brandung/elastic-connectors/9.2-brandung-poc-custom');
    const { code, out } = await lint(
      'export',
      'connectors/sources/sharepoint_online.py',
      '--target',
      'v9.5.2',
      '--branch',
      'b',
    );
    const parts = git('diff', '--name-only', 'v9.5.2', 'b').trim().split('\n');
    expect(parts.map((path) => path.replace(/^.*\//, ''))).toEqual(['client.py', 'datasource.py']);
    expect(code).toBe(/^left /m.test(out) ? 1 : 0);
  });
});
