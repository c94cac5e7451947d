import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type InlineConfig, type TestSpecification } from 'vitest/node';

const root = new URL('..', import.meta.url).pathname;

const startsGit = (path: string): boolean =>
  /forkLint|portTold|spawnSync|[cC]heckout/.test(readFileSync(resolve(root, path), 'utf8'));

const portTests = readdirSync(join(root, 'test/port'))
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => `test/port/${name}`);

/** The tests that hold a folder, and what is told once for all of its mutants; see bench/mutation.md. */
const folders: Readonly<Record<string, InlineConfig>> = {
  rules: {
    include: ['test/rules.test.ts', 'test/rules/*.test.ts', 'test/mutation/rules.test.ts'],
    globalSetup: 'test/mutation/facts.ts',
  },
  api: { include: ['test/api/*.test.ts', 'test/mutation/check.test.ts'], globalSetup: 'test/mutation/told.ts' },
  compare: { include: ['test/compare/*.test.ts', 'test/mutation/check.test.ts'], globalSetup: 'test/mutation/told.ts' },
  // programs run whole in clones of every state: for what the tests of compare let live
  states: { include: ['test/states/shallow.test.ts', 'test/states/refuses.test.ts'], testTimeout: 180_000 },
  // what takes Python apart and puts it together again ...
  port: {
    include: ['test/port/*.test.ts', 'test/mutation/port.test.ts'],
    exclude: [...portTests.filter(startsGit), '**/*.real.test.ts'],
    globalSetup: 'test/mutation/told-port.ts',
    env: { PORT_RUNS: '40' }, // of 300 worlds
    isolate: false, // modules are loaded once for all files: a third of the time
  },
  // ... and what stands between that and git
  'port-git': {
    include: ['test/port/*.test.ts', 'test/mutation/port.test.ts'],
    exclude: ['test/port/{stories,never-lost}.test.ts', '**/*.real.test.ts'],
    globalSetup: 'test/mutation/told-port.ts',
    isolate: false,
  },
};

const wanted = process.env['FORK_LINT_MUTATE'] ?? '';
const chosen = folders[wanted];
if (!chosen) throw new Error(`FORK_LINT_MUTATE is to name a folder: ${Object.keys(folders).join(', ')}`);

/** Tests that start git come last: the first failure ends a mutant, and most fail without. */
class QuickFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const slow = ({ moduleId }: TestSpecification): number => Number(startsGit(moduleId));
    return Promise.resolve([...files].sort((a, b) => slow(a) - slow(b)));
  }
}

export default defineConfig({
  test: {
    root,
    exclude: ['**/*.real.test.ts'],
    testTimeout: 300_000,
    setupFiles: ['test/support/seed.ts'],
    sequence: { sequencer: QuickFirst },
    ...chosen,
  },
});
