// Whatever fork-lint.yaml and fork-lint.carries.yaml hold, and whatever they are: accepted, or refused by file and line, soon.
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { readCarries } from '../../src/carries/read.ts';
import { Complaint } from '../../src/complaint.ts';
import { readConfig } from '../../src/config/read.ts';
import { connectors } from '../../src/layout/connectors.ts';
import { textIn } from '../../src/plain.ts';
import { display, harmless } from '../../src/reporters/display.ts';
import { scratch } from '../states/support/git.ts';
import { type Repository, tell } from '../support/story.ts';
import { run } from './commands.ts';
import { looks } from './readers.ts';
import { content, name } from './words.ts';

const rules = ['framework-edit', 'source-edit'];
const readers = {
  'fork-lint.yaml': (text: string, file: string) => readConfig(text, { file, rules, layouts: [connectors] }),
  'fork-lint.carries.yaml': (text: string, file: string) => readCarries(text, file, rules),
} as const;
const files = ['fork-lint.yaml', 'fork-lint.carries.yaml'] as const;

/** What somebody may write at a key. */
const scalar = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -0,
    Number.POSITIVE_INFINITY,
    Number.MAX_VALUE,
    9.1,
    '',
    ' ',
    '__proto__',
    'constructor',
    '(a+)+b',
  ),
  fc.constantFrom<unknown>(
    '*a'.repeat(200),
    '{a,b}'.repeat(90),
    'a'.repeat(501),
    '../x',
    '/x',
    '-x',
    'ext::sh',
    '\u202ex',
  ),
  fc.double(),
  fc.bigInt(),
  fc.string({ unit: 'binary' }),
  name,
);
const key = fc.constantFrom(
  ...[
    'upstream',
    'target',
    'releaseLines',
    'layout',
    'rules',
    'failOn',
    'upstreamBranches',
    'own',
    'carries',
    'newFrom',
  ],
  ...[
    'stack',
    'elasticsearch',
    '$schema',
    'extends',
    'features',
    'area',
    'places',
    'since',
    'when',
    'matches',
    'globs',
  ],
  ...['id', 'rule', 'path', 'symbol', 'reason', 'owner', 'status', 'url', 'until', 'fingerprint', 'framework-edit'],
  ...['__proto__', 'constructor', 'toString', 'zzz'],
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map((entries) => new Map(entries)),
  ),
}));
const top = fc.oneof(
  fc.array(fc.tuple(key, value), { maxLength: 5 }).map((entries) => new Map(entries)),
  fc.array(
    fc.array(fc.tuple(key, value), { maxLength: 7 }).map((entries) => new Map(entries)),
    { maxLength: 3 },
  ),
);
const written = fc.oneof(
  top.map((one) => Buffer.from(stringify(one))),
  top.map((one) => Buffer.from(`\ufeff${stringify(one).replaceAll('\n', '\r\n')}`)),
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  content.map((text) => Buffer.from(text, 'latin1')),
);

describe.each(files)('%s', (file) => {
  it('of any bytes is accepted, or refused by file and line', async () => {
    const asked = fc.asyncProperty(written, async (bytes) => {
      try {
        readers[file](textIn(bytes, file), file);
      } catch (error) {
        if (!(error instanceof Complaint)) throw error;
        expect(error.message).toMatch(new RegExp(`^${file}:\\d+: .`));
        expect(error.next.at(-1)).toMatch(new RegExp(`^edit ${file} {3}# lines? \\d`));
        for (const look of looks.log)
          expect(await look(harmless([error.message, ...error.next].map(display).join('\n')))).toEqual([]);
      }
    });
    await fc.assert(asked, { numRuns: 300 });
  });
});

let fork: Repository;
beforeAll(() => {
  fork = tell('a-year-behind', { checkout: true });
});
afterAll(() => fork.remove());
afterEach(() => {
  for (const file of [...files, 'sub']) rmSync(join(fork.dir, file), { recursive: true, force: true });
});

const dir = scratch();
const secret = join(dir, 'secret.yaml');
const check = (...argv: readonly string[]) => run({ argv: ['check', ...argv], prints: 'log' }, fork.dir);

/** A carry with more in it. */
const carry = (more: string) =>
  `- {id: a, rule: '*', reason: long enough a reason, upstream: {status: pending}, ${more}}\n`;
const bomb = (leaf: string): string =>
  ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
    .map(
      (one, i, all) =>
        `${one}: &${one} [${Array(9)
          .fill(i === 0 ? leaf : `*${all[i - 1]}`)
          .join(', ')}]\n`,
    )
    .join('');

