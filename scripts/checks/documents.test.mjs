/** The papers say what is there: every link leads somewhere, every test in SECURITY.md exists. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const papers = [
  'README.md',
  'SECURITY.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
];
const read = (/** @type {string} */ file) => readFileSync(join(root, file), 'utf8');

test.each(papers)('the links of %s lead somewhere', (paper) => {
  const links = [...read(paper).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(
    ([, link]) => link ?? '',
  );
  const dead = links.filter(
    (link) => !link.startsWith('https://') && !existsSync(join(root, dirname(paper), link)),
  );
  expect(dead).toEqual([]);
});

test('the guide shows the examples that are tested', () => {
  const shown = [...read('docs/protect.md').matchAll(/<!-- (\S+) -->\n```\w+\n([\s\S]*?)```/g)];
  expect(shown).toHaveLength(5);
  for (const [, file = '', example] of shown) expect(example, file).toBe(read(file));
});

test('every test that the threat model names exists', () => {
  const rows = [...read('SECURITY.md').matchAll(/^\| ([A-Z]{2}-\d\d) \|.*\|(.*)\|$/gm)];
  expect(rows.length).toBeGreaterThan(50);
  const wrong = rows.flatMap(([, row, tests = '']) =>
    tests.split(/; (?=`)/).flatMap((one) => {
      const named = /^\s*`([^`]+)`/.exec(one)?.[1] ?? '';
      const file = [named, join('apps/auth/src', named)].find((path) =>
        existsSync(join(root, path)),
      );
      if (named === '' || file === undefined) return [`${row}: ${named}`];
      const text = read(file).replaceAll("\\'", "'");
      const titles = [...one.matchAll(/\*([^*]+)\*/g)].map(([, title]) => title ?? '');
      if (titles.length === 0) return [`${row}: ${named} without a title`];
      return titles.filter((title) => !text.includes(title)).map((title) => `${row}: ${title}`);
    }),
  );
  expect(wrong).toEqual([]);
});

test('the index of decisions has every record once, in order', () => {
  const listed = [...read('docs/decisions/README.md').matchAll(/\[(\d+)\.[^\]]*\]\((\d{4})-/g)];
  const numbers = listed.map(([, number]) => Number(number));
  expect(numbers).toEqual(listed.map(([, , file]) => Number(file)));
  const records = readdirSync(join(root, 'docs/decisions')).filter((file) => /^\d{4}-/.test(file));
  expect(numbers).toEqual(records.map((file) => Number(file.slice(0, 4))).sort((a, b) => a - b));
});

test('the threat model tells each attack once', () => {
  const attacks = [...read('SECURITY.md').matchAll(/^\| ([A-Z]{2}-\d\d \| [^|]+) \|/gm)];
  const told = attacks.map(([, attack]) => attack ?? '');
  expect(told.filter((attack, place) => told.indexOf(attack) !== place)).toEqual([]);
});
