import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    exclude: ['test/**/*.real.test.ts', 'test/mutation/**'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: '100%', // a core is left idle otherwise, and of two that is half
    setupFiles: ['test/support/seed.ts', 'test/support/rooms.ts'],
  },
});
