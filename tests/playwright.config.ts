import { defineConfig } from '@playwright/test';
import { browserOptions } from './harness/browser.ts';

export default defineConfig({
  testDir: './e2e',
  globalSetup: './e2e/global-setup.ts',
  testMatch: '**/*.e2e.ts',
  outputDir: '../test-results/browser',
  // One file after the other in a worker, and every worker with a stack of its own.
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  // They end what will never come: nothing is to fail on a machine that has other work.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    actionTimeout: 30_000,
    navigationTimeout: 30_000,
    locale: 'en-GB',
    screenshot: 'only-on-failure',
    launchOptions: browserOptions(),
  },
});
