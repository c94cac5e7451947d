import type { Options } from 'yargs';
import { formats } from '../reporters/index.ts';

const text = { type: 'string', requiresArg: true } as const;
const none: string[] = [];

/** The headings of help. */
const looking = { group: 'Where to look:' } as const;
const judging = { group: 'What counts:' } as const;
const printing = { group: 'What is printed:' } as const;
const settling = { group: 'Settling:' } as const;

/** Flags that every command which looks at a repository understands. */
export const where = {
  repo: { ...looking, ...text, alias: 'C', default: '.', describe: 'the clone of the fork' },
  fork: { ...looking, ...text, default: 'HEAD', describe: 'the commit to look at' },
  upstream: { ...looking, ...text, describe: 'remote that leads to the upstream: its name or URL' },
  base: { ...looking, ...text, describe: 'the upstream commit the fork stands on, when you know better' },
  target: { ...looking, ...text, describe: 'what would be merged next: a ref of the upstream, or latest' },
  config: { ...looking, ...text, alias: 'c', describe: 'configuration file [fork-lint.yaml at the top of the fork]' },
  fetch: {
    ...looking,
    type: 'boolean',
    default: false,
    describe: 'fetch the upstream first; nothing else uses the network',
  },
  debug: { ...printing, type: 'boolean', default: false, describe: 'print each git command with its time' },
} as const satisfies Record<string, Options>;

/** Flags of `check` alone. */
export const checking = {
  format: {
    ...printing,
    ...text,
    alias: ['f', 'reporter'],
    array: true,
    default: ['text'],
    describe: `FORMAT or FORMAT=FILE, repeatable: ${formats.join(', ')}`,
  },
  'output-file': { ...printing, ...text, alias: 'o', describe: 'file for the first format that names none' },
  only: {
    ...judging,
    ...text,
    array: true,
    default: none,
    defaultDescription: 'none',
    describe: 'run these rules only',
  },
  skip: {
    ...judging,
    ...text,
    array: true,
    default: none,
    defaultDescription: 'none',
    describe: 'leave these rules out',
  },
  rule: {
    ...judging,
    ...text,
    array: true,
    default: none,
    defaultDescription: 'none',
    describe: 'NAME=LEVEL, with error, warn, info or off',
  },
  'show-diff': { ...printing, type: 'boolean', default: false, describe: 'show the changed lines behind each finding' },
  summary: { ...printing, type: 'boolean', default: false, describe: 'the text in ten lines' },
  'max-warnings': { ...judging, ...text, describe: 'fail on more warnings than this' },
  quiet: { ...printing, type: 'boolean', default: false, describe: 'report errors only' },
  'exit-zero': { ...judging, type: 'boolean', default: false, describe: 'exit with 0 whatever was found' },
  worktree: {
    ...looking,
    type: 'boolean',
    default: false,
    describe: 'lint the files as they lie there, not the commit',
  },
  'new-from': { ...judging, ...text, describe: 'report only what this commit does not have already' },
  fix: {
    ...settling,
    type: 'boolean',
    default: false,
    describe: 'settle what can be settled in the work tree, then lint it',
  },
  'fix-dry-run': {
    ...settling,
    type: 'boolean',
    default: false,
    describe: 'print what --fix would change, and change nothing',
  },
  color: {
    ...printing,
    type: 'string',
    choices: ['auto', 'always', 'never'],
    default: 'auto',
    describe: 'colour in the terminal',
  },
} as const satisfies Record<string, Options>;

/** Flags that take yes or no, or stand alone for yes. */
export const choices = ['adopt', 'hook', 'workflow'];

/** `--no-color`, `--hook` and `--no-hook` as people type them. */
export function normalize(argv: readonly string[]): string[] {
  const plain = new Map([
    ['--no-color', '--color=never'],
    ['--color', '--color=always'],
    ...choices.flatMap((name) => [[`--${name}`, `--${name}=yes`] as const, [`--no-${name}`, `--${name}=no`] as const]),
  ]);
  return argv.map((arg, i) =>
    plain.has(arg) && /^(auto|always|never|yes|no)$/.test(argv[i + 1] ?? '') ? arg : (plain.get(arg) ?? arg),
  );
}
