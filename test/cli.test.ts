// The command line as people and programs meet it: what it understands, prints, writes, and ends with.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { main } from '../src/main.ts';
import { git, nobody, scratch } from './states/support/git.ts';
import { make } from './states/support/history.ts';
import { lint, refusal } from './states/support/lint.ts';

const dir = scratch();
const root = fileURLToPath(new URL('..', import.meta.url));
let repo: string;

beforeAll(() => {
  repo = make(join(dir, 'repo'));
});

describe('what cannot be understood', () => {
  it.each([
    [['chek'], 'there is no command chek; did you mean check?'],
    [['--fromat', 'json'], 'there is no flag --fromat; did you mean --format?'],
    [['--maxwarnings=3'], 'there is no flag --maxwarnings; did you mean --max-warnings?'],
    [['-x'], 'there is no flag -x'],
    [['check', 'extra'], 'extra is not expected here'],
    [['--fork'], '--fork needs a value'],
    [['--color=blue'], '--color takes auto, always, never, not "blue"'],
    [['explain'], 'the command needs to know what it is about'],
    [['copy', 'box'], 'the command needs to know what it is about'],
    [['--format', 'jsn'], 'there is no format "jsn"; did you mean json?'],
    [['--max-warnings', 'many'], '--max-warnings takes a whole number, not "many"'],
    [['--max-warnings=-1'], '--max-warnings takes a whole number, not "-1"'],
    [['--only', 'framwork-edit'], 'there is no rule "framwork-edit"; did you mean framework-edit?'],
    [['--skip', 'far-behnd'], 'there is no rule "far-behnd"; did you mean far-behind?'],
    [['--rule', 'far-behnd=off'], 'there is no rule "far-behnd"; did you mean far-behind?'],
    [['--rule', 'far-behind=eror'], 'there is no level "eror"; did you mean error?'],
    [['--rule', 'far-behind'], '--rule far-behind is not NAME=LEVEL, with a level of error, warn, info, off'],
    [['explain', 'framework-edti'], 'there is no rule "framework-edti"; did you mean framework-edit?'],
    [['--config', 'nowhere.yaml'], 'there is no configuration file nowhere.yaml'],
    [['-f', 'json=a.json', '-o', 'b.json'], '--output-file b.json is for a format without a file, and each has one'],
  ])('%j', async (argv, sentence) => {
    expect(refusal(await lint(repo, argv)).sentence).toBe(sentence);
  });

  it.each([
    [['explain'], 'fork-lint explain --help'],
    [['carry', 'add', '--status'], 'fork-lint carry add --help'],
    [['--fork'], 'fork-lint --help'],
    [['--only', 'framwork-edit'], 'fork-lint rules'],
  ])('%j: what to type next', async (argv, next) => {
    expect(refusal(await lint(repo, argv)).next).toEqual([next]);
  });

  it('is said before any work is done, and never hidden by --exit-zero', async () => {
    for (const argv of [
      ['--format', 'jsn'],
      ['--rule', 'x=off'],
      ['--max-warnings', 'x'],
      ['--fork', 'nothing'],
    ])
      refusal(await lint(argv[0] === '--fork' ? repo : dir, ['--exit-zero', '--quiet', ...argv]));
  });

  it('a commit id that looks like a number stays one', async () => {
    expect(refusal(await lint(repo, ['--fork', '12345e7'])).sentence).toContain('"12345e7"');
    expect(refusal(await lint(repo, ['--base', '0000000'])).sentence).toContain('"0000000"');
  });

  it('a broken fork-lint.yaml, by file and line', async () => {
    const broken = make(join(dir, 'broken-config'));
    writeFileSync(join(broken, 'fork-lint.yaml'), 'target: latest\nruls:\n  far-behind: off\n');
    expect((await lint(broken)).err).toMatch(/fork-lint\.yaml:2/);
    refusal(await lint(broken));
    writeFileSync(join(dir, 'other.yaml'), 'rules:\n  far-behnd: off\n');
    expect((await lint(repo, ['-c', join(dir, 'other.yaml')])).err).toMatch(/other\.yaml:2.*far-behind/s);
  });
});

describe('exit codes', () => {
  it.each([
    [[], 1],
    [['--skip', 'framework-edit'], 0],
    [['--rule', 'framework-edit=warn'], 0],
    [['--rule', 'framework-edit=warn', '--max-warnings', '0'], 1],
    [['--rule', 'framework-edit=warn', '--max-warnings', '99'], 0],
    [['--only', 'far-behind', '--max-warnings', '0'], 0],
    [['--only', 'far-behind', '--rule', 'far-behind=off'], 0],
    [['--exit-zero'], 0],
    [['--exit-zero', '--max-warnings', '0'], 0],
    [['--quiet'], 1],
    [['--quiet', '--only', 'merge-conflict', '--max-warnings', '0'], 1],
    [['--fork', 'v9.2.2'], 0],
    [['--help'], 0],
    [['--version'], 0],
    [['rules'], 0],
    [['explain', 'framework-edit'], 0],
  ] as const)('%j ends with %i', async (argv, code) => {
    const answer = await lint(repo, argv);
    expect({ code: answer.code, err: answer.err }).toEqual({ code, err: '' });
    expect(answer.out).not.toBe('');
  });

  it('--quiet prints errors only', async () => {
    const { out } = await lint(repo, ['--quiet']);
    expect(out).toContain('framework-edit');
    expect(out).not.toMatch(/merge-conflict|far-behind/);
  });
});