describe('ends soon, and says why', () => {
  it.each<[file: (typeof files)[number], text: string | Buffer, sentence: RegExp]>([
    ['fork-lint.yaml', bomb('x'), /^fork-lint\.yaml:1: a: no such key/],
    ['fork-lint.carries.yaml', `- &x {id: a}\n${bomb('*x')}`, /^fork-lint\.carries\.yaml:2: not YAML/],
    ['fork-lint.carries.yaml', carry(`fingerprint: [${'['.repeat(5000)}`), /nested more than 100 deep/],
    ['fork-lint.yaml', '{a: '.repeat(5000), /^fork-lint\.yaml:1: values nested more than 100 deep/],
    ['fork-lint.yaml', '# x\n'.repeat(1_300_000), /^fork-lint\.yaml:1: more than 50000 characters/],
    ['fork-lint.yaml', Buffer.alloc(9 * 2 ** 20, 'a'), /^fork-lint\.yaml is larger than 8 MB, so it is not read/],
    [
      'fork-lint.yaml',
      Buffer.from('# a\nown: ["\xe9"]\n', 'latin1'),
      /^fork-lint\.yaml:2: not UTF-8, so it is not read/,
    ],
    ['fork-lint.carries.yaml', Buffer.from('\ufeff- a', 'utf16le'), /^fork-lint\.carries\.yaml:1: not UTF-8/],
    ['fork-lint.yaml', "releaseLines: ['(a{1,100}){1,100}b']", /repeats something 10000 times by \{\}; at most 8/],
    ['fork-lint.yaml', "releaseLines: ['(a{1,3}){3}']", /repeats something 9 times by \{\}/],
    ['fork-lint.yaml', "releaseLines: ['(a|b)\\1+c']", /looks around or back, and so may never end/],
    ['fork-lint.yaml', "releaseLines: ['^(?=9)']", /looks around or back/],
    [
      'fork-lint.carries.yaml',
      carry(`path: '${'{a,b}'.repeat(20)}', fingerprint: 0123456789abcdef`),
      /more than 1000 globs/,
    ],
    ['fork-lint.yaml', '__proto__: {failOn: next}\n', /^fork-lint\.yaml:1: __proto__: no such key/],
  ])('%s: %.40j', async (file, text, sentence) => {
    writeFileSync(join(fork.dir, file), text);
    const began = performance.now();
    const { code, out, err } = await check();
    expect([code, out, err.replace(/^fork-lint: /, '')]).toEqual([2, '', expect.stringMatching(sentence)]);
    expect(performance.now() - began).toBeLessThan(20_000);
  });

  it("an expression that goes back without end, on the fork's own text", async () => {
    const places =
      "[{since: '1', globs: ['*a*a*a*a*a*a*a*a*a*a*a*a*b'], when: {matches: [README.md, '^(x+x{1,8})+y$']}}]";
    writeFileSync(
      join(fork.dir, 'fork-lint.yaml'),
      `releaseLines: ['^(9\\d*\\d*)+$', '^\\d+\\.\\d+$']\nlayout: {extends: connectors, features: [{area: docs, places: ${places}}]}\n`,
    );
    writeFileSync(join(fork.dir, 'README.md'), 'x'.repeat(60));
    writeFileSync(join(fork.dir, 'a'.repeat(200)), '');
    const { code, err } = await check('--worktree');
    fork.git('clean', '-q', '-f', '-d');
    fork.git('checkout', '-q', '.');
    expect([code, err]).toEqual([1, '']);
  }, 20_000);
});

describe('leads elsewhere', () => {
  it.each([
    ['a folder on the way is a link out', () => dir],
    ["a folder on the way is a link to git's own", () => '.git'],
  ])('%s: nothing behind it is read', async (_, target) => {
    writeFileSync(secret, 'password: hunter2\n');
    writeFileSync(join(fork.dir, '.git', 'secret.yaml'), 'password: hunter2\n');
    symlinkSync(target(), join(fork.dir, 'sub'));
    writeFileSync(join(fork.dir, 'fork-lint.yaml'), 'carries: sub/secret.yaml\n');
    const { code, out, err } = await check();
    expect([code, out, err]).toEqual([
      2,
      '',
      'fork-lint: sub is no folder here but leads elsewhere, so sub/secret.yaml is not read\n  ls -ld sub\n',
    ]);
  });

  it('a folder, a device: named on the command line or in their place', async () => {
    mkdirSync(join(fork.dir, 'sub'));
    mkdirSync(join(fork.dir, 'fork-lint.yaml'));
    const sentences = [await check('--config', 'sub'), await check('--config', '/dev/zero'), await check()];
    expect(sentences.map(({ code, err }) => [code, err.split('\n')[0]])).toEqual([
      [2, 'fork-lint: sub cannot be read (EISDIR)'],
      [2, 'fork-lint: /dev/zero is larger than 8 MB, so it is not read'],
      [2, 'fork-lint: fork-lint.yaml is no plain file, so it is not read'],
    ]);
  });
});
