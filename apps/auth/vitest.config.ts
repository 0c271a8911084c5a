import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    name: 'auth',
    // No file changes what another sees, and most of the time would go into loading the same modules.
    isolate: false,
    include: ['src/**/*.test.{ts,tsx}'],
    globalSetup: ['@gatehouse/database/testing/global-setup'],
    // Making an embedded database takes seconds on a machine that has nothing else to do.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
