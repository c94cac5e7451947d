// Whatever stands after a flag is a value: never an option of git's, never a second question.
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scratch } from '../states/support/git.ts';
import { listing, written } from '../states/support/listing.ts';
import { type Repository, tell } from '../support/story.ts';
import { run } from './commands.ts';

const dir = scratch();
const made = join(dir, 'made');

/** What git, a shell or a path would take for more than a name. `made` is what they would write. */
const values: readonly string[] = [
  `--output=${made}`,
  `--upload-pack=touch ${made}`,
  `--exec=touch ${made}`,
  `-c core.sshCommand=touch\t${made}`,
  '--all',
  '--help',
  '-',
  '--',
  `ext::sh -c touch% ${made}`,
  `|touch ${made}`,
  `$(touch ${made})`,
  `HEAD\n--output=${made}`,
  'HEAD\r\nHEAD',
  'HEAD\0HEAD',
  '@{-1}',
  '@{999999999999}',
  '@{upstream}',
  'HEAD@{yesterday',
  ':/',
  ':/.*',
  'HEAD^{/x',
  'HEAD^@',
  'HEAD..main',
  '^HEAD',
  'HEAD:README.md',
  ':0:README.md',
  '../../../../etc/passwd',
  '\u001b]0;x\u0007',
  'a'.repeat(70_000),
  '',
  '\ud800',
];

/** Every place that takes a ref, a path, a URL or a name; `@` stands for the value. */
const places: readonly (readonly string[])[] = [
  ['--fork=@'],
  ['--base=@'],
  ['--target=@'],
  ['--upstream=@'],
  ['--new-from=@'],
  ['--repo=@'],
  ['--config=@'],
  ['--only=@'],
  ['--rule=@'],
  ['--format=@'],
  ['--max-warnings=@'],
  ['explain', '--', '@'],
  ['plan', '--target=@'],
  ['api', '--', '@', 'HEAD'],
  ['api', '--', 'HEAD', '@'],
  ['api', 'v9.2.0', 'HEAD', '--root=@'],
  ['port', '--target=@', '--dry-run'],
  ['port', '--target=v9.3.0', '--paths=@', '--dry-run'],
  ['port', '--target=v9.3.0', '--base=@', '--dry-run'],
  ['copy', '--dry-run', '--', '@', 'acme'],
  ['copy', '--dry-run', '--', 'box', '@'],
  ['copy', 'box', 'acme', '--dry-run', '--class=@'],
  ['copy', 'box', 'acme', '--dry-run', '--service-type=@'],
  ['export', '--patch', join(dir, 'patches'), './@'],
  ['export', '--carry=@', '--patch', join(dir, 'patches')],
  ['carry', 'add', '--dry-run', '--reason=long enough a reason', '--status=pending', './@'],
  ['carry', 'add', '--dry-run', '--all', '--until=2030-01-01', '--reason=@'],
  ['carry', 'add', '--dry-run', '--all', '--reason=long enough a reason', '--until=@'],
  ['hook', 'run', '--timeout=@'],
];

/** Places where a name that git can hold is written. */
const branches: readonly (readonly string[])[] = [
  ['port', '--target=v9.3.0', '--branch=@'],
  ['copy', 'box', 'acme', '--branch=@'],
  ['export', 'connectors/utils.py', '--branch=@'],
];

let fork: Repository;
beforeAll(() => {
  fork = tell('a-year-behind', { checkout: true });
});
afterAll(() => fork.remove());

/** FORK_LINT_HOSTILE tries them all; else each place gets a few, each value is somewhere. */
const every = process.env['FORK_LINT_HOSTILE'] !== undefined;
const some = (at: number): readonly string[] =>
  every ? values : values.filter((_, i) => i % places.length === at || (i + 7) % places.length === at);

async function ask(argv: readonly string[], value: string) {
  const { code, out, err } = await run(
    { argv: argv.map((arg) => arg.replace('@', () => value)), prints: 'log' },
    fork.dir,
  );
  return { code, out, err, whole: `${argv.join(' ')} ${JSON.stringify(value.slice(0, 60))}` };
}

describe('a value', () => {
  it.each(places.map((argv, at) => [argv.join(' '), argv, at] as const))(
    '%s',
    async (_, argv, at) => {
      const before = listing(fork.dir);
      for (const value of some(at)) {
        const { code, err, whole } = await ask(argv, value);
        expect([whole, /bug of fork-lint|has a bug|RangeError|TypeError/.test(err), code]).toEqual([
          whole,
          false,
          expect.toBeOneOf([0, 1, 2]),
        ]);
        if (code === 2) expect([whole, err]).toEqual([whole, expect.stringMatching(/^fork-lint: .*\n {2}\S/)]);
        expect([whole, existsSync(made)]).toEqual([whole, false]);
      }
      expect(written(fork.dir, before)).toEqual([]);
    },
    60_000,
  );

  it.each(branches)(
    '%s %s %s makes a branch of that name or none',
    async (...argv) => {
      for (const value of [
        ...values.slice(0, 12),
        'HEAD',
        '-x',
        'a b',
        'a..b',
        'refs/heads/main',
        'main',
        'x.lock',
        '@',
        'a\u202eb',
      ]) {
        const before = fork.git('for-each-ref', '--format=%(refname) %(objectname)').split('\n');
        const { code, err, whole } = await ask(argv, value);
        const after = fork.git('for-each-ref', '--format=%(refname) %(objectname)').split('\n');
        const fresh = after.filter((line) => !before.includes(line)).map((line) => line.split(' ')[0]);
        expect([whole, before.filter((line) => !after.includes(line))]).toEqual([whole, []]);
        expect([whole, fresh]).toEqual([whole, code === 2 ? [] : [`refs/heads/${value}`]]);
        expect(err).not.toMatch(/bug of fork-lint/);
        for (const ref of fresh) fork.git('update-ref', '-d', ref ?? '');
      }
      expect(existsSync(made)).toBe(false);
    },
    120_000,
  );

  it('of the hook comes from git, and is held to what git says', async () => {
    const oid = fork.git('rev-parse', 'HEAD').trim();
    for (const value of values.filter((one) => !one.includes('\n'))) {
      for (const line of [
        `${value} ${oid} refs/heads/x ${'0'.repeat(40)}`,
        `refs/heads/main ${oid} ${value} ${oid}`,
        `refs/heads/main ${value} x ${oid}`,
        `refs/heads/main ${oid} refs/heads/x ${value}`,
      ]) {
        const { code, err } = await run(
          { argv: ['hook', 'run', value, value], prints: 'log', stdin: `${line}\n` },
          fork.dir,
        );
        expect([line.slice(0, 200), code, /has a bug/.test(err)]).toEqual([
          line.slice(0, 200),
          expect.toBeOneOf([0, 1, 2]),
          false,
        ]);
        if (!every) break;
      }
    }
    mkdirSync(join(dir, 'patches'), { recursive: true });
    expect([existsSync(made), readdirSync(join(dir, 'patches'))]).toEqual([false, []]);
  }, 120_000);
});
