import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'tests-faults',
    include: ['*.test.ts'],
    // What is measured here (answers under load, recovery) suffers from company.
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
});
