// States in which nothing can be known. Each is refused with one sentence and what to type next; never a clean report.
import { chmodSync, chownSync, lchownSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readObjects } from '../../src/git/blobs.ts';
import { openRepository } from '../../src/git/repository.ts';
import { openRoom } from '../../src/git/room.ts';
import { git, nobody, scratch } from './support/git.ts';
import { clone, elastic, make, makeServers } from './support/history.ts';
import { lint, refusal, report } from './support/lint.ts';

const dir = scratch();
const at = (name: string): string => join(dir, name);
/** Then every partial clone is refused, whatever it lacks. */
const before239 = / 2\.38\./.test(git(dir, ['version']));

describe('places', () => {
  it('not a repository', async () => {
    mkdirSync(at('empty'));
    const { sentence, next } = refusal(await lint(at('empty')));
    expect(sentence).toBe(`${at('empty')} is not inside a git repository`);
    expect(next[0]).toMatch(/^fork-lint --repo DIR/);
  });

  it('no such directory, or a file', async () => {
    expect(refusal(await lint(dir, ['-C', 'nowhere'])).sentence).toBe(`there is no directory ${at('nowhere')}`);
    writeFileSync(at('file'), '');
    expect(refusal(await lint(dir, ['-C', 'file'])).sentence).toBe(`there is no directory ${at('file')}`);
  });

  it('no commit yet', async () => {
    git(dir, ['init', '-q', at('unborn')]);
    git(at('unborn'), ['remote', 'add', 'upstream', elastic]);
    const { sentence, next } = refusal(await lint(at('unborn')));
    expect(sentence).toBe(`${at('unborn')} has no commit yet, so there is nothing to check`);
    expect(next[0]).toBe('git commit');
    refusal(await lint(at('unborn'), ['--worktree']));
  });

  it('HEAD on a branch without commits, though the upstream is fetched', async () => {
    const repo = make(at('orphan'));
    git(repo, ['checkout', '-q', '--orphan', 'new']);
    expect(refusal(await lint(repo)).sentence).toMatch(/has no commit yet/);
    expect(await report(repo, ['--fork', 'main'])).toMatchObject({ fork: { ownCommits: 2 } });
  });

  it.skipIf(process.getuid?.() !== 0)('a repository of another user', async () => {
    const repo = make(at('of another'));
    for (const one of [repo, join(repo, '.git')]) chownSync(one, 65_534, 65_534);
    const { sentence, next } = refusal(await lint(repo));
    expect(sentence).toBe(`${repo} belongs to another user, and git refuses to read it`);
    expect(next).toEqual([`git config --global --add safe.directory '${repo}'`]);
    // what is to be typed settles it
    mkdirSync(at('home-safe'));
    writeFileSync(join(at('home-safe'), '.gitconfig'), `[safe]\n\tdirectory = ${repo}\n`);
    expect(await report(repo, [], { env: { HOME: at('home-safe') } })).toMatchObject({ fork: { ownCommits: 2 } });
    for (const entry of readdirSync(repo)) lchownSync(join(repo, entry), 0, 0);
  });

  it('a bare repository, when the user wants those named', async () => {
    const bare = make(at('bare.git'), { bare: true });
    mkdirSync(at('home-bare'));
    writeFileSync(join(at('home-bare'), '.gitconfig'), '[safe]\n\tbareRepository = explicit\n');
    const { sentence, next } = refusal(await lint(bare, [], { env: { HOME: at('home-bare') } }));
    expect(sentence).toContain('safe.bareRepository');
    expect(next[0]).toContain('safe.bareRepository all');
  });

  it('a configuration that git cannot read', async () => {
    const repo = make(at('bad-config'));
    writeFileSync(join(repo, '.git', 'config'), '[remote "upstream\n');
    expect(refusal(await lint(repo)).sentence).toContain('bad config line 1');
  });
});

