import { readFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';

import { startExample } from './running.ts';

const lines = (file: string) =>
  readFileSync(new URL(`../express/${file}`, import.meta.url), 'utf8').split('\n');

const { call, stop } = await startExample('express/unprotected.js');
afterAll(stop);

it('a server on Express is protected by five added lines', async () => {
  expect((await call()).status).toBe(200);
  const [before, after] = [lines('unprotected.js'), lines('server.js')];
  const added = after.filter((line) => !before.includes(line) && !line.startsWith('//'));
  expect(added).toHaveLength(5);
  expect(before.filter((line) => !after.includes(line))).toEqual([]);
});

it.each(['express', 'node', 'hono', 'sdk-v1'])(
  'examples/%s, copied, installs what is tested here',
  (example) => {
    const read = (file: string): unknown =>
      JSON.parse(readFileSync(new URL(`../${file}/package.json`, import.meta.url), 'utf8'));
    const { dependencies } = read(example) as { dependencies: Record<string, string> };
    const tested = Object.keys(dependencies).map((name) => {
      const { version } = read(`node_modules/${name}`) as { version: string };
      return [name, version];
    });
    expect(dependencies).toEqual(Object.fromEntries(tested));
  },
);
