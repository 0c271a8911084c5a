import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'tests-clients',
    include: ['*.test.ts'],
    // Two of them listen on a fixed port, and each has a stack and a browser beside it.
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
});
