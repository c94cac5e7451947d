// States of a repository in which a check must come to the right answer: the very one it gives of an ordinary clone.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { git, nobody, scratch } from './support/git.ts';
import { clone, elastic, make } from './support/history.ts';
import { lint, type Report, report } from './support/lint.ts';
import { listing, makeReadOnly, written } from './support/listing.ts';

const dir = scratch();
const at = (name: string): string => join(dir, name);
/** What the ordinary clone answers. */
let truth: Report;

beforeAll(async () => {
  truth = await report(make(at('ordinary')));
});

it('the ordinary clone: two own commits on the release line, one framework edit, one conflict', () => {
  const { fork, base, target, changes, findings, forecast, checked } = truth;
  expect(fork).toMatchObject({ ref: 'HEAD', ownCommits: 2 });
  expect(base).toMatchObject({ ref: 'upstream/9.2', how: 'graph', version: '9.2.2' });
  expect(target).toMatchObject({ ref: 'v9.3.0', behind: 3 });
  expect(changes.map(({ path, area }) => `${area} ${path}`)).toEqual([
    'framework connectors/es/client.py',
    'source connectors/sources/acme_wiki.py',
    'source-test tests/sources/test_acme_wiki.py',
  ]);
  const rules = findings.map(({ rule, path }) => `${rule} ${path}`);
  for (const rule of [
    'far-behind null',
    'merge-conflict connectors/es/client.py',
    'framework-edit connectors/es/client.py',
  ])
    expect(rules).toContain(rule);
  expect(forecast.conflicts.map(({ path }) => path)).toEqual(['connectors/es/client.py']);
  expect(checked.undetermined.join()).not.toMatch(/shallow|history/);
});

