import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { name: 'auth-core', include: ['src/**/*.test.ts'] } });