describe('the disk', () => {
  it('is full: git says so, and so do we', async () => {
    const bin = at('full-disk');
    mkdirSync(bin);
    const fails = `echo 'fatal: unable to write loose object file: No space left on device' >&2; exit 128`;
    const script = `#!/bin/sh\ncase " $* " in *" merge-tree "*) ${fails} ;; *) exec '${git(dir, ['--exec-path'])}/git' "$@" ;; esac\n`;
    writeFileSync(join(bin, 'git'), script, { mode: 0o755 });
    const { sentence } = refusal(await lint(make(at('on-full-disk')), [], { env: { PATH: `${bin}:${nobody.PATH}` } }));
    expect(sentence).toBe('git cannot write its temporary files (No space left on device)');
  });
});

describe('git itself', () => {
  it('is not installed', async () => {
    const repo = make(at('gitless'));
    mkdirSync(at('no-programs'));
    const { sentence, next } = refusal(await lint(repo, [], { env: { PATH: at('no-programs') } }));
    expect(sentence).toBe('git could not be started: there is no such program on PATH');
    expect(next[0]).toMatch(/^git --version/);
  });

  it('may not be executed', async () => {
    const repo = make(at('git-not-executable'));
    mkdirSync(at('dead-programs'));
    writeFileSync(join(at('dead-programs'), 'git'), '#!/bin/sh\n', { mode: 0o644 });
    refusal(await lint(repo, [], { env: { PATH: at('dead-programs') } }));
  });

  /** A git that does what the real one does, but for what one of that age did not know. */
  function gitOfAge(version: string, unknown: string): string {
    const bin = at(`git-${version}`);
    const real = git(dir, ['--exec-path']);
    mkdirSync(bin, { recursive: true });
    const script = [
      '#!/bin/sh',
      `case " $* " in`,
      `*" version "*) echo 'git version ${version}' ;;`,
      unknown,
      `*) exec '${real}/git' "$@" ;;`,
      'esac',
    ];
    writeFileSync(join(bin, 'git'), `${script.join('\n')}\n`);
    chmodSync(join(bin, 'git'), 0o755);
    return `${bin}:${process.env['PATH']}`;
  }

  it('is 2.30, which echoes the options of rev-parse that it does not know', async () => {
    const path = gitOfAge(
      '2.30.2',
      `*" --path-format=absolute "*) printf '%s\\n' --path-format=absolute sha1 false .git .git/objects .git/shallow '' ;;`,
    );
    const { sentence, next } = refusal(await lint(make(at('old-230')), [], { env: { PATH: path } }));
    expect(sentence).toBe(
      'git 2.30.2 is too old: the merge forecast needs git 2.38 or newer (merge-tree --write-tree)',
    );
    expect(next[0]).toContain('install a newer git');
  });

  it.each(['one history', 'no common history'])('is 2.37, which knows another merge-tree (%s)', async (history) => {
    const path = gitOfAge(
      '2.37.1',
      `*" merge-tree "*) echo 'usage: git merge-tree <base-tree> <branch1> <branch2>' >&2; exit 129 ;;`,
    );
    const repo = make(at(`old-237 ${history}`));
    if (history !== 'one history') {
      const root = git(repo, ['commit-tree', 'HEAD^{tree}', '-m', 'zip import']);
      git(repo, ['reset', '-q', '--hard', root]);
      expect(await report(repo)).toMatchObject({ base: { how: 'content' } });
    }
    expect(refusal(await lint(repo, [], { env: { PATH: path } })).sentence).toMatch(/^git 2\.37\.1 is too old/);
  });

  it('is 2.38, which says of what a partial clone left out that it is not there', async () => {
    const repo = make(at('old-238'));
    const env = { PATH: gitOfAge('2.38.0', '') };
    expect(await report(repo, [], { env })).toMatchObject({ fork: { ownCommits: 2 } });
    git(repo, ['config', 'remote.upstream.promisor', 'true']);
    const { sentence } = refusal(await lint(repo, [], { env }));
    expect(sentence).toBe('this is a partial clone, and git 2.38.0 cannot tell what it left out; 2.39 and newer can');
  });
});

