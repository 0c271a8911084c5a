import { commit } from '@gatehouse/environment/built-from';
import { defineConfig } from 'tsdown';
import manifest from './package.json' with { type: 'json' };

export default defineConfig({
  entry: ['src/main.ts'],
  platform: 'node',
  target: 'node22',
  fixedExtension: false,
  sourcemap: false,
  // The workspace's libraries export TypeScript, and become part of the program; so does what makes pages,
  // of whose package most is for browsers. What is for pages is a devDependency: nothing of it is installed.
  deps: { alwaysBundle: [/^@gatehouse\//, /^preact/] },
  define: { __BUILD__: JSON.stringify({ version: manifest.version, commit: commit(process.env) }) },
});
