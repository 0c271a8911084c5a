import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'database',
    include: ['{src,scripts}/**/*.test.ts'],
    globalSetup: ['./src/testing/global-setup.ts'],
    // Making a database, embedded above all, takes seconds on a small machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