describe('places', () => {
  it('a bare repository', async () => {
    const bare = make(at('bare.git'), { bare: true });
    expect(await report(bare)).toEqual(truth);
    expect(await report(dir, ['-C', 'bare.git'])).toEqual(truth);
  });

  it('a linked worktree, also one of a bare repository', async () => {
    const repo = make(at('main-worktree'));
    git(repo, ['worktree', 'add', '-q', '-b', 'other', at('linked')]);
    expect(await report(at('linked'))).toEqual(truth);
    const bare = make(at('for-worktree.git'), { bare: true });
    git(bare, ['worktree', 'add', '-q', '-b', 'other', at('linked-to-bare')]);
    expect(await report(at('linked-to-bare'))).toEqual(truth);
  });

  it('a directory below the top', async () => {
    expect(await report(join(make(at('below')), 'connectors', 'sources'))).toEqual(truth);
  });

  it('a detached HEAD', async () => {
    const repo = make(at('detached'));
    git(repo, ['checkout', '-q', '--detach']);
    git(repo, ['branch', '-q', '-D', 'main']);
    expect(await report(repo)).toEqual(truth);
  });

  it.each([
    'colon: space \'quote"double',
    'back\\slash $(touch marker) `id`',
    'mit-ümlaut-日本',
    '-dash',
    '#hash\ttab;',
  ])('a path like %j, as files, as a commit and bare', async (name) => {
    const repo = make(join(at('paths'), name, 'repo'));
    writeFileSync(join(repo, 'connectors', 'own.py'), 'pass\n');
    expect(await report(repo)).toEqual(truth);
    expect((await report(repo, ['--worktree'])).changes.map(({ path }) => path)).toContain('connectors/own.py');
    expect(await report(make(join(at('paths'), name, 'bare.git'), { bare: true }))).toEqual(truth);
  });

  it('objects borrowed from another repository, by an absolute and by a relative path', async () => {
    const lender = make(at('lender'));
    for (const [name, path] of [
      ['absolute', join(lender, '.git', 'objects')],
      ['relative', '../../../lender/.git/objects'],
    ] as const) {
      const repo = at(`borrower-${name}`);
      git(dir, ['clone', '-q', '--shared', '--no-checkout', lender, repo]);
      writeFileSync(join(repo, '.git', 'objects', 'info', 'alternates'), `${path}\n`);
      git(repo, ['remote', 'add', 'upstream', elastic]);
      git(repo, ['fetch', '-q', lender, 'refs/remotes/upstream/*:refs/remotes/upstream/*']);
      git(repo, ['reset', '-q', '--hard']);
      expect(await report(repo)).toEqual(truth);
    }
  });

  it('a .git file that leads elsewhere (separate git directory)', async () => {
    const repo = make(at('separate'));
    git(repo, ['init', '-q', '--separate-git-dir', at('elsewhere.git')]);
    expect(await report(repo)).toEqual(truth);
  });

  it('a SHA-256 repository', async () => {
    const found = await report(make(at('sha256'), { sha256: true }));
    expect(found.fork.sha).toMatch(/^[0-9a-f]{64}$/);
    const withoutIds = (one: Report): string =>
      JSON.stringify(one).replace(/[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{16}/g, 'ID');
    expect(withoutIds(found)).toBe(withoutIds(truth));
  });

  it('packed refs and packed objects', async () => {
    const repo = make(at('packed'));
    git(repo, ['pack-refs', '--all']);
    git(repo, ['repack', '-q', '-a', '-d']);
    git(repo, ['commit-graph', 'write', '--reachable']);
    expect(await report(repo)).toEqual(truth);
  });
});

describe('nothing is written', () => {
  it.each([false, true])(
    'to a read-only repository (bare: %s), by a check of the commit or of the files',
    async (bare) => {
      const repo = make(at(`read-only-${bare}`), { bare });
      if (!bare) writeFileSync(join(repo, 'untracked.txt'), 'x\n');
      makeReadOnly(repo);
      const before = listing(repo);
      expect(await report(repo)).toEqual(truth);
      expect((await lint(repo, ['--format', 'text', '--debug'])).code).toBe(1);
      if (!bare) expect((await report(repo, ['--worktree'])).changes).toHaveLength(4);
      expect(written(repo, before)).toEqual([]);
    },
  );

  it('with a split index, an untracked cache and a stale index', async () => {
    const repo = make(at('split-index'));
    for (const key of ['core.splitIndex', 'core.untrackedCache', 'index.sparse']) git(repo, ['config', key, 'true']);
    git(repo, ['update-index', '--split-index', '--untracked-cache']);
    writeFileSync(join(repo, 'README.md'), '# Connectors\n\nFix 6\n'); // same content, other times
    writeFileSync(join(repo, 'new.txt'), 'x\n');
    const before = listing(repo);
    expect(await report(repo)).toEqual(truth);
    expect((await report(repo, ['--worktree'])).changes.map(({ path }) => path)).toContain('new.txt');
    expect(written(repo, before)).toEqual([]);
  });

  it('and no room stays behind, whether the check comes to an answer or not', async () => {
    const [bin, seen] = [at('recording-git'), at('rooms')];
    mkdirSync(bin);
    const real = join(git(dir, ['--exec-path']), 'git');
    writeFileSync(join(bin, 'git'), `#!/bin/sh\necho "$GIT_DIR" >>'${seen}'\nexec '${real}' "$@"\n`, { mode: 0o755 });
    const env = { PATH: `${bin}:${nobody.PATH}` };
    const repo = make(at('no-room'));
    for (const argv of [[], ['--worktree'], ['--base', 'nothing'], ['--fork', 'nothing', '--worktree']])
      await lint(repo, argv, { env });
    const rooms = new Set(
      readFileSync(seen, 'utf8')
        .split('\n')
        .filter((room) => room.includes('fork-lint-')),
    );
    const left = [...rooms].filter((room) => !room.startsWith(dir));
    expect(left.length).toBeGreaterThan(1);
    expect(left.filter((room) => existsSync(room))).toEqual([]);
  });
});

describe('refs', () => {
  it('a thousand tags of its own, some on own commits and named like releases', async () => {
    const repo = make(at('tags'));
    const lines = Array.from({ length: 1000 }, (_, i) => `create refs/tags/v99.${i}.0 ${i % 2 ? 'HEAD' : 'HEAD~1'}\n`);
    git(repo, ['update-ref', '--stdin'], lines.join(''));
    git(repo, ['tag', '-a', '-m', 'x', 'v98.0.0', 'HEAD']);
    git(repo, ['tag', 'v97.0.0', 'HEAD^{tree}']);
    expect(await report(repo)).toEqual(truth);
  });

  it('several remotes that lead to the upstream: says which it took', async () => {
    const repo = make(at('remotes'));
    git(repo, ['remote', 'add', 'another', 'git@github.com:elastic/connectors.git']);
    git(repo, ['remote', 'add', 'old', 'ssh://git@github.com/elastic/connectors-python']);
    git(repo, ['remote', 'add', 'origin', 'https://github.com/acme/connectors.git']);
    expect(await report(repo)).toEqual(truth);
    const { out } = await lint(repo);
    expect(out).toContain('upstream, another, old all lead to the upstream; took upstream (--upstream chooses)');
  });

  it('the upstream under another name, found by its URL', async () => {
    const repo = make(at('renamed'), { side: { ...clone, lines: 'refs/remotes/elastic/' }, url: null });
    git(repo, ['remote', 'add', 'elastic', 'https://user:secret@github.com/Elastic/Connectors/']);
    const found = await report(repo);
    expect(found.base).toEqual({ ...truth.base, ref: 'elastic/9.2' });
    expect((await lint(repo, ['--debug'])).err).not.toContain('secret');
  });

  it('an upstream without tags: its default branch is the target', async () => {
    const found = await report(make(at('tagless'), { side: { ...clone, tags: null } }));
    expect(found.target).toMatchObject({ ref: 'upstream/main', behind: 4 });
    expect({ ...found.base }).toEqual(truth.base);
    expect(found.changes).toEqual(truth.changes);
  });

  it('only tags fetched: they stand for the release lines, and the report says so', async () => {
    const repo = make(at('only-tags'), { side: { ...clone, lines: null } });
    const found = await report(repo);
    expect(found.base).toEqual({ ...truth.base, ref: 'v9.2.2' });
    expect(found.changes).toEqual(truth.changes);
    expect(found.findings).toEqual(truth.findings);
    expect((await lint(repo)).out).toContain(
      'no branch of upstream is fetched: release tags stand for its release lines',
    );
  });

  it('only the one upstream branch that the fork stands on', async () => {
    const repo = make(at('one-branch'));
    git(repo, ['config', 'remote.upstream.fetch', '+refs/heads/9.2:refs/remotes/upstream/9.2']);
    for (const ref of ['refs/remotes/upstream/main', 'refs/tags/v9.3.0']) git(repo, ['update-ref', '-d', ref]);
    const found = await report(repo);
    expect(found.base).toEqual(truth.base);
    expect(found.changes).toEqual(truth.changes);
    expect(found.target).toMatchObject({ ref: 'v9.2.2', behind: 0 });
  });

  it('a branch may be called anything', async () => {
    const repo = make(at('names'));
    const main = git(repo, ['rev-parse', 'refs/remotes/upstream/main']);
    for (const name of ['--all', '--output=x', '$(id)', '`id`', '日本', "it's", 'a;b', '@', '-']) {
      git(repo, ['update-ref', `refs/heads/${name}`, 'HEAD']);
      git(repo, ['update-ref', `refs/remotes/upstream/${name}`, main]);
      const full = `refs/heads/${name}`;
      const found = await report(repo, ['--fork', full, `--target=refs/remotes/upstream/${name}`]);
      expect({ ...found.fork, target: found.target.sha }).toEqual({ ...truth.fork, ref: full, target: main });
      if (name === '@' || name === '-') continue; // git has another meaning for these
      expect((await report(repo, [`--fork=${name}`])).fork).toEqual({ ...truth.fork, ref: name });
    }
  });

  it('no branch is ever called "a b" or "x..y": such names are refused, not split', async () => {
    const repo = make(at('odd-names'));
    for (const name of ['HEAD HEAD', 'HEAD~1..HEAD', 'HEAD\tHEAD', '^HEAD', '--glob=refs/*'])
      expect(await lint(repo, [`--fork=${name}`])).toMatchObject({ code: 2, out: '' });
  });
});

describe('what is asked', () => {
  let repo: string;
  beforeAll(() => {
    repo = make(at('asked'));
  });

  it.each(['upstream/main', 'main', 'refs/remotes/upstream/main'])(
    '--target %s is the upstream branch',
    async (name) => {
      const found = await report(repo, ['--target', name]);
      expect(found.target).toMatchObject({ ref: name, sha: git(repo, ['rev-parse', 'upstream/main']), behind: 4 });
    },
  );

  it('--target as a tag, an id, a short id and latest', async () => {
    for (const name of ['v9.3.0', truth.target.sha, truth.target.sha.slice(0, 10), 'v9.3.0^{}']) {
      const found = await report(repo, ['--target', name]);
      expect(found.target).toEqual({ ...truth.target, ref: name });
    }
    expect((await report(repo, ['--target', 'latest'])).target).toEqual(truth.target);
  });

  it('--base as the graph finds it, and one that the user knows better', async () => {
    const same = await report(repo, ['--base', truth.base.sha]);
    expect(same.changes).toEqual(truth.changes);
    expect(same.base).toMatchObject({ how: 'given', sha: truth.base.sha });
    const older = await report(repo, ['--base', 'v9.2.1']);
    expect(older.base).toMatchObject({ how: 'given', ref: 'v9.2.1', version: '9.2.1' });
    expect(older.changes.map(({ path }) => path)).toContain('connectors/VERSION');
  });

  it("--base main is upstream's main, not the fork's own branch of that name", async () => {
    const found = await report(repo, ['--base', 'main']);
    expect(found.base.sha).toBe(git(repo, ['rev-parse', 'upstream/main']));
    expect(found.changes.length).toBeGreaterThan(0);
  });

  it('--fork as a branch, an id and an annotated tag', async () => {
    git(repo, ['tag', '-a', '-m', 'x', 'annotated', 'HEAD']);
    for (const name of ['main', truth.fork.sha, 'annotated', 'HEAD~0'])
      expect(await report(repo, ['--fork', name])).toEqual({ ...truth, fork: { ...truth.fork, ref: name } });
  });

  it('a name that is ambiguous here, when the upstream has it too', async () => {
    git(repo, ['branch', '-f', '9.2', 'HEAD']);
    git(repo, ['tag', '-f', '9.2', 'HEAD~1']);
    const found = await report(repo, ['--target', '9.2']);
    expect(found.target.sha).toBe(git(repo, ['rev-parse', 'refs/remotes/upstream/9.2']));
  });

  it('a fork that upstream holds altogether is clean', async () => {
    const { code, out } = await lint(repo, ['--fork', 'v9.2.2']);
    expect({ code, clean: out.includes('0 own commits') }).toEqual({ code: 0, clean: true });
  });
});

describe('the environment of a hook', () => {
  it('GIT_DIR, GIT_INDEX_FILE, GIT_PREFIX and the like are those of another repository', async () => {
    const other = make(at('other'), { side: { ...clone, fork: null } });
    const env = {
      GIT_DIR: join(other, '.git'),
      GIT_WORK_TREE: other,
      GIT_INDEX_FILE: join(other, '.git', 'index'),
      GIT_PREFIX: 'connectors/',
      GIT_OBJECT_DIRECTORY: join(other, 'objects'),
      GIT_COMMON_DIR: join(other, '.git'),
      GIT_NAMESPACE: 'elsewhere',
      GIT_CONFIG_PARAMETERS: "'merge.renames'='false'",
      GIT_EXEC_PATH: git(dir, ['--exec-path']),
      GIT_LITERAL_PATHSPECS: '1',
      GIT_REFLOG_ACTION: 'push',
      GIT_TRACE: '1',
      GIT_EXTERNAL_DIFF: 'false',
      GIT_REPLACE_REF_BASE: 'refs/heads/',
      LC_ALL: 'de_DE.UTF-8',
      LANGUAGE: 'de',
    };
    const repo = make(at('hooked'));
    const before = listing(repo);
    expect(await report(repo, [], { env })).toEqual(truth);
    const files = await report(repo, ['--worktree'], { env });
    expect(files.changes).toEqual(truth.changes);
    expect(written(repo, before)).toEqual([]);
  });

  it('a real pre-push hook, in a linked worktree', async () => {
    const repo = make(at('pushing'));
    git(repo, ['worktree', 'add', '-q', '-b', 'other', at('pushing-linked')]);
    git(dir, ['init', '-q', '--bare', at('pushed.git')]);
    const seen = at('hook-environment');
    mkdirSync(join(repo, '.git', 'hooks'), { recursive: true });
    writeFileSync(join(repo, '.git', 'hooks', 'pre-push'), `#!/bin/sh\nenv >'${seen}'\n`, { mode: 0o755 });
    git(at('pushing-linked'), ['push', '-q', at('pushed.git'), 'other']);
    const env = Object.fromEntries(
      execFileSync('cat', [seen], { encoding: 'utf8', env: nobody })
        .split('\n')
        .flatMap((line) => {
          const [, name = '', value = ''] = /^(GIT_\w+)=(.*)$/.exec(line) ?? [];
          return name.startsWith('GIT_') && !/^GIT_(AUTHOR|COMMITTER|CONFIG)_/.test(name) ? [[name, value]] : [];
        }),
    );
    expect(env).toHaveProperty('GIT_DIR');
    expect(await report(at('pushing-linked'), [], { env })).toEqual(truth);
  });

  it("the user's own git configuration file, named by GIT_CONFIG_GLOBAL, may allow what git would refuse", async () => {
    const repo = make(at('bare-allowed.git'), { bare: true });
    const [strict, loose] = [at('strict.config'), at('loose.config')];
    writeFileSync(strict, '[safe]\n\tbareRepository = explicit\n');
    writeFileSync(loose, '[safe]\n\tbareRepository = all\n');
    expect(await report(repo, [], { env: { GIT_CONFIG_GLOBAL: loose } })).toEqual(truth);
    expect(await lint(repo, [], { env: { GIT_CONFIG_GLOBAL: strict } })).toMatchObject({ code: 2, out: '' });
  });
});
