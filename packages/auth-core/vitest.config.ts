import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'auth-core',
    // No file changes what another sees, and most of the time would go into loading the same modules.
    isolate: false,
    include: ['src/**/*.test.ts'],
    // Thousands of made-up tokens take a while on a small machine that has other work.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
