import { defineConfig } from 'vitest/config';

/** Tests against real repositories: opt in with FORK_LINT_LAB=DIR, see bench/lab.sh. */
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.real.test.ts'],
    testTimeout: 600_000,
  },
});
