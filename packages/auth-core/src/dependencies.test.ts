import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

it('the core imports jose and nothing else from outside', () => {
  const cwd = fileURLToPath(new URL('.', import.meta.url));
  const files = globSync('**/*.ts', { cwd }).filter(
    (file) => !file.startsWith('express/') && !file.endsWith('.test.ts'),
  );
  const imported = files.flatMap((file) =>
    [...readFileSync(cwd + file, 'utf8').matchAll(/ from '([^']+)'/g)].map(([, name]) => name),
  );
  expect(files.length).toBeGreaterThan(10);
  expect(new Set(imported.filter((name) => !name?.startsWith('.')))).toEqual(new Set(['jose']));
});
