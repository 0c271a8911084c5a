import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: { name: 'auth', include: ['src/**/*.test.{ts,tsx}'], testTimeout: 20_000 },
});
