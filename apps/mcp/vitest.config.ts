import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'mcp',
    // No file changes what another sees, and most of the time would go into loading the same modules.
    isolate: false,
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
