import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyzerFor } from '../../src/outline/index.ts';
import { lab, labGit, run, truth } from '../support/lab.ts';

type Broken = Readonly<Record<'source' | 'test', Readonly<Record<string, string | null>>>>;

interface Branch {
  readonly branch: string;
  readonly tip: string;
  readonly base: string;
  readonly added: { readonly sources: readonly string[]; readonly tests: readonly string[] };
  readonly broken: Readonly<Record<string, Broken>>;
  /** Strings that name upstream's modules, and whether each resolves. */
  readonly stringPaths?: Readonly<Record<string, Readonly<Record<string, string>>>> | null;
}

interface Dead {
  readonly rule: string;
  readonly when: string;
  readonly path: string;
  readonly data: {
    readonly import: string;
    readonly home: string | null;
    readonly homes: string[];
    readonly via: string;
  };
}

const { branches } = truth<{ branches: readonly Branch[] }>('custom-connectors.json');
const targets = ['v9.2.0', 'v9.5.2'];

async function dead(dir: string, ...argv: string[]): Promise<Dead[]> {
  const { out, err } = await run(['-C', dir, '--only', 'dead-import', '-f', 'json', '--exit-zero', ...argv]);
  if (out === '') throw new Error(err);
  return (JSON.parse(out) as { findings: Dead[] }).findings;
}

const homesIn = (found: readonly Dead[], paths: readonly string[], via: string): Record<string, string | null> =>
  Object.fromEntries(
    found
      .filter(({ path, data }) => paths.includes(path) && data.via === via)
      .map(({ data }) => [data.import, data.home]),
  );

describe.skipIf(lab === undefined)('dead-import on real branches that add a source', () => {
  const rows = branches.flatMap((one) => targets.map((target) => ({ ...one, target })));

  it.each(rows)('$branch at $target', async ({ tip, target, added, broken, stringPaths }) => {
    const found = await dead(lab ?? '', '--fork', tip, '--target', target);
    expect(homesIn(found, added.sources, 'import')).toEqual(broken[target]?.source);
    expect(homesIn(found, added.tests, 'import')).toEqual(broken[target]?.test);
    const missing = Object.entries(stringPaths ?? {}).filter(([, at]) => at[target] === 'missing');
    expect(Object.keys(homesIn(found, added.tests, 'string')).sort()).toEqual(missing.map(([path]) => path).sort());
    expect(found.every(({ when }) => when === 'next')).toBe(true);
  });

  it.each(branches)('$branch, laid on top of v9.5.2', async ({ tip, added, broken }) => {
    const dir = mkdtempSync(join(tmpdir(), 'fork-lint-laid-'));
    const git = (...args: string[]): string => execFileSync('git', ['-C', dir, ...args], { encoding: 'utf8' });
    try {
      execFileSync('git', ['clone', '-q', '--shared', '--no-checkout', lab ?? '', dir], { stdio: 'ignore' });
      const refs = labGit('for-each-ref', '--format=create %(refname) %(objectname)', 'refs/remotes/upstream/');
      execFileSync('git', ['-C', dir, 'update-ref', '--stdin'], {
        input: refs.replace(/^create refs\/remotes\/upstream\/HEAD .*\n/m, ''),
      });
      git('config', 'remote.upstream.url', 'https://github.com/elastic/connectors.git');
      git('config', 'remote.upstream.fetch', '+refs/heads/*:refs/remotes/upstream/*');
      git('checkout', '-q', '-B', 'laid', 'v9.5.2');
      const files = [...added.sources, ...added.tests];
      git('checkout', '-q', tip, '--', ...files);
      const who = ['-c', 'user.name=Acme', '-c', 'user.email=acme@example.com'];
      git(...who, 'commit', '-qm', 'Lay it on top');
      const before = await dead(dir);
      expect(new Set(before.map(({ when }) => when))).toEqual(new Set(['now']));
      const gone = new Set(before.map((one) => one.data.import));
      const { source = {}, test = {} } = broken['v9.5.2'] ?? {};
      for (const path of [...Object.keys(source), ...Object.keys(test)]) expect(gone).toContain(path);
      const shown = await run(['-C', dir, '--only', 'dead-import', '--fix-dry-run']);
      expect([shown.code, shown.out]).toEqual([1, expect.stringContaining('+from connectors_sdk')]);
      expect(git('status', '--porcelain')).toBe('');
      const fixed = await run(['-C', dir, '--only', 'dead-import', '--fix']);
      expect(fixed.err).not.toContain('fork-lint:');
      git(...who, 'commit', '-qam', 'Fix');
      expect((await dead(dir)).filter(({ data }) => data.homes.length === 1)).toEqual([]);
      for (const path of files) {
        const analyze = await analyzerFor(path)?.open();
        expect(analyze?.(readFileSync(join(dir, path), 'utf8')).partial).toBe(false);
      }
      const again = await run(['-C', dir, '--only', 'dead-import', '--fix-dry-run']);
      expect(again).toMatchObject({ code: 0, out: '' });
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
