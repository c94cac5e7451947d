import type { CheckOptions } from './cli.ts';
import { checking, where } from './options.ts';

type Flag = keyof typeof known;

const known = { ...where, ...checking };

/** `f` -> `format`, `output-file` -> `output-file`: all that a flag may be called. */
const names = new Map<string, Flag>(
  Object.entries(known).flatMap(([name, flag]) => {
    const also = 'alias' in flag ? [flag.alias].flat() : [];
    return [name, ...also].map((one) => [one, name as Flag] as const); // the keys of the table are what Flag is made of
  }),
);

/**
 * Reads the command line of a check as nearly everybody types it: its own flags, each with its value, once if it is no
 * list. Answers what yargs would, without the 30 ms that loading and running yargs takes; null for all else, which yargs
 * then reads, or explains why it cannot.
 */
export function plainly(argv: readonly string[]): CheckOptions | null {
  const words = argv[0] === 'check' ? argv.slice(1) : [...argv];
  const given = new Map<Flag, string[]>();
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const [, dashes, typed = '', value] = /^(--?)([a-zA-Z][a-z-]*)(?:=(.+))?$/s.exec(word) ?? [];
    const name = (dashes === '--') === typed.length > 1 ? names.get(typed) : undefined;
    if (name === undefined || name === 'color') return null;
    const flag = known[name];
    if (given.has(name) && !('array' in flag)) return null;
    if (flag.type === 'boolean' && value !== undefined) return null;
    const said = flag.type === 'boolean' ? '' : (value ?? words.shift() ?? '');
    if (flag.type !== 'boolean' && !/^[^-"'\s]/.test(said)) return null; // yargs takes quotes off
    given.set(name, [...(given.get(name) ?? []), said]);
  }
  return optionsOf(given);
}

function optionsOf(given: ReadonlyMap<Flag, readonly string[]>): CheckOptions {
  const said = (name: Flag): string | undefined => given.get(name)?.[0];
  const list = (name: Flag, otherwise: readonly string[]): readonly string[] => given.get(name) ?? otherwise;
  return {
    repo: said('repo') ?? where.repo.default,
    fork: said('fork') ?? where.fork.default,
    upstream: said('upstream'),
    base: said('base'),
    target: said('target'),
    config: said('config'),
    fetch: given.has('fetch'),
    debug: given.has('debug'),
    format: list('format', checking.format.default),
    outputFile: said('output-file'),
    only: list('only', checking.only.default),
    skip: list('skip', checking.skip.default),
    rule: list('rule', checking.rule.default),
    showDiff: given.has('show-diff'),
    summary: given.has('summary'),
    maxWarnings: said('max-warnings'),
    quiet: given.has('quiet'),
    exitZero: given.has('exit-zero'),
    worktree: given.has('worktree'),
    newFrom: said('new-from'),
    fix: given.has('fix'),
    fixDryRun: given.has('fix-dry-run'),
    color: checking.color.default,
  };
}
