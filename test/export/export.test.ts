// A fork's change of upstream's files, made again on the target: as a branch, as patches, with its carries noted.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Checkout, checkout } from '../carries/support.ts';

const sink = 'connectors/es/sink.py';
const start = ['upstream main: trees/9.2/', 'tag v9.2.0'];
/** Upstream goes on in the same file, elsewhere. */
const later = ['upstream main: carry-after-a-merge/upstream/', 'tag v9.2.1'];
const plain = [...start, ...later, 'fork from v9.2.0: carried-edit/fork/'].join('\n');
const twice = [
  ...start,
  ...later,
  'fork from v9.2.0: carry-outgrown/fork/',
  'fork: docs/own.md says "x\\n"',
  'fork: carry-outgrown/later/',
].join('\n');

let made: { remove(): void }[] = [];
const fork = (history: string): Checkout => {
  const one = checkout(history);
  made.push(one);
  return one;
};
afterEach(() => {
  for (const one of made) one.remove();
  made = [];
});

const names = (repo: Checkout, ref: string): string => repo.git('log', '--format=%an %s', `v9.2.1..${ref}`);

describe('a branch', () => {
  it('holds the change on the target with author, date and message; nothing that is checked out is touched', async () => {
    const repo = fork(plain);
    const [head, status] = [repo.git('rev-parse', 'HEAD'), repo.git('status', '--porcelain')];
    const { code, out, err } = await repo.lint('export', sink);
    expect([code, err]).toEqual([0, '']);
    expect(out.replace(/[0-9a-f]{12}/, 'ID')).toBe(
      [
        'branch   upstream-sink on v9.2.1, at ID',
        '  fork from v9.2.0: carried-edit/fork/',
        'next',
        '  git push origin upstream-sink',
        '  gh pr create --repo elastic/connectors --head OWNER:upstream-sink',
        "  fork-lint carry add connectors/es/sink.py --status submitted --url URL --reason 'WHY'   # once it is open",
        '',
      ].join('\n'),
    );
    expect(repo.git('diff', '--stat', 'v9.2.1', 'upstream-sink')).toMatch(/^ connectors\/es\/sink\.py \| 2 \+\+\n/);
    const words = '--format=%an%n%ae%n%ad%n%cn%n%cd%n%B';
    expect(repo.git('log', '-1', words, 'upstream-sink')).toBe(repo.git('log', '-1', words, 'main'));
    expect([repo.git('rev-parse', 'HEAD'), repo.git('status', '--porcelain')]).toEqual([head, status]);
  });

  it('is the same commit the second time', async () => {
    const repo = fork(plain);
    await repo.lint('export', sink, '--branch', 'one');
    await repo.lint('export', sink, '--branch', 'two');
    expect(repo.git('rev-parse', 'one')).toBe(repo.git('rev-parse', 'two'));
  });

  it('keeps the commits apart, oldest first, without what else they did', async () => {
    const repo = fork(twice);
    await repo.lint('export', sink);
    expect(names(repo, 'upstream-sink')).toBe(
      'Acme fork: carry-outgrown/later/\nAcme fork from v9.2.0: carry-outgrown/fork/\n',
    );
    expect(repo.git('diff', '--name-only', 'v9.2.1', 'upstream-sink')).toBe(`${sink}\n`);
    expect(repo.git('show', `upstream-sink:${sink}`)).toContain('max(10,');
  });

  it('is one commit in the name of all when a merge had a hand in it', async () => {
    const repo = fork(
      [
        ...start,
        ...later,
        'fork from v9.2.0: carried-edit/fork/',
        'fork merges v9.2.1: carry-after-a-merge/merged/',
      ].join('\n'),
    );
    repo.write(sink, repo.read(sink).replace('30_000', '20_000'));
    repo.git('commit', '-q', '-a', '--amend', '--no-edit'); // the merge itself
    repo.write(sink, repo.read(sink).replace('max(50,', 'max(20,'));
    repo.git('-c', 'user.name=Ann', '-c', 'user.email=ann@example.com', 'commit', '-q', '-a', '-m', 'Smaller bulks');
    const { code } = await repo.lint('export', sink);
    expect(code).toBe(0);
    expect(repo.git('log', '--format=%an: %B', 'v9.2.1..upstream-sink').trimEnd()).toBe(
      'Acme: fork from v9.2.0: carried-edit/fork/\n\n* Smaller bulks\n\nCo-authored-by: Ann <ann@example.com>',
    );
  });

  it('follows a file that upstream moved as a whole', async () => {
    const repo = fork(
      [...start, 'upstream main: only trees/9.3/', 'tag v9.3.0', 'fork from v9.2.0: carried-edit/fork/'].join('\n'),
    );
    expect((await repo.lint('export', sink)).code).toBe(0);
    expect(repo.git('diff', '--name-only', 'v9.3.0', 'upstream-sink')).toBe(
      'app/connectors_service/connectors/es/sink.py\n',
    );
  });

  it('says when the target has all of it, and makes none', async () => {
    const repo = fork(
      [...start, 'upstream main: carry-published/upstream/', 'tag v9.2.1', 'fork from v9.2.0: carried-edit/fork/'].join(
        '\n',
      ),
    );
    expect(await repo.lint('export', sink)).toEqual({
      code: 0,
      out: 'v9.2.1 has all of this already: nothing to send\n',
      err: '',
    });
    expect(repo.git('branch', '--format=%(refname:short)')).toBe('main\n');
  });

  it('exits with 1 and names what has no place', async () => {
    const gone = [
      ...start,
      `upstream main: ${sink} is deleted`,
      '  connectors/VERSION says "9.2.1\\n"',
      'tag v9.2.1',
      'fork from v9.2.0: carried-edit/fork/',
    ];
    const repo = fork(gone.join('\n'));
    const { code, out } = await repo.lint('export', sink);
    expect([code, out]).toEqual([1, expect.stringMatching(/^left {5}connectors\/es\/sink\.py/)]);
  });

  it('is made in a bare repository too', async () => {
    const repo = fork(plain);
    const { code } = await repo.lint('-C', '.git', 'export', sink, '--fork', 'main');
    expect(code).toBe(0);
    expect(names(repo, 'upstream-sink')).toBe('Acme fork from v9.2.0: carried-edit/fork/\n');
  });
});

