import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { unreadFile } from './unread-file.ts';

const VARIABLES = ['A_URL', 'B_KEY', 'C', 'D', 'E'];

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'gatehouse-env-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const write = (text: string) => writeFileSync(join(directory, '.env'), text);
const told = (env: Record<string, string | undefined> = {}) =>
  unreadFile(directory, env, VARIABLES);

test('a file whose variables did not arrive is told, by names and never by values', () => {
  write('# ours\nA_URL=not-told\nB_KEY="not-told"\n\u001b[2J=x\nOTHER=not-told\n');
  expect(told({ PATH: '/bin' })).toBe(
    'There is a .env here that was not read (it sets A_URL, B_KEY): start with node --env-file=.env …',
  );
  expect(told({ A_URL: 'another' })).toContain('(it sets B_KEY)');
  write('A_URL=1\nB_KEY=1\nC=1\nD=1\nE=1\n');
  expect(told()).toContain('(it sets A_URL, B_KEY, C and 2 more)');
});

test('nothing is said where all of it arrived, be it changed or empty', () => {
  write('A_URL=x\nB_KEY=y\n');
  expect(told({ A_URL: 'z', B_KEY: '' })).toBeUndefined();
});

test.each(['', 'A_URL=\n# B_KEY=x\n', 'OTHER=x\n', '\0\0\0', `${'#'.repeat(1024 ** 2)}\nC=1\n`])(
  'nothing is said of a file that sets nothing of ours (%#)',
  (text) => {
    write(text);
    expect(told()).toBeUndefined();
  },
);

test('nothing is said where there is no file', () => {
  expect(told()).toBeUndefined();
  mkdirSync(join(directory, '.env'));
  expect(told()).toBeUndefined();
});
