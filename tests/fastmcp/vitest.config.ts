import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'tests-fastmcp',
    include: ['*.test.ts'],
    // A Python with FastMCP takes a few seconds to start, and there are several.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
