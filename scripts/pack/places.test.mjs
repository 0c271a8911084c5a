import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { putBack } from './places.mjs';

const PUBLISHED = { version: '1', scripts: { typecheck: 'tsc' } };
/** @param {string} version */
const ours = (version) => ({
  version,
  scripts: { ...PUBLISHED.scripts, prepack: 'node prepack.mjs' },
});

/** @type {string} */
let manifest;
beforeEach(() => {
  manifest = join(mkdtempSync(join(tmpdir(), 'gatehouse-pack-')), 'package.json');
});
afterEach(() => rmSync(join(manifest, '..'), { recursive: true }));

/** @param {object} there @param {object | string} waiting */
function left(there, waiting) {
  writeFileSync(manifest, JSON.stringify(there));
  writeFileSync(
    `${manifest}.ours`,
    typeof waiting === 'string' ? waiting : JSON.stringify(waiting),
  );
}
const read = () => JSON.parse(readFileSync(manifest, 'utf8'));

test('an interrupted packing is undone', () => {
  left(PUBLISHED, ours('1'));
  putBack(manifest);
  expect(read()).toEqual(ours('1'));
  expect(existsSync(`${manifest}.ours`)).toBe(false);
});

test('a manifest that was brought back by hand and changed since is not undone', () => {
  left(ours('2'), ours('1'));
  putBack(manifest);
  expect(read()).toEqual(ours('2'));
  expect(existsSync(`${manifest}.ours`)).toBe(false);
});

test('nor by a copy that was not finished', () => {
  left(ours('1'), '{"vers');
  putBack(manifest);
  expect(read()).toEqual(ours('1'));
});
