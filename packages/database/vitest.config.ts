import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'database',
    include: ['{src,scripts}/**/*.test.ts'],
    globalSetup: ['./src/testing/global-setup.ts'],
    // Making a database, embedded above all, takes seconds on a small machine that has nothing else to do.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
