import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'tests-prometheus',
    include: ['**/*.test.ts'],
    globalSetup: [join(import.meta.dirname, 'server/global-setup.ts')],
    sequence: { groupOrder: 5 },
    // Bounded by what they wait for; how long that takes on a busy machine is the machine's affair.
    testTimeout: 120_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 120_000, interval: 250 } },
  },
});
