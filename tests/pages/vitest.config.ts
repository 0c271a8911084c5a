import { defineConfig } from 'vitest/config';

export default defineConfig({
  // The pages are components of the authorization server.
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    name: 'tests-pages',
    include: ['*.test.ts'],
    // A browser for all of them.
    isolate: false,
    maxWorkers: 1,
    testTimeout: 240_000,
    hookTimeout: 120_000,
    sequence: { groupOrder: 4 },
  },
});
