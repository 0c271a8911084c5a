import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const cwd = fileURLToPath(new URL('.', import.meta.url));
const core = globSync('**/*.ts', { cwd }).filter(
  (file) => !file.startsWith('express/') && !/\.(?:test|fixture)\.ts$/.test(file),
);

it('the core imports jose and nothing else from outside', () => {
  const imported = core.flatMap((file) =>
    [...readFileSync(cwd + file, 'utf8').matchAll(/ from '([^']+)'/g)].map(([, name]) => name),
  );
  expect(core.length).toBeGreaterThan(10);
  expect(new Set(imported.filter((name) => !name?.startsWith('.')))).toEqual(new Set(['jose']));
});

it('the core takes nothing for granted that only Node.js has', () => {
  const globals = /\b(?:Buffer|process|setImmediate|require|__dirname|global)\b[.([]/;
  const files = core.filter((file) => !file.startsWith('testing/'));
  expect(files.filter((file) => globals.test(readFileSync(cwd + file, 'utf8')))).toEqual([]);
});
