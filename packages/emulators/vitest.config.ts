import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Each starts five providers, on a machine that may have other work.
  test: { name: 'emulators', include: ['src/**/*.test.ts'], testTimeout: 60_000 },
});
