import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from './run.fixture.ts';

const URL = 'https://app.example/client.json';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-copies-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What is wrong with how it was typed is told before any database is opened. */
const add = (...args: string[]) =>
  runCommand(['clients', 'add', ...args], {
    loadDatabase() {
      throw new Error('a database was asked for');
    },
  });

test.each<[string, string[], string]>([
  ['a name', ['A name', '--document', URL], 'The name is for the document to say.'],
  ['a liberty', ['--document', URL, '--trusted'], '--trusted is for the document to say.'],
  [
    'what is the default of an option',
    ['--document', URL, '--id-token-alg', 'RS256'],
    '--id-token-alg is for the document to say.',
  ],
  ['nothing but a copy', ['A name', '--file', 'copy.json'], 'A copy (--file) is given, and'],
  ['neither name nor document', [], 'The client has no name.'],
  ['a copy that is not there', ['--document', URL, '--file', '/none.json'], '/none.json cannot be'],
])('%s is refused, with what to do', async (_what, args, message) => {
  const { code, stdout, stderr } = await add(...args);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain(message);
  expect(stderr.trim().split('\n').length).toBeGreaterThan(1);
});

test.each(['not json', '[]', '"text"', 'null', ''])(
  'a copy that is %j is refused',
  async (text) => {
    const file = join(folder, 'copy.json');
    writeFileSync(file, text);
    const { code, stderr } = await add('--document', URL, '--file', file);
    expect(code).toBe(1);
    expect(stderr).toContain('cannot be read as a JSON object');
  },
);
