import { defineConfig } from 'vitest/config';

/**
 * A project's time limits end what will never come; no test is to fail on a machine that has other work.
 * So they are far above what anything takes, and `expect.poll` waits for more than its second.
 */
export default defineConfig({
  test: {
    projects: [
      'apps/*',
      'packages/*',
      'tests',
      'tests/faults',
      'tests/reverts',
      'tests/pages',
      'tests/prometheus',
      'tests/standby',
      'bench',
      'examples',
      'examples/installs',
      { test: { name: 'scripts', include: ['scripts/**/*.test.mjs'], testTimeout: 60_000 } },
    ],
  },
});
