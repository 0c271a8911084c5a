import { readFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';

import { startExample } from './running.ts';

const lines = (file: string) =>
  readFileSync(new URL(`../express/${file}`, import.meta.url), 'utf8').split('\n');

const { greet, stop } = await startExample('express/unprotected.ts');
afterAll(stop);

it('a server on Express is protected by five added lines', async () => {
  expect((await greet()).status).toBe(200);
  const [before, after] = [lines('unprotected.ts'), lines('server.ts')];
  const added = after.filter((line) => !before.includes(line) && !line.startsWith('//'));
  expect(added).toHaveLength(5);
  expect(before.filter((line) => !after.includes(line))).toEqual([]);
});
