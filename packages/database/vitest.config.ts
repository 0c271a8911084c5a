import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'database',
    include: ['{src,scripts}/**/*.test.ts'],
    globalSetup: ['./src/testing/global-setup.ts'],
    // Making a database takes seconds on a small machine, above all an embedded one.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
