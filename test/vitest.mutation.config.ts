import { defineConfig } from 'vitest/config';

/** One folder's tests at a time, `FORK_LINT_MUTATE=compare npm run mutation -- --mutate src/compare/homes.ts`: those that start no git. */
const folder = process.env['FORK_LINT_MUTATE'] ?? '{api,compare,port}';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: [`test/${folder}/{dead,diff,signatures,edits,forecast,homes,small,isort,merge}.test.ts`],
    testTimeout: 30_000,
  },
});
