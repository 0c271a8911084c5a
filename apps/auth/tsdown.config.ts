import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: { main: 'src/main.ts', cli: 'src/cli/main.ts' },
  platform: 'node',
  target: 'node22',
  fixedExtension: false,
  sourcemap: false,
  // The workspace's libraries export TypeScript; they become part of the program.
  deps: { alwaysBundle: [/^@gatehouse\//] },
});