describe('where the report goes', () => {
  it('one format to a file, one to standard output', async () => {
    const { code, out } = await lint(repo, ['-f', `json=${join(dir, 'a.json')}`, '-f', 'text']);
    expect({ code, out }).toEqual(await lint(repo).then((one) => ({ code: one.code, out: one.out })));
    expect(readFileSync(join(dir, 'a.json'), 'utf8')).toBe((await lint(repo, ['-f', 'json'])).out);
  });

  it('-o is relative to where one stands, not to -C', async () => {
    const { out } = await lint(dir, ['-C', 'repo', '-f', 'json', '-o', 'b.json', '-f', 'text']);
    expect(out).toContain('framework-edit');
    expect(JSON.parse(readFileSync(join(dir, 'b.json'), 'utf8'))).toMatchObject({ version: 1 });
  });

  it('a file that cannot be written: nothing is printed that could be taken for the answer', async () => {
    const flags = [
      ['-o', 'no/such/folder/report.txt'],
      ['-f', 'text', '-f', 'json=no/such/folder/report.json'],
      ['-o', '.'],
    ];
    for (const argv of flags)
      expect(refusal(await lint(repo, argv)).sentence).toMatch(/^the report cannot be written to /);
  });

  it('--show-diff gives each finding its hunks, which nobody else pays for', async () => {
    type Row = { readonly path: string | null; readonly hunks?: readonly { readonly added: readonly string[] }[] };
    const rows = async (...argv: string[]): Promise<Row[]> =>
      JSON.parse((await lint(repo, ['-f', 'json', ...argv])).out).findings;
    expect((await rows()).filter(({ hunks }) => hunks !== undefined)).toEqual([]);
    const shown = await rows('--show-diff');
    expect(shown.every(({ hunks }) => hunks !== undefined)).toBe(true);
    expect(shown.flatMap(({ hunks = [] }) => hunks.flatMap(({ added }) => added))).not.toEqual([]);
  });

  it('files never hold colour', async () => {
    await lint(repo, ['--color', '-o', join(dir, 'plain.txt')], { columns: 80 });
    expect(readFileSync(join(dir, 'plain.txt'), 'utf8')).not.toContain('\u001b');
  });
});

it('a flag that is given twice means what was said last; lists keep all', async () => {
  const twice = await lint(repo, [
    '--fork',
    'nothing',
    '--fork',
    'HEAD',
    '--only',
    'far-behind',
    '--only',
    'framework-edit',
  ]);
  expect(twice).toMatchObject({ code: 1, err: '' });
  for (const rule of ['far-behind', 'framework-edit']) expect(twice.out).toContain(rule);
  expect(twice.out).not.toContain('merge-conflict\n');
});

describe('colour', () => {
  const tty = 80;
  it.each([
    ['a terminal', [], {}, tty, true],
    ['a pipe', [], {}, undefined, false],
    ['NO_COLOR', [], { NO_COLOR: '1' }, tty, false],
    ['an empty NO_COLOR', [], { NO_COLOR: '' }, tty, true],
    ['TERM=dumb in a terminal with links', [], { TERM: 'dumb', VTE_VERSION: '7000' }, tty, false],
    ['TERM=dumb', [], { TERM: 'dumb' }, tty, false],
    ['FORCE_COLOR', [], { FORCE_COLOR: '1' }, undefined, true],
    ['FORCE_COLOR=0', [], { FORCE_COLOR: '0' }, tty, false],
    ['--color in a pipe', ['--color'], {}, undefined, true],
    ['--color always', ['--color', 'always'], { NO_COLOR: '1' }, undefined, true],
    ['--no-color', ['--no-color'], { FORCE_COLOR: '1' }, tty, false],
  ] as const)('%s', async (_, argv, env, columns, coloured) => {
    const { out } = await lint(repo, argv, { env, ...(columns === undefined ? {} : { columns }) });
    expect(out.includes('\u001b[')).toBe(coloured);
  });

  it('a narrow terminal gets no line that is wider, but for what cannot be broken', async () => {
    const { out } = await lint(repo, ['--no-color'], { columns: 60 });
    const wide = out.split('\n').filter((line) => line.length > 60 && !/^ *(?:\$|or) |\/\S{30}/.test(line));
    expect(wide).toEqual([]);
  });

  it.each([
    ['a terminal that nobody knows', {}, tty, false],
    ['a terminal of GNOME', { VTE_VERSION: '6003' }, tty, true],
    ['an old one of GNOME', { VTE_VERSION: '3409' }, tty, false],
    ['iTerm', { TERM_PROGRAM: 'iTerm.app' }, tty, true],
    ['FORCE_HYPERLINK=0', { TERM_PROGRAM: 'iTerm.app', FORCE_HYPERLINK: '0' }, tty, false],
    ['NO_COLOR', { VTE_VERSION: '6003', NO_COLOR: '1' }, tty, false],
    ['a pipe', { VTE_VERSION: '6003', FORCE_HYPERLINK: '1' }, undefined, false],
    ['a runner of CI', { VTE_VERSION: '6003', CI: 'true' }, tty, false],
  ] as const)('links: %s', async (_, env, columns, linked) => {
    const { out } = await lint(repo, [], { env, ...(columns === undefined ? {} : { columns }) });
    expect(out.includes(`\u001b]8;;file://${repo}/`)).toBe(linked);
    expect(out.includes('\u001b]8;;https://')).toBe(linked);
  });

  it.each([
    ['a terminal of UTF-8', { LANG: 'de_DE.UTF-8' }, tty, true],
    ['a terminal of another locale', { LC_ALL: 'C', LANG: 'de_DE.UTF-8' }, tty, false],
    ['a terminal without a locale', {}, tty, false],
    ['a pipe without a locale', {}, undefined, true],
    ['a pipe of another locale', { LC_ALL: 'POSIX' }, undefined, false],
  ] as const)('signs beyond ASCII: %s', async (_, env, columns, beyond) => {
    const { out } = await lint(repo, ['--no-color'], { env, ...(columns === undefined ? {} : { columns }) });
    expect(/[^\u0000-\u007f]/.test(out)).toBe(beyond);
  });
});

