import { existsSync, lstatSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { chooseSocketPath, findSocketPath, forgetSocketPath } from './socket-path.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-socket-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function listening(path: string) {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return server;
}

function longDirectory(): string {
  const long = join(folder, 'x'.repeat(120));
  mkdirSync(long);
  return long;
}

test('is in the data directory, and found while it is there', async () => {
  const path = await chooseSocketPath(folder);
  expect(path).toBe(join(folder, 'control.sock'));
  expect(await findSocketPath(folder)).toBeUndefined();
  const server = await listening(path);
  expect(await findSocketPath(folder)).toBe(path);
  server.close();
});

test('is elsewhere, and private, where the path would be too long', async () => {
  const long = longDirectory();
  const path = await chooseSocketPath(long);
  expect(Buffer.byteLength(path)).toBeLessThanOrEqual(103);
  expect(lstatSync(dirname(path)).mode & 0o777).toBe(0o700);
  const server = await listening(path);
  expect(await findSocketPath(long)).toBe(path);
  server.close();
  await forgetSocketPath(long);
  expect(existsSync(dirname(path))).toBe(false);
  expect(await findSocketPath(long)).toBeUndefined();
});

test('what a killed server left behind is replaced', async () => {
  const first = await chooseSocketPath(longDirectory());
  expect(await chooseSocketPath(join(folder, 'x'.repeat(120)))).not.toBe(first);
  expect(existsSync(dirname(first))).toBe(false);
});

test('a file that points anywhere else removes nothing and finds nothing', async () => {
  const long = longDirectory();
  const precious = join(folder, 'precious');
  mkdirSync(precious);
  writeFileSync(join(long, 'control.path'), join(precious, 'control.sock'));
  await forgetSocketPath(long);
  expect(existsSync(precious)).toBe(true);
  expect(await findSocketPath(long)).toBeUndefined();
});
