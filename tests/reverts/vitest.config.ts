import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'tests-reverts',
    include: ['*.test.ts'],
    globalSetup: [
      fileURLToPath(new URL('database.ts', import.meta.url)),
      '@gatehouse/database/testing/global-setup',
    ],
    hookTimeout: 300_000,
    maxWorkers: 2,
    sequence: { groupOrder: 3 },
    // Copies of a package side by side: each waits for processes of its own.
    maxConcurrency: 2,
  },
});
