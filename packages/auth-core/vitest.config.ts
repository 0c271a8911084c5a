import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Thousands of made-up tokens take a while on a small machine that has other work.
  test: { name: 'auth-core', include: ['src/**/*.test.ts'], testTimeout: 30_000 },
});
