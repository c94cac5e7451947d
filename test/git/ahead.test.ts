import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { askAhead } from '../../src/git/ahead.ts';
import { listing } from '../../src/git/refs.ts';
import { openRepository, settings, whereabouts } from '../../src/git/repository.ts';
import { namesToResolve, resolving } from '../../src/git/resolve.ts';
import { tell } from '../support/story.ts';

const story = tell('clean-fork');
const empty = mkdtempSync(join(tmpdir(), 'fork-lint-ahead-'));
afterAll(() => {
  story.remove();
  rmSync(empty, { recursive: true });
});

const from = (argv: readonly string[], cwd = story.dir, names: readonly string[] = []) =>
  askAhead(argv, { cwd, env: process.env }, names);
const refs = listing(['refs/remotes/upstream/', 'refs/tags/', 'refs/fork-lint/upstream-tags/']);

describe('what git is asked while the program is being loaded', () => {
  it.each([[[]], [['check', '--target', 'v9.3.0']], [['-q']], [['hook', 'run', 'origin']]])(
    'is what a check asks first: %j',
    async (argv) => {
      const ahead = from(argv);
      const answers = await Promise.all([whereabouts, settings, refs].map((args) => ahead.take(story.dir, args)));
      expect(answers.map((answer) => answer?.code)).toEqual([0, 0, 0]);
      expect(answers[2]?.out.toString()).toContain('refs/remotes/upstream/main');
    },
  );

  it.each([[['--repo', story.dir]], [[`--repo=${story.dir}`]], [['-C', story.dir]]])(
    'is asked where %j says',
    (argv) => {
      expect(from(argv, empty).take(story.dir, whereabouts)).toBeDefined();
    },
  );

  it('is answered once only: by the next question the repository may be another', () => {
    const ahead = from([]);
    expect(ahead.take(story.dir, refs)).toBeDefined();
    expect(ahead.take(story.dir, refs)).toBeUndefined();
  });

  it('tells commits by name, any of those that were asked about, and of others nothing', async () => {
    const ahead = from([], story.dir, ['HEAD', 'no-such', 'refs/remotes/upstream/main']);
    const told = async (...names: string[]) =>
      (await ahead.take(story.dir, resolving, namesToResolve(names)))?.out.toString().split('\n').slice(0, -1);
    const [head, main] = ['HEAD', 'refs/remotes/upstream/main'].map((name) => story.git('rev-parse', name).trim());
    expect(await told('refs/remotes/upstream/main', 'HEAD')).toEqual([`${main} commit`, `${head} commit`]);
    expect(await told('no-such')).toEqual(['no-such^{commit} missing']);
    expect(await told('HEAD', 'another')).toBeUndefined();
    expect(ahead.take(empty, resolving, namesToResolve(['HEAD']))).toBeUndefined();
  });

  it('leaves a name that means two things, or that ends git, to whoever asks for it', async () => {
    story.git('tag', 'main');
    for (const name of ['main', 'x@{upstream}'])
      expect(await from([], story.dir, ['HEAD', name]).take(story.dir, resolving, namesToResolve(['HEAD']))).toBeNull();
    story.git('tag', '-d', 'main');
  });

  it.each([
    [['rules']],
    [['--help']],
    [['--version']],
    [['--fetch']],
    [['--debug']],
    [['hook', 'install']],
    [['port', '--target', 'x']],
  ])('is nothing for %j', (argv) => expect(from(argv).take(story.dir, whereabouts)).toBeUndefined());

  it('changes neither what a repository is nor what is said where there is none', async () => {
    const open = (cwd: string, ahead = from([], cwd)) => openRepository('.', { cwd, env: process.env, ahead });
    const [early, late] = [await open(story.dir), await open(story.dir, { take: () => undefined })];
    expect(early.remotes).toEqual(late.remotes);
    expect([early.gitDir, early.workTree, early.objects]).toEqual([late.gitDir, late.workTree, late.objects]);
    await expect(open(empty)).rejects.toThrow('is not inside a git repository');
  });
});
