import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: ['src/main.ts'],
  platform: 'node',
  target: 'node22',
  fixedExtension: false,
  sourcemap: false,
  // auth-core exports TypeScript; it becomes part of the program.
  deps: { alwaysBundle: [/^@gatehouse\//] },
});
