import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const shown = [...readme.matchAll(/<!-- (examples\/\S+) -->\n```ts\n([\s\S]*?)```/g)];

it('the README shows the examples that are compiled, every one of them', () => {
  const cwd = new URL('..', import.meta.url);
  expect(new Set(shown.map(([, file]) => file))).toEqual(
    new Set(globSync('examples/*.ts', { cwd })),
  );
  for (const [, file = '', example] of shown) {
    expect(example, file).toBe(readFileSync(new URL(file, cwd), 'utf8'));
  }
});

it('the README shows no code that is not', () => {
  expect(shown).toHaveLength(readme.split('\n```ts\n').length - 1);
});
