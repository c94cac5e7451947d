// A pull request in which every name, word and line is hostile, told by every command in every format.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { decode, encode } from '../../src/git/run.ts';
import { git } from '../states/support/git.ts';
import type { Repository } from '../support/story.ts';
import { type Row, reading, run, type Said, writing } from './commands.ts';
import { hostileFork, hostility } from './fork.ts';
import { looks } from './readers.ts';

/** More forks: FORK_LINT_HOSTILE=100. A fork holds some thirty hostile names. */
const numRuns = Number(process.env['FORK_LINT_HOSTILE'] ?? 2);
const patience = 60_000 * numRuns;

const told: Repository[] = [];
afterEach(() => {
  for (const one of told.splice(0)) one.remove();
});

const forks = (checkout: boolean, look: (fork: Repository) => Promise<void>): Promise<void> =>
  fc.assert(
    fc.asyncProperty(hostility, async (hostile) => {
      const fork = hostileFork(hostile, checkout);
      told.push(fork);
      await look(fork);
      fork.remove();
    }),
    { numRuns, endOnFailure: true },
  );

/** What is wrong with an answer. */
async function faults({ row, code, out, err }: Said): Promise<string[]> {
  const found = await Promise.all([
    ...looks[row.prints].map((look) => look(out)),
    ...looks.log.map((look) => look(err)),
    ...(/bug of fork-lint|has a bug/.test(err) ? [[`fails: ${err}`]] : []),
    ...(code > 1 ? [[`did not come to an answer: ${err}`]] : []),
  ]);
  return [...new Set(found.flat())].map((fault) => `${row.argv.join(' ')}: ${fault}`);
}

async function tellAll(rows: readonly Row[], { dir }: Repository): Promise<void> {
  for (const row of rows) expect(await faults(await run(row, dir))).toEqual([]);
}

describe('a hostile fork', () => {
  it(
    'is told harmlessly by every command that only reads',
    () => forks(false, (fork) => tellAll(reading, fork)),
    patience,
  );

  it(
    'is worked on harmlessly by every command that writes',
    () => forks(true, (fork) => tellAll(writing, fork)),
    patience,
  );

  it(
    'keeps every path, byte for byte',
    () =>
      forks(false, async ({ dir }) => {
        const raw = Buffer.from(bytesIn(dir, ['diff', '--name-only', '--no-renames', '-z', 'v9.2.0', 'HEAD'])).toString(
          'latin1',
        );
        const paths = raw.split('\0').filter(Boolean);
        const told = JSON.parse((await run({ argv: ['-f', 'json'], prints: 'json' }, dir)).out);
        const said = told.changes.flatMap(({ path, from }: Change) => (from === null ? [path] : [path, from]));
        expect(said.map((path: string) => encode(path).toString('latin1')).sort()).toEqual(paths.sort());
        const sarif = JSON.parse((await run({ argv: ['-f', 'sarif'], prints: 'json' }, dir)).out);
        const placed: string[] = sarif.runs[0].results.map(uriOf).map(bytesOfUri);
        expect(placed.filter((path) => path !== 'fork-lint.yaml' && !paths.includes(path))).toEqual([]);
      }),
    patience,
  );

  it(
    'counts the lines that git counts, whatever the lines look like',
    () =>
      forks(false, async ({ dir }) => {
        const raw = Buffer.from(
          bytesIn(dir, [
            'diff',
            '--numstat',
            '--no-renames',
            '--diff-algorithm=histogram',
            '--no-indent-heuristic',
            '-z',
            'v9.2.0',
            'HEAD',
          ]),
        );
        const counted = raw
          .toString('latin1')
          .split('\0')
          .filter(Boolean)
          .map((row) => /^(\S+)\t(\S+)\t(.*)$/s.exec(row) ?? []);
        const lines = new Map(counted.map(([, added, deleted, path = '']) => [decode(path), `${added} ${deleted}`]));
        const { changes } = JSON.parse((await run({ argv: ['-f', 'json'], prints: 'json' }, dir)).out);
        const ours = changes.filter(({ kind }: Change) => kind === 'modified');
        expect(ours.length).toBeGreaterThan(5);
        for (const { path, added, deleted } of ours) expect(`${added ?? '-'} ${deleted ?? '-'}`).toBe(lines.get(path));
      }),
    patience,
  );

  it(
    'has its commands copied without doing what its names say',
    () =>
      forks(false, async ({ dir }) => {
        const { findings } = JSON.parse((await run({ argv: ['-f', 'json'], prints: 'json' }, dir)).out);
        const plan = JSON.parse(
          (await run({ argv: ['plan', '--target', 'v9.3.0', '-f', 'json'], prints: 'json' }, dir)).out,
        );
        const commands: string[] = [...findings, ...plan.sections.flatMap(({ items }: Section) => items)].flatMap(
          (one) => one.commands,
        );
        expect(commands.length).toBeGreaterThan(5);
        const shell = commands.filter(
          (command) => /^(git|fork-lint) /.test(command) && !command.includes('"$(git commit-tree'),
        );
        expect(done(shell)).toEqual([]);
      }),
    patience,
  );

  it(
    'is ported by the patch of a dry run as by the branch',
    () =>
      forks(true, async ({ dir }) => {
        const target = ['--target', 'v9.3.0'];
        const { patch } = await patchOf(dir, target);
        await run({ argv: ['port', ...target, '--branch', 'ported'], prints: 'log' }, dir);
        git(dir, ['checkout', '-q', '--force', '--detach', 'v9.3.0']);
        git(dir, ['clean', '-q', '-d', '--force', '-x']);
        if (patch.length > 0) git(dir, ['apply', '--index', '--binary', '--whitespace=nowarn'], patch);
        expect(git(dir, ['write-tree'])).toBe(git(dir, ['rev-parse', 'ported^{tree}']));
      }),
    patience,
  );
});

interface Change {
  readonly path: string;
  readonly from: string | null;
  readonly kind: string;
  readonly added: number | null;
  readonly deleted: number | null;
}

interface Section {
  readonly items: readonly { readonly commands: readonly string[] }[];
}

interface Result {
  readonly locations: readonly [{ readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }];
}

const uriOf = ({ locations }: Result): string => locations[0].physicalLocation.artifactLocation.uri;

const bytesOfUri = (uri: string): string =>
  uri.replace(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

function bytesIn(cwd: string, args: readonly string[]): Buffer {
  return spawnSync('git', args, { cwd, maxBuffer: 1e8 }).stdout;
}

/** What a shell that finds no program does with these commands besides reading words: nothing, if the names are quoted. */
function done(commands: readonly string[]): string[] {
  const cwd = mkdtempSync(join(tmpdir(), 'fork-lint-shell-'));
  try {
    const script = [
      'git() { :; }',
      'f() { :; }',
      ...commands.map((command) => command.replace(/^fork-lint /, 'f ')),
    ].join('\n');
    const { stderr, status } = spawnSync('/bin/sh', [], {
      cwd,
      env: { PATH: '' },
      input: encode(script),
      encoding: 'utf8',
    });
    return [
      ...readdirSync(cwd),
      ...(status === 0 ? [] : [`ended with ${status}`]),
      ...stderr.split('\n').filter(Boolean),
    ];
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

async function patchOf(cwd: string, target: readonly string[]): Promise<{ readonly patch: Buffer }> {
  const { bytes } = await run({ argv: ['port', ...target, '--dry-run'], prints: 'patch' }, cwd);
  return { patch: bytes };
}
