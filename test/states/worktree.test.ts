// Work that is not committed: counted by a check of the commit, linted by --worktree.
import { appendFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { git, scratch } from './support/git.ts';
import { make } from './support/history.ts';
import { lint, refusal, report } from './support/lint.ts';
import { listing, written } from './support/listing.ts';

const dir = scratch();

/** A clone with untracked, modified, deleted, staged and ignored files. */
function dirty(name: string): string {
  const repo = make(join(dir, name));
  writeFileSync(join(repo, '.gitignore'), 'ignored/\n*.log\n');
  mkdirSync(join(repo, 'ignored'));
  writeFileSync(join(repo, 'ignored', 'a.py'), 'pass\n');
  writeFileSync(join(repo, 'noise.log'), 'noise\n');
  writeFileSync(join(repo, 'connectors', 'untracked ü.py'), 'pass\n');
  appendFileSync(join(repo, 'connectors', 'config.py'), '# ours\n');
  rmSync(join(repo, 'connectors', 'sources', 'jira.py'));
  writeFileSync(join(repo, 'staged.txt'), 'first\n');
  git(repo, ['add', 'staged.txt']);
  writeFileSync(join(repo, 'staged.txt'), 'first\nsecond\n');
  git(repo, ['rm', '-q', '--cached', 'README.md']); // still there, so not deleted
  return repo;
}

const uncommitted = (out: string): string | undefined => /(\d+ uncommitted files?) not checked/.exec(out)?.[1];

describe('a check of the commit', () => {
  it('counts uncommitted files: untracked, modified, deleted, staged; not the ignored ones', async () => {
    const repo = dirty('counted');
    const { out } = await lint(repo);
    // .gitignore, untracked, config.py, jira.py, staged.txt, README.md twice (gone from the index, there as a file)
    expect(uncommitted(out)).toBe('7 uncommitted files');
    expect(uncommitted((await lint(join(repo, 'connectors'))).out)).toBe('7 uncommitted files');
  });

  it('says nothing of them for a clean tree, another commit, or a bare repository', async () => {
    const repo = dirty('not-counted');
    expect(uncommitted((await lint(repo, ['--fork', 'main'])).out)).toBeUndefined();
    expect(uncommitted((await lint(make(join(dir, 'clean')))).out)).toBeUndefined();
    expect(uncommitted((await lint(make(join(dir, 'bare.git'), { bare: true }))).out)).toBeUndefined();
  });
});

describe('--worktree', () => {
  it('lints the files as they lie there, and leaves repository and index as they are', async () => {
    const repo = dirty('linted');
    const before = listing(repo);
    const { changes, fork, base, findings } = await report(repo, ['--worktree']);
    expect(written(repo, before)).toEqual([]);
    expect(fork).toMatchObject({ ref: 'the work tree', ownCommits: 3 });
    expect(base.ref).toBe('upstream/9.2');
    expect(changes.map(({ path, kind }) => `${kind} ${path}`)).toEqual([
      'added .gitignore',
      'modified connectors/config.py',
      'modified connectors/es/client.py',
      'added connectors/sources/acme_wiki.py',
      'deleted connectors/sources/jira.py',
      'added connectors/untracked ü.py',
      'added staged.txt',
      'added tests/sources/test_acme_wiki.py',
    ]);
    expect(findings.map(({ rule, path }) => `${rule} ${path}`)).toContain('source-edit connectors/sources/jira.py');
  });

  it('answers the same from a directory below, and does not count what it lints', async () => {
    const repo = dirty('below');
    const top = await lint(repo, ['--worktree']);
    expect(uncommitted(top.out)).toBeUndefined();
    expect((await lint(join(repo, 'tests'), ['--worktree'])).out).toBe(top.out);
  });

  it('of a clean tree is the commit', async () => {
    const repo = make(join(dir, 'clean-tree'));
    expect((await report(repo, ['--worktree'])).changes).toEqual((await report(repo)).changes);
  });

  it('works in a linked worktree, and with links and empty folders', async () => {
    const repo = make(join(dir, 'linked-from'));
    git(repo, ['worktree', 'add', '-q', '-b', 'other', join(dir, 'linked')]);
    mkdirSync(join(dir, 'linked', 'empty'));
    symlinkSync('/nowhere', join(dir, 'linked', 'dangling'));
    const { changes } = await report(join(dir, 'linked'), ['--worktree']);
    expect(changes.map(({ path }) => path)).toContain('dangling');
    expect(changes).toHaveLength(4);
  });

  it('keeps the line ends that the repository keeps', async () => {
    const repo = make(join(dir, 'line-ends'));
    git(repo, ['config', 'core.autocrlf', 'true']);
    writeFileSync(join(repo, 'README.md'), '# Connectors\r\n\r\nFix 6\r\n');
    const { changes } = await report(repo, ['--worktree']);
    expect(changes.map(({ path }) => path)).not.toContain('README.md');
  });

  it('leaves a repository inside the repository alone, and says so when git cannot', async () => {
    const repo = make(join(dir, 'nested'));
    make(join(repo, 'inner'));
    expect((await report(repo, ['--worktree'])).changes.map(({ path }) => path)).toContain('inner');
    git(repo, ['init', '-q', 'empty']);
    const { sentence } = refusal(await lint(repo, ['--worktree']));
    expect(sentence).toContain('empty');
  });

  it('during a merge with conflicts', async () => {
    const repo = make(join(dir, 'merging'));
    expect(() => git(repo, ['merge', 'v9.3.0'])).toThrow(/merge/);
    const { findings } = await report(repo, ['--worktree']);
    expect(findings.map(({ rule }) => rule)).toContain('conflict-marker');
  });

  it.each([
    [['--worktree', '--fork', 'main'], /--worktree lints the files checked out/],
    [['--worktree', '-C', '../bare-too.git'], /bare repository has no work tree/],
  ])('%j makes no sense', async (argv, said) => {
    const cwd = make(join(dir, `no-sense ${argv.at(-1)?.replaceAll('/', '-')}`, 'repo'));
    make(join(cwd, '..', 'bare-too.git'), { bare: true });
    expect(refusal(await lint(cwd, argv)).sentence).toMatch(said);
  });
});