describe('the upstream', () => {
  it('no remote leads to it: the text holds the line that adds it', async () => {
    const repo = make(at('remoteless'), { url: null });
    git(repo, ['remote', 'add', 'origin', 'https://github.com/acme/connectors.git']);
    const { next } = refusal(await lint(repo));
    expect(next[0]).toBe(`git remote add upstream ${elastic}`);
    git(repo, (next[0] ?? '').split(' ').slice(1)); // what is to be typed settles it: its branches are here already
    expect(await report(repo)).toMatchObject({ fork: { ownCommits: 2 } });
  });

  it('--upstream names none', async () => {
    const repo = make(at('wrong-upstream'));
    expect(refusal(await lint(repo, ['--upstream', 'elastc'])).sentence).toContain('called elastc');
    const { sentence, next } = refusal(await lint(repo, ['--upstream', 'https://me:secret@example.org/x/y']));
    expect(sentence + next.join()).not.toContain('secret');
  });

  it('nothing of it is fetched', async () => {
    const repo = make(at('unfetched'), { side: { ...clone, lines: null, tags: null } });
    const { sentence, next } = refusal(await lint(repo));
    expect(sentence).toBe('nothing has been fetched from upstream yet');
    expect(next[0]).toBe('git fetch upstream --tags');
  });

  it('only its feature branches are fetched', async () => {
    const repo = make(at('features'), { side: { ...clone, lines: 'refs/remotes/upstream/feature-', tags: null } });
    expect(refusal(await lint(repo)).sentence).toBe(
      'none of the branches fetched from upstream is a release line of the upstream',
    );
  });

  it('--fetch from where nothing answers', async () => {
    const repo = make(at('unreachable'), { url: `file://${at('gone.git')}` });
    const { sentence, next } = refusal(await lint(repo, ['--fetch']));
    expect(sentence).toMatch(/^upstream could not be fetched: /);
    expect(next[0]).toContain('fetch upstream');
  });
});

describe('refs', () => {
  it.each([
    ['--fork', 'nothing', /no commit here is called "nothing"/],
    ['--base', 'v0.0.1', /the base "v0.0.1" is no commit here/],
    ['--target', 'v10.0.0', /the target "v10.0.0" is no commit here/],
    ['--target', 'HEAD^{tree}', /is no commit here/],
    ['--fork', '0123456789012345678901234567890123456789', /no commit here/],
    ['--fork', 'a\nb', /cannot be the name of a commit/],
    ['--target', '\u001b[31mred', /"\\u001b\[31mred"/],
  ])('missing: %s %j', async (flag, name, said) => {
    const repo = make(at(`missing-${flag}-${Buffer.from(name).toString('hex').slice(0, 12)}`));
    expect(refusal(await lint(repo, [flag, name])).sentence).toMatch(said);
  });

  it.each(['--fork', '--base', '--target'])('ambiguous: %s names a branch and a tag', async (flag) => {
    const repo = make(at(`ambiguous${flag}`));
    git(repo, ['branch', 'both', 'HEAD~1']);
    git(repo, ['tag', 'both', 'HEAD']);
    for (const name of ['both', 'both~1']) {
      const { sentence, next } = refusal(await lint(repo, [flag, name]));
      expect(sentence).toContain(`${name} is ambiguous`);
      expect(next[0]).toContain('refs/heads/');
    }
    await report(repo, [flag, 'refs/heads/both']);
  });

  it('an id too short to mean one commit', async () => {
    const repo = make(at('short-id'));
    const trees = Array.from({ length: 64 }, (_, i) => git(repo, ['commit-tree', 'HEAD^{tree}', '-m', String(i)]));
    const twice = trees.map((id) => id.slice(0, 4)).find((id, i, all) => all.indexOf(id) !== i);
    const short = twice ?? trees.map((id) => id.slice(0, 2)).find((id, i, all) => all.indexOf(id) !== i) ?? '';
    refusal(await lint(repo, ['--fork', short]));
  });
});

