import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'tests-installs',
    include: ['*.test.ts'],
    // Package managers and a registry: how long they take is not ours.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    sequence: { groupOrder: 4 },
  },
});
