import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'tests-keycloak',
    include: ['*.test.ts'],
    testTimeout: 60_000,
    // A Keycloak builds itself at its first start.
    hookTimeout: 600_000,
  },
});
