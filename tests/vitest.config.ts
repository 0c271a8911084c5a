import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'tests',
    include: ['{behaviour,conformance,interop,security}/**/*.test.ts'],
    globalSetup: ['./behaviour/shared-stack.ts'],
    // Real processes on a small machine; the first start of one migrates its database.
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // Every file talks to the same server: more workers would only queue there.
    maxWorkers: 2,
    // Of tests that say they may run side by side.
    maxConcurrency: 2,
  },
});
