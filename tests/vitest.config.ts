import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'tests',
    // No file changes what another sees, and each would load the same clients and servers again.
    isolate: false,
    include: ['{behaviour,conformance,interop,security}/**/*.test.ts'],
    globalSetup: ['./behaviour/shared-stack.ts', '@gatehouse/database/testing/global-setup'],
    // Real processes on a small machine; the first start of one migrates its database.
    testTimeout: 120_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 20_000 } },
    // Twice what a small machine has of cores: they wait for processes half of their time, and nothing
    // runs beside them any more (decision 142).
    maxWorkers: 4,
    // Projects with numbers of workers of their own run one after the other, where one run has several.
    sequence: { groupOrder: 1 },
    // Of tests that say they may run side by side.
    maxConcurrency: 2,
  },
});
