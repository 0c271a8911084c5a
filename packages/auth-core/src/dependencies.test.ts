import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const cwd = fileURLToPath(new URL('.', import.meta.url));
const sources = globSync('**/*.ts', { cwd }).filter(
  (file) => !/\.(?:test|fixture)\.ts$/.test(file),
);

/** Folders that import packages other than jose, and which packages they may import. */
const adapters: Readonly<Record<string, readonly string[]>> = {
  express: ['express'],
  mcp: ['@modelcontextprotocol/server'],
  'mcp-v1': [
    '@modelcontextprotocol/sdk/server/auth/errors.js',
    '@modelcontextprotocol/sdk/server/auth/provider.js',
  ],
};
const folderOf = (file: string) => file.split('/')[0] ?? '';
const core = sources.filter((file) => !(folderOf(file) in adapters));

function importsOf(files: readonly string[]) {
  const found = files.flatMap((file) =>
    [...readFileSync(cwd + file, 'utf8').matchAll(/ from '([^']+)'/g)].map(([, name = '']) => name),
  );
  return new Set(found);
}
const outside = (files: readonly string[]) =>
  new Set([...importsOf(files)].filter((name) => !name.startsWith('.')));

it('the core imports jose and nothing else from outside', () => {
  expect(core.length).toBeGreaterThan(10);
  expect(outside(core)).toEqual(new Set(['jose']));
});

it.each(Object.entries(adapters))('the adapter %s imports what it adapts, no more', (name, may) => {
  expect(outside(sources.filter((file) => folderOf(file) === name))).toEqual(new Set(may));
});

it('the core imports no adapter', () => {
  const adapter = /^\.{1,2}\/(?:express|mcp|mcp-v1)\//;
  expect([...importsOf(core)].filter((name) => adapter.test(name))).toEqual([]);
});

it('the core takes nothing for granted that only Node.js has', () => {
  const globals = /\b(?:Buffer|process|setImmediate|require|__dirname|global)\b[.([]/;
  expect(core.filter((file) => globals.test(readFileSync(cwd + file, 'utf8')))).toEqual([]);
});