it('--debug prints each git command with its time, on standard error only', async () => {
  const plain = await lint(repo, ['-f', 'json']);
  const { out, err } = await lint(repo, ['-f', 'json', '--debug']);
  expect(out).toBe(plain.out);
  const lines = err.trimEnd().split('\n');
  for (const line of lines) expect(line).toMatch(/^ *\d+ +\d+ ms +\d+ bytes {2}exit \d+ {2}git \S/);
  expect(lines.join('\n')).toMatch(/git merge-tree --write-tree/);
  expect(lines.length).toBeLessThanOrEqual(14);
});

it('a crash says that it is a bug, where to report it, and ends with 2', async () => {
  const err: string[] = [];
  const boom = {
    write: () => {
      throw new TypeError('\u001b[31mboom');
    },
  };
  const code = await main(['rules'], {
    cwd: repo,
    env: {},
    stdout: boom,
    stderr: { write: (part: unknown) => err.push(String(part)) > 0 },
    now: 0,
    runtime: 'node v0',
  });
  expect(code).toBe(2);
  expect(err.join('')).toMatch(
    /^fork-lint: this is a bug of fork-lint.*https:\/\/\S+\/issues\/new\nfork-lint \d\S*, node v0\nTypeError: /s,
  );
  expect(err.join('')).not.toContain('\u001b');
});

describe('as a process', () => {
  const start = (argv: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    spawn(process.execPath, ['--import', 'tsx', join(root, 'src', 'bin.ts'), ...argv], {
      cwd: root,
      env: { PATH: nobody.PATH, HOME: nobody.HOME, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  it('prints, and ends with the code', async () => {
    const child = start(['-C', repo, '--only', 'framework-edit']);
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(out).toContain('framework-edit');
  });

  it.each(['stdout', 'stderr'] as const)('whoever closes %s early has read enough: no word about it', async (name) => {
    const child = start(['-C', repo, '--debug', '--format', 'json', '--exit-zero']); // a crash would end with 1
    child[name].destroy();
    let other = '';
    child[name === 'stdout' ? 'stderr' : 'stdout'].on('data', (chunk: Buffer) => {
      other += chunk.toString();
    });
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(other).not.toMatch(/EPIPE|bug of fork-lint|\n {4}at /);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s leaves no temporary directory behind', async (signal, code) => {
    const [bin, seen] = [join(dir, `bin-${signal}`), join(dir, `room-${signal}`)];
    mkdirSync(bin);
    const real = join(git(dir, ['--exec-path']), 'git');
    // a merge that takes long, and goes on writing into the room
    const slow = `echo "$GIT_DIR" >'${seen}.new'; mv '${seen}.new' '${seen}'; while [ $((i=i+1)) -lt 20000 ]; do : >"$GIT_DIR/objects/$$-$i" || exit; done; sleep 5`;
    writeFileSync(
      join(bin, 'git'),
      `#!/bin/sh\ncase " $* " in *" merge-tree "*) ${slow} ;; *) exec '${real}' "$@" ;; esac\n`,
    );
    chmodSync(join(bin, 'git'), 0o755);
    const child = start(['-C', repo], { PATH: `${bin}:${nobody.PATH}` });
    const ended = once(child, 'exit');
    while (!existsSync(seen)) await sleep(10);
    const room = readFileSync(seen, 'utf8').trim();
    expect(existsSync(room)).toBe(true);
    child.kill(signal);
    expect(await ended).toEqual([code, null]);
    expect(existsSync(room)).toBe(false);
  });
});