describe('objects', () => {
  it.skipIf(before239)('a partial clone whose blobs are out of reach, and what settles it', async () => {
    const servers = makeServers(at('servers'));
    for (const checkout of [true, false]) {
      const repo = at(`partial-${checkout}`);
      git(dir, ['clone', '-q', '--filter=blob:none', ...(checkout ? [] : ['--no-checkout']), servers.fork, repo]);
      git(repo, ['remote', 'add', 'upstream', servers.upstream]);
      git(repo, ['fetch', '-q', '--filter=blob:none', 'upstream', '--tags']);
      const { sentence, next } = refusal(await lint(repo));
      expect(sentence).toMatch(/partial clone/);
      for (const line of next) git(repo, line.split('   #')[0]?.split(' ').slice(1) ?? []);
      expect(await report(repo)).toMatchObject({ fork: { ownCommits: 2 }, target: { version: '9.3.0' } });
    }
  });

  it('a partial clone without trees', async () => {
    const servers = makeServers(at('servers-treeless'));
    const repo = at('treeless');
    git(dir, ['clone', '-q', '--filter=tree:0', '--no-checkout', servers.fork, repo]);
    git(repo, ['remote', 'add', 'upstream', servers.upstream]);
    git(repo, ['fetch', '-q', '--filter=tree:0', 'upstream', '--tags']);
    expect(refusal(await lint(repo)).sentence).toMatch(/partial clone/);
  });

  it.skipIf(before239)('a partial clone that lacks nothing but what only the target has', async () => {
    const servers = makeServers(at('servers-target'));
    const repo = at('partial-target');
    git(dir, ['clone', '-q', servers.fork, repo]);
    git(repo, ['remote', 'add', 'upstream', servers.upstream]);
    git(repo, ['fetch', '-q', '--filter=blob:none', 'upstream', '--tags']);
    git(repo, ['checkout', '-q', '--detach', 'v9.2.2']); // a fork without conflicts: it adds one file
    writeFileSync(join(repo, 'own.txt'), 'own\n');
    git(repo, ['add', '.']);
    git(repo, ['commit', '-q', '-m', 'Own file']);
    refusal(await lint(repo));
    // a file that was left out is not a file that is not there
    const room = openRoom(await openRepository(repo, { cwd: repo, env: nobody }));
    const target = git(repo, ['rev-parse', 'v9.3.0']);
    await expect(readObjects(room.git, [`${target}:connectors/es/client.py`])).rejects.toThrow(/partial clone/);
    expect(await readObjects(room.git, [`${target}:connectors/nothing.py`])).toEqual([null]);
    room.close();
  });

  /** Removes one object; `make` leaves them loose. */
  function lose(repo: string, name: string): void {
    const id = git(repo, ['rev-parse', name]);
    rmSync(join(repo, '.git', 'objects', id.slice(0, 2), id.slice(2)));
  }

  it.each([
    ['a commit of the fork', 'HEAD~1'],
    ['the tip of the fork', 'HEAD'],
    ['a commit of the upstream', 'refs/remotes/upstream/main~1'],
    ['the tip of the upstream', 'refs/remotes/upstream/main'],
    ['a tree of the fork', 'HEAD:connectors/es'],
    ['a tree of the base', 'v9.2.2:connectors'],
    ['a tree of the target', 'v9.3.0^{tree}'],
    ['a file of the fork', 'HEAD:connectors/es/client.py'],
    ['a file of the base', 'v9.2.2:connectors/es/client.py'],
    ['a file of the target', 'v9.3.0:connectors/es/client.py'],
    ["the fork's VERSION", 'HEAD:connectors/VERSION'],
    ["the target's VERSION", 'v9.3.0:connectors/VERSION'],
  ])('a damaged repository lacks %s', async (what, name) => {
    const repo = make(at(`lacks ${what}`));
    lose(repo, name);
    const { sentence, next } = refusal(await lint(repo, ['--fork', 'main']));
    expect(sentence).toMatch(/git cannot read|cannot open|no commit here/);
    expect(next.join('\n')).toMatch(/git (fsck|branch)/);
  });

  it('a damaged repository holds garbage', async () => {
    const repo = make(at('garbage'));
    const id = git(repo, ['rev-parse', 'HEAD~1']);
    const file = join(repo, '.git', 'objects', id.slice(0, 2), id.slice(2));
    chmodSync(file, 0o644);
    writeFileSync(file, 'garbage');
    expect(refusal(await lint(repo, ['--fork', 'main'])).next.join()).toContain('git fsck');
  });
});
