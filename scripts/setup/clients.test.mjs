import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { isRefusal, pinnedClients } from './clients.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

test.each([
  ['npm error code E403\nnpm error 403 Forbidden', true],
  ['npm error code E404', true],
  ['npm error code ETARGET\nnpm error notarget No matching version found', true],
  ['npm error code E429\nnpm error 429 Too Many Requests', false],
  ['npm error code E503', false],
  ['npm error code ENOTFOUND', false],
  ['npm error code 1\nnpm error command sh -c node install.cjs', false],
  ['ERROR: HTTP error 403 while getting fastmcp-4.2.3.whl', true],
  // pip says the same where it reaches no index at all.
  ['ERROR: No matching distribution found for fastmcp==4.2.3', false],
  ['there is no Python 3.10 or newer with venv and pip on this machine', false],
])('an install that ends with %j is refused: %j', (output, expected) => {
  expect(isRefusal(output)).toBe(expected);
});

test('libraries are tried in the versions that are installed for the other tests', () => {
  const clients = Object.values(pinnedClients(root)).filter(({ bin, python }) => !bin && !python);
  expect(clients.length).toBeGreaterThan(0);
  for (const { package: name, version } of clients) {
    const file = join(root, 'tests', 'node_modules', name, 'package.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version });
  }
});

test('packages of Python are pinned to the versions of the table', () => {
  const file = join(root, 'tests', 'clients', 'python', 'requirements.txt');
  const clients = Object.values(pinnedClients(root)).filter(({ python }) => python);
  expect(readFileSync(file, 'utf8').trim().split('\n').sort()).toEqual(
    clients.map((client) => `${client.package}==${client.version}`).sort(),
  );
});

test('docs/connect.md names the versions that are tested', () => {
  const text = readFileSync(join(root, 'docs', 'connect.md'), 'utf8');
  const tested = [...text.matchAll(/^\| .* \| (\d+\.\d+\.\d+) \| /gm)].map(
    ([, version]) => version,
  );
  const pinned = Object.values(pinnedClients(root)).map(({ version }) => version);
  expect(new Set(tested)).toEqual(new Set(pinned));
});