describe('patches', () => {
  it('apply to the target and give what the branch has', async () => {
    const repo = fork(twice);
    const folder = mkdtempSync(join(tmpdir(), 'fork-lint-patches-'));
    made.push({ remove: () => rmSync(folder, { recursive: true, force: true }) });
    const { code, out } = await repo.lint('export', sink, '--patch', folder);
    expect([code, out]).toEqual([0, expect.stringMatching(/^patches {2}2 files for v9\.2\.1\n {2}git am /)]);
    const files = readdirSync(folder).sort();
    expect(files).toEqual(['0001-fork-from-v9.2.0-carry-outgrown-fork.patch', '0002-fork-carry-outgrown-later.patch']);
    expect(readFileSync(join(folder, files[0] ?? ''), 'utf8')).toMatch(
      /^From 0{40} [^\n]*\nFrom: Acme <fork@example\.com>\n/,
    );
    await repo.lint('export', sink);
    repo.git('checkout', '-q', 'v9.2.1');
    repo.git('am', '-q', ...files.map((name) => join(folder, name)));
    expect(repo.git('rev-parse', 'HEAD^{tree}')).toBe(repo.git('rev-parse', 'upstream-sink^{tree}'));
    expect((await repo.lint('export', sink, '--fork', 'main', '--patch', folder)).err).toContain('is not empty');
  });
});

describe('carries', () => {
  const add = [
    'carry',
    'add',
    sink,
    '--id',
    'slow-bulks',
    '--reason',
    'Large bulks are rejected at night',
    '--status',
    'pending',
  ];
  const url = 'https://github.com/elastic/connectors/pull/9001';

  it('name the change, and note that it was sent', async () => {
    const repo = fork(plain);
    await repo.lint(...add);
    const { out } = await repo.lint('export', '--carry', 'slow-bulks');
    expect(out).toContain('branch   upstream-slow-bulks on v9.2.1');
    expect(out).toContain('  fork-lint export --carry slow-bulks --url URL   # once it is open');
    expect((await repo.lint('export', '--carry', 'slow-bulks', '--url', url)).out).toBe(
      `carries  slow-bulks: submitted, ${url}\n`,
    );
    expect(repo.read('fork-lint.carries.yaml')).toContain(`  upstream:\n    status: submitted\n    url: ${url}\n`);
    expect((await repo.lint()).code).toBe(0);
  });

  it.each([
    ['nothing', [], 'say what to send upstream'],
    ['an unknown carry', ['--carry', 'slow'], 'there is no carry "slow"'],
    ['a file that is not changed', ['connectors/source.py'], 'changes nothing at connectors/source.py'],
    ['a link without a carry', [sink, '--url', url], 'no carry declares this change'],
    ['a link that is none', [sink, '--url', 'ftp://x'], 'is no https'],
    ['a branch that git cannot name', [sink, '--branch', 'a..b'], 'cannot be the name of a branch'],
    ['the branch that is checked out', [sink, '--branch', 'main', '--force'], 'is checked out'],
  ])('%s is refused', async (_, args, sentence) => {
    const { code, out, err } = await fork(plain).lint('export', ...args);
    expect([code, out, err]).toEqual([2, '', expect.stringContaining(sentence)]);
  });

  it('an existing branch is replaced with --force only', async () => {
    const repo = fork(plain);
    repo.git('branch', 'upstream-sink', 'v9.2.0');
    const { err } = await repo.lint('export', sink);
    expect(err).toContain('there is a branch upstream-sink already\n  fork-lint export … --branch ANOTHER');
    expect((await repo.lint('export', sink, '--force')).code).toBe(0);
    expect(names(repo, 'upstream-sink')).not.toBe('');
  });

  it('never take sources of the fork along', async () => {
    const repo = fork(
      [...start, 'fork from v9.2.0: carried-edit/fork/', '  connectors/sources/acme.py says "x = 1\\n"'].join('\n'),
    );
    const { code, err } = await repo.lint('export', 'connectors');
    expect([code, err]).toEqual([
      2,
      expect.stringContaining("connectors/sources/acme.py: the fork's own sources do not go into"),
    ]);
  });
});
