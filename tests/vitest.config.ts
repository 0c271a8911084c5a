import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'tests',
    include: ['{behaviour,conformance,interop,security}/**/*.test.ts'],
    globalSetup: ['./behaviour/shared-stack.ts'],
    // Real processes on a small machine; the first start of one migrates its database.
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // One more than a small machine has cores: they wait for processes half of their time.
    maxWorkers: 3,
    // Of tests that say they may run side by side.
    maxConcurrency: 2,
  },
});
