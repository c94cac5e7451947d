import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { readHeads, readObjects } from '../../src/git/blobs.ts';
import { foldersAbove } from '../../src/git/lost.ts';
import { readerIn } from '../../src/git/reader.ts';
import { gitIn } from '../../src/git/run.ts';
import { git, nobody, scratch } from '../states/support/git.ts';

const dir = scratch();
let repo: string;
let count = 0;

/** A commit with `a/b/c.txt`, a link `to` that leads to `a`, and a submodule `sub`. */
beforeEach(() => {
  repo = join(dir, `repo-${count++}`);
  mkdirSync(join(repo, 'a', 'b'), { recursive: true });
  git(repo, ['init', '-q']);
  writeFileSync(join(repo, 'a', 'b', 'c.txt'), 'c\n');
  symlinkSync('a', join(repo, 'to'));
  git(repo, ['add', '.']);
  git(repo, ['update-index', '--add', '--cacheinfo', `160000,${'5'.repeat(40)},sub`]);
  git(repo, ['commit', '-qm', 'all']);
});

function lose(name: string): void {
  const oid = git(repo, ['rev-parse', name]);
  rmSync(join(repo, '.git', 'objects', oid.slice(0, 2), oid.slice(2)));
}

/** The three ways to read: each must say the same. */
async function everyWay(path: string): Promise<unknown[]> {
  const place = { cwd: repo, env: nobody, userConfig: true };
  const names = [`HEAD:${path}`];
  const reader = readerIn(place);
  const ways = [readObjects(gitIn(place), names), readHeads(gitIn(place), names), reader.objects(names)];
  const answers = await Promise.all(
    ways.map((way) =>
      way.then(
        ([object]) => object?.type ?? null,
        (error: unknown) => String(error),
      ),
    ),
  );
  reader.close();
  return [...new Set(answers)];
}

it('asks for no folder above what is named by its id', () => {
  expect(foldersAbove(['5'.repeat(40), 'HEAD', 'HEAD:', ':a'])).toEqual([]);
  expect(foldersAbove(['HEAD:a/b/c.txt', 'HEAD:a/d'])).toEqual(['HEAD:a/b', 'HEAD:a', 'HEAD:']);
});

describe('what a commit has at a path', () => {
  it.each([
    ['a/b/c.txt', 'blob'],
    ['a/b', 'tree'],
    ['a/b/d.txt', null],
    ['x/y/z', null],
    ['a/b/c.txt/d', null],
    ['to/b/c.txt', null],
    ['sub', null],
    ['sub/c.txt', null],
  ])('%s', async (path, type) => expect(await everyWay(path)).toEqual([type]));

  it.each([
    ['a/b/c.txt', 'a/b/c.txt'],
    ['a/b', 'a/b'],
    ['a/b', 'a/b/c.txt'],
    ['a', 'a/b/c.txt'],
    ['to', 'to'],
  ])('is said to be lost: without %s, %s', async (gone, path) => {
    lose(`HEAD:${gone}`);
    expect(await everyWay(path)).toEqual([expect.stringContaining('git cannot read this repository')]);
  });

  it.each([
    ['a/b/c.txt', 'a/b/d.txt'],
    ['a/b/c.txt', 'a/b/c.txt/d'],
    ['to', 'to/b'],
  ])('is nothing all the same: without %s, %s', async (gone, path) => {
    lose(`HEAD:${gone}`);
    expect(await everyWay(path)).toEqual([null]);
  });
});
