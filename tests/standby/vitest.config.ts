import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'tests-standby',
    include: ['*.test.ts'],
    // They wait most of their time: for a standby that stands still, for deadlines.
    maxWorkers: 2,
    sequence: { groupOrder: 4 },
    // Bounded by what they wait for; how long that takes on a busy machine is the machine's affair.
    testTimeout: 600_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 180_000, interval: 250 } },
  },
});
