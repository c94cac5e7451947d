import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type InlineConfig, type TestSpecification } from 'vitest/node';

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
  // never-lost tries thousands of worlds: too long for each mutant that lives
  port: { include: ['test/port/*.test.ts'], exclude: ['test/port/never-lost.test.ts', '**/*.real.test.ts'] },
};

const wanted = process.env['FORK_LINT_MUTATE'] ?? '';
const tests = folders[wanted];
if (!tests) throw new Error(`FORK_LINT_MUTATE is to name a folder: ${Object.keys(folders).join(', ')}`);

/** Tests that start git come last: the first failure ends a mutant, and most fail without. */
class QuickFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const slow = ({ moduleId }: TestSpecification): number =>
      Number(/forkLint|spawnSync/.test(readFileSync(moduleId, 'utf8')));
    return Promise.resolve([...files].sort((a, b) => slow(a) - slow(b)));
  }
}

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    exclude: ['**/*.real.test.ts'],
    testTimeout: 30_000,
    sequence: { sequencer: QuickFirst },
    ...tests,
  },
});
