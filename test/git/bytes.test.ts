import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readObjects } from '../../src/git/blobs.ts';
import { patchedChanges } from '../../src/git/changes.ts';
import { readCommit } from '../../src/git/commit.ts';
import { decode, encode, type Git, gitIn } from '../../src/git/run.ts';
import { git } from '../states/support/git.ts';

const latin1 = (bytes: Buffer): string => bytes.toString('latin1');

describe('bytes as text and back', () => {
  it('any bytes come back', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(encode(decode(latin1(Buffer.from(bytes))))).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('any text comes back, characters outside of the first plane too', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(decode(latin1(encode(text)))).toBe(text);
      }),
    );
    expect(encode('📦').toString('hex')).toBe('f09f93a6'); // its second half alone would stand for the byte E6
  });
});

describe('a commit object', () => {
  const object = (author: string): Buffer =>
    Buffer.from(
      `tree ${'a'.repeat(40)}\nparent ${'b'.repeat(40)}\nauthor ${author}\ncommitter C <c@d> 7 +0100\n\nwords\n`,
    );

  it.each(['A\rauthor B <a@b> 1 +0000', 'A\u2028tree x <a@b> 1 +0000', 'A\u0085 <a@b> 1 +0000'])('by %j', (author) => {
    expect(readCommit(object(author))).toEqual({
      tree: 'a'.repeat(40),
      parents: ['b'.repeat(40)],
      author,
      committer: 'C <c@d> 7 +0100',
      date: 7,
      message: 'words\n',
    });
  });

  it.each([
    ['A', 'A <unknown> 0 +0000'],
    ['', 'unknown <unknown> 0 +0000'],
    ['A <a@b>', 'A <unknown> 0 +0000'],
    ['A <a@b> soon', 'A <unknown> 0 +0000'],
    ['<a@b> 1 +0000', '<a@b> 1 +0000'],
  ])('by %j, which git would not write', (author, meant) => expect(readCommit(object(author)).author).toBe(meant));

  it('without message or dates', () => {
    expect(readCommit(Buffer.from('tree abc\nauthor A\ncommitter B\n'))).toMatchObject({
      tree: 'abc',
      date: 0,
      message: '',
    });
    expect(() => readCommit(Buffer.from('parent abc\n'))).toThrow(/without a tree/);
  });
});

describe('in a repository', () => {
  let dir: string;
  let run: Git;
  const files = {
    two: 'the wrong one\n',
    'two\nlines': 'the right one\n',
    cr: 'the wrong one\n',
    'cr\r': 'the right one\n',
    'two missing\nx': 'x\n',
    text: 'a\n',
  };
  const commit = (from: string, texts: Readonly<Record<string, string>>): string =>
    [
      'commit refs/heads/main',
      ...(from === '' ? ['mark :1'] : []),
      'committer C <c@d> 7 +0100',
      'data 0',
      ...(from === '' ? [] : [`from ${from}`]),
      ...Object.entries(texts).map(
        ([path, text]) =>
          `M 100644 inline "${path.replaceAll('\n', '\\n').replaceAll('\r', '\\r')}"\ndata ${Buffer.byteLength(text)}\n${text}`,
      ),
      '',
    ].join('\n');

  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'fork-lint-bytes-'));
    git(dir, ['init', '-q', '--bare', '.']);
    const hidden = 'b\rdiff --git a/x b/x\rBinary files a/x and b/x differ\r@@ -9 +9 @@\n';
    git(dir, ['fast-import', '--quiet'], `${commit('', files)}${commit(':1', { text: hidden, two: 'changed\n' })}`);
    run = gitIn({ cwd: dir, env: process.env, userConfig: false });
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('an object is asked for by its whole name, whatever bytes that holds', async () => {
    const names = ['two\nlines', 'gone\nx', 'cr\r', 'two missing\ny', 'two', 'cr', 'two missing\nx', 'gone'];
    const found = await readObjects(
      run,
      names.map((name) => `main~1:${name}`),
    );
    expect(found.map((object) => object?.content.toString() ?? null)).toEqual([
      files['two\nlines'],
      null,
      files['cr\r'],
      null,
      files.two,
      files.cr,
      'x\n',
      null,
    ]);
  });

  it('only a line feed ends a line of a patch', async () => {
    const { changes } = await patchedChanges(run, git(dir, ['rev-parse', 'main~1']), git(dir, ['rev-parse', 'main']));
    expect(changes.map(({ path, hunks }) => [path, hunks?.map(({ added }) => added)])).toEqual([
      ['text', [['b\rdiff --git a/x b/x\rBinary files a/x and b/x differ\r@@ -9 +9 @@']]],
      ['two', [['changed']]],
    ]);
  });
});
