import { commit } from '@gatehouse/environment/built-from';
import { defineConfig } from 'tsdown';
import manifest from './package.json' with { type: 'json' };

export default defineConfig({
  entry: { main: 'src/main.ts', cli: 'src/cli/main.ts' },
  platform: 'node',
  target: 'node22',
  fixedExtension: false,
  sourcemap: false,
  // The workspace's libraries export TypeScript; they become part of the program.
  deps: { alwaysBundle: [/^@gatehouse\//] },
  define: { __BUILD__: JSON.stringify({ version: manifest.version, commit: commit(process.env) }) },
});
