// A check is read without yargs where its command line is plain: it must mean the same then.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CheckOptions, type Commands, cli } from '../src/cli/cli.ts';
import { checking, where } from '../src/cli/options.ts';
import { plainly } from '../src/cli/plainly.ts';

const flags = Object.entries({ ...where, ...checking }).flatMap(([name, flag]) => {
  const also = 'alias' in flag ? [flag.alias].flat() : [];
  return [name, ...also].map((one) => (one.length > 1 ? `--${one}` : `-${one}`));
});
const values = [
  'text',
  'json=a.json',
  'v9.5.2',
  'HEAD~2',
  '../a b',
  '12e3',
  '0x10',
  'true',
  'never',
  'a=b',
  '',
  '.',
  '-',
  '-1',
  '"q"',
  "'q",
  'ü',
  'a\nb',
  'null',
];
const word = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...flags).map((flag) => [flag]) },
  { weight: 5, arbitrary: fc.tuple(fc.constantFrom(...flags), fc.constantFrom(...values)) },
  {
    weight: 5,
    arbitrary: fc
      .tuple(fc.constantFrom(...flags), fc.constantFrom(...values))
      .map(([flag, value]) => [`${flag}=${value}`]),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(
        '--',
        'check',
        'rules',
        '--no-color',
        '--no-fetch',
        '-Cx',
        '-fc',
        '--outputFile',
        '--constructor',
        '--maxWarnings=1',
      )
      .map((one) => [one]),
  },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...flags), fc.string()) },
);
const lines = fc.tuple(fc.constantFrom([], ['check']), fc.array(word, { maxLength: 5 })).map((parts) => parts.flat(2));

describe('a plain command line', () => {
  it.each([
    [[]],
    [['check', '--target', 'v9.5.2']],
    [['-C', 'fork', '-f', 'text', '-f', 'json=report.json', '--quiet']],
    [['--rule=far-behind=off', '--only', 'far-behind', '--only=pre-ga', '--new-from', 'HEAD~1', '--exit-zero']],
  ])('%j is read at once', async (argv) => {
    expect(plainly(argv)).toEqual(await byYargs(argv));
  });

  it.each([
    [['--color=never']],
    [['--help']],
    [['--fork']],
    [['rules']],
    [['--quiet', 'true']],
    [['--fork', 'a', '--fork', 'b']],
  ])('%j is not', (argv) => {
    expect(plainly(argv)).toBe(null);
  });

  it('means what yargs takes it for', async () => {
    await fc.assert(
      fc.asyncProperty(lines, async (argv) => {
        const plain = plainly(argv);
        if (plain !== null) expect(plain).toEqual(await byYargs(argv));
      }),
      { numRuns: 400 },
    );
  });
});

/** The options of a check as yargs reads them; what it cannot read, it says. */
async function byYargs(argv: readonly string[]): Promise<unknown> {
  let read: unknown = null;
  const commands = {
    check: (options: CheckOptions) => {
      read = Object.fromEntries(optionNames.map((name) => [name, options[name]]));
      return Promise.resolve(0);
    },
  };
  try {
    // nothing but a check is ever asked of it here
    await cli(argv, () => Promise.resolve(commands as Commands), { version: '', width: 80, print: () => {} });
  } catch (error) {
    return error;
  }
  return read;
}

// a command line without flags has them all
const optionNames = Object.keys(plainly([]) ?? {}) as (keyof CheckOptions)[];
