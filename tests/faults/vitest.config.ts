import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'tests-faults',
    include: ['*.test.ts'],
    // What is measured here (answers under load, recovery) suffers from company.
    fileParallelism: false,
    sequence: { groupOrder: 2 },
    // Bounded in rounds; how long those take is the machine's affair.
    testTimeout: 1_800_000,
    hookTimeout: 300_000,
  },
});
