import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { name: 'mcp', include: ['src/**/*.test.ts', 'tests/**/*.test.ts'], testTimeout: 20_000 },
});
