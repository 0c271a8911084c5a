import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    name: 'auth',
    include: ['src/**/*.test.{ts,tsx}'],
    globalSetup: ['@gatehouse/database/testing/global-setup'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
