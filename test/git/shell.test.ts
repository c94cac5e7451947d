// git started by way of a shell answers what it answers when we start it ourselves.
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type Ask, answersIn, stopGit } from '../../src/git/run.ts';
import { shellIn } from '../../src/git/shell.ts';
import { talk } from '../../src/git/talk.ts';
import { scratch } from '../states/support/git.ts';
import { tell } from '../support/story.ts';

const story = tell('clean-fork');
const dir = scratch();
afterAll(() => story.remove());

const env = process.env;
const git = answersIn({ cwd: story.dir, env, userConfig: false });

/** Prints what it was given: a program of any name that is found before git. */
function inPlaceOfGit(script: string): NodeJS.ProcessEnv {
  const bin = join(dir, `bin-${readdirSync(dir).length}`);
  mkdirSync(bin);
  writeFileSync(join(bin, 'git'), `#!${process.execPath}\n${script}`);
  chmodSync(join(bin, 'git'), 0o755);
  return { ...env, PATH: `${bin}${delimiter}${env['PATH']}` };
}

describe('git by way of a shell', () => {
  it.each<[string, readonly string[], Ask]>([
    ['an answer', ['for-each-ref'], {}],
    ['a failure', ['rev-parse', '--verify', 'no-such-name'], {}],
    ['a wrong usage', ['log', '--no-such-option'], {}],
    ['input', ['hash-object', '--stdin'], { input: 'a\0b\n\n' }],
    ['no input', ['hash-object', '--stdin'], {}],
    ['more than a pipe holds', ['log', '-p', '--all'], {}],
  ])('is told %s as when we start it', async (_, args, ask) => {
    const [bySelf, byShell] = await Promise.all([git(args, { ...ask, writes: true }), git(args, ask)]);
    expect(byShell).toEqual(bySelf);
  });

  it('is given every argument and variable to the letter', async () => {
    const show = inPlaceOfGit(
      'process.stdout.write(JSON.stringify([process.argv.slice(2), process.env.GIT_SAID, process.cwd()]))',
    );
    const shell = shellIn(show);
    // a character is text that UTF-8 can write, and no NUL, which no argument holds
    const text = fc.string({ unit: 'binary' }).map((any) => Buffer.from(any.replaceAll('\0', '')).toString());
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 5 }), text, async (argv, said) => {
        const order = { argv, cwd: dir, env: { ...show, GIT_SAID: said }, most: 2 ** 20 };
        const outcome = await shell?.run(order);
        expect(JSON.parse(`${outcome?.out}`)).toEqual([['-C', dir, ...argv], said, expect.any(String)]);
      }),
      { numRuns: 25 },
    );
  });

  it('keeps its side of a quote', async () => {
    const show = inPlaceOfGit('process.stdout.write(JSON.stringify(process.argv.slice(4)))');
    const argv = [
      "'",
      `'; touch '${join(dir, 'made')}'; '`,
      '$(touch made)',
      '`touch made`',
      '\\',
      '"',
      '\n',
      '*',
      '~',
      '',
    ];
    const outcome = await shellIn(show)?.run({ argv, cwd: dir, env: show, most: 2 ** 20 });
    expect(JSON.parse(`${outcome?.out}`)).toEqual(argv);
    expect(existsSync(join(dir, 'made'))).toBe(false);
  });

  it('leaves it to us where there is no such program', async () => {
    const none = { PATH: dir };
    expect(await shellIn(none)?.run({ argv: ['version'], cwd: dir, env: none, most: 1000 })).toBeNull();
    await expect(answersIn({ cwd: dir, env: none, userConfig: false })(['version'])).rejects.toThrow(
      'git could not be started: there is no such program on PATH',
    );
  });

  it('finds no function or script of the user in its environment', async () => {
    const made = join(dir, 'by-the-shell');
    writeFileSync(join(dir, 'rc'), `touch '${made}'\n`);
    const set = {
      ...env,
      ENV: join(dir, 'rc'),
      BASH_ENV: join(dir, 'rc'),
      'BASH_FUNC_git%%': `() { touch '${made}'; }`,
    };
    const { code } = await answersIn({ cwd: story.dir, env: set, userConfig: false })(['version']);
    expect([code, existsSync(made)]).toEqual([0, false]);
  });

  it('is ended when we end early, and started again when asked again', async () => {
    const slow = inPlaceOfGit(
      "process.argv.includes('wait') ? setTimeout(() => {}, 60_000) : process.stdout.write('here')",
    );
    const asks = answersIn({ cwd: dir, env: slow, userConfig: false });
    const waiting = asks(['wait']);
    await new Promise((resolve) => setTimeout(resolve, 200));
    stopGit();
    expect((await waiting).code).toBe(128);
    expect(`${(await asks(['again'])).out}`).toBe('here');
  });
});

describe('a talk with git', () => {
  /** Says each question and waits for a line in answer. */
  async function answers(count: number): Promise<string[]> {
    const head = story.git('rev-parse', 'HEAD').trim();
    let told = '';
    const ends: Promise<unknown>[] = [];
    const answered = new Promise<void>((heardAll) => {
      const one = () => {
        let ended = (_: unknown): void => {};
        ends.push(new Promise((resolve) => (ended = resolve)));
        const heard = (chunk: Buffer): void => {
          told += chunk;
          if (told.includes('\n')) heardAll(); // of an end we may hear sooner
        };
        return talk({ argv: ['cat-file', '--batch-check'], cwd: story.dir, env, awaited: true, heard, ended });
      };
      const [line, ...others] = Array.from({ length: count }, one);
      for (const other of others) other.end();
      line?.say(`${head}\n`);
      line?.end();
    });
    await Promise.all([answered, ...ends]);
    return told.split('\n').filter(Boolean);
  }

  it('is one of several, of which the shell puts one through and we start the others', async () => {
    expect(await answers(1)).toEqual([expect.stringMatching(/^[0-9a-f]{40} commit \d+$/)]);
    expect(await answers(3)).toHaveLength(1);
  });
});
