/** The documents say what is there: links lead somewhere, examples are those that are tested. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const documents = [
  'README.md',
  'SECURITY.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
];
const read = (/** @type {string} */ file) => readFileSync(join(root, file), 'utf8');

test.each(documents)('the links of %s lead somewhere', (document) => {
  const dead = [...read(document).matchAll(/\]\(([^)]+)\)/g)]
    .map(([, link]) => link ?? '')
    .filter((link) => !link.startsWith('https://') && !isThere(document, link));
  expect(dead).toEqual([]);
});

test('the guide shows the examples that are tested', () => {
  const shown = [...read('docs/protect.md').matchAll(/<!-- (\S+) -->\n```\w+\n([\s\S]*?)```/g)];
  expect(shown).toHaveLength(5);
  for (const [, file = '', example] of shown) expect(example, file).toBe(read(file));
});

test('SECURITY.md is short, and every attack that it names is in the threat model', () => {
  const security = read('SECURITY.md');
  expect(security.split('\n').length).toBeLessThanOrEqual(150);
  const threats = readdirSync(join(root, 'docs/threat-model'))
    .map((file) => read(join('docs/threat-model', file)))
    .join('\n');
  const named = [...security.matchAll(/\b[A-Z]{2}-\d\d\b/g)].map(([id]) => id);
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter((id) => !threats.includes(`\n## ${id}: `))).toEqual([]);
});

test('the index of decisions has every record once, under its title, in the order of each area', () => {
  const [, ...areas] = read('docs/decisions/README.md').split(/^## /m);
  const listed = areas.map((area) =>
    [...area.matchAll(/^- \[(.+?)\]\((\d{4}-[\w-]+\.md)\)/gm)].map(([, title, file = '']) => ({
      title,
      file,
    })),
  );
  for (const records of listed) {
    const files = records.map(({ file }) => file);
    expect(files).toEqual([...files].sort());
  }
  const records = readdirSync(join(root, 'docs/decisions')).filter((file) => /^\d{4}-/.test(file));
  const indexed = listed.flat().sort((one, other) => (one.file < other.file ? -1 : 1));
  expect(indexed).toEqual(
    records.sort().map((file) => ({ title: titleOf(read(`docs/decisions/${file}`)), file })),
  );
  const numbers = records.map((file) => Number(file.slice(0, 4)));
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(records.map((file) => titleOf(read(`docs/decisions/${file}`)).split('.')[0])).toEqual(
    numbers.map(String),
  );
});

/**
 * Whether there is a file of that name, and in a document the heading that is named.
 *
 * @param {string} document
 * @param {string} link
 */
function isThere(document, link) {
  const [path = '', fragment] = link.split('#');
  const file = path === '' ? document : join(dirname(document), path);
  if (!existsSync(join(root, file))) return false;
  return fragment === undefined || !file.endsWith('.md') || headingsOf(file).includes(fragment);
}

/**
 * What GitHub calls the headings of a document in an address.
 *
 * @param {string} file
 */
function headingsOf(file) {
  const prose = read(file).replaceAll(/^```[\s\S]*?^```/gm, '');
  return [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_\- ]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** @param {string} record */
function titleOf(record) {
  return (record.split('\n')[0] ?? '').replace(/^# /, '');
}
