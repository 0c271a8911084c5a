import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConfigurationError } from '@gatehouse/environment';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { developmentSecrets } from './development-secrets.ts';
import { loadConfig } from './load-config.ts';
import { loadSealingKeys } from './load-operator-config.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'gatehouse-secrets-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const newKey = () => randomBytes(32).toString('base64url');
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

test('keys are made once, in a file that only its owner reads', () => {
  const data = join(directory, 'deep', '.gatehouse');
  const first = developmentSecrets(data, newKey);
  expect(developmentSecrets(data, newKey)).toEqual(first);
  expect(first.encryptionKeys).not.toEqual(first.cookieKeys);
  expect(mode(data)).toBe('700');
  expect(mode(join(data, 'secrets.json'))).toBe('600');
  expect(readdirSync(data)).toEqual(['secrets.json']);
});

test('whoever comes second, even by a moment, takes the keys of the first', () => {
  const data = join(directory, '.gatehouse');
  let first: unknown;
  const second = developmentSecrets(data, () => {
    // Another process makes the file after this one found none.
    first ??= developmentSecrets(data, newKey);
    return newKey();
  });
  expect(second).toEqual(first);
  expect(developmentSecrets(data, newKey)).toEqual(first);
});

test('processes that start at once end with the same keys', async () => {
  const data = join(directory, '.gatehouse');
  const module = pathToFileURL(join(import.meta.dirname, 'development-secrets.ts')).href;
  const program = `
    import { randomBytes } from 'node:crypto';
    import { developmentSecrets } from ${JSON.stringify(module)};
    process.stdout.write('ready');
    process.stdin.once('data', () => {
      const made = developmentSecrets(${JSON.stringify(data)}, () => randomBytes(32).toString('base64url'));
      process.stdout.write(JSON.stringify(made), () => process.exit(0));
    });`;
  const processes = Array.from({ length: 4 }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', program]),
  );
  const outputs = processes.map(() => '');
  const errors = processes.map(() => '');
  await Promise.all(
    processes.map(async (child, index) => {
      child.stderr.on('data', (chunk) => (errors[index] += String(chunk)));
      await new Promise<void>((resolve) => {
        child.stdout.on('data', (chunk) => {
          outputs[index] += String(chunk);
          resolve();
        });
        child.once('close', () => resolve());
      });
    }),
  );
  const closed = processes.map((child) => new Promise((resolve) => child.once('close', resolve)));
  for (const child of processes) child.stdin.write('go');
  await Promise.all(closed);
  expect(outputs[0], errors.join()).toContain('encryptionKeys');
  expect(new Set(outputs).size).toBe(1);
  expect(readdirSync(data)).toEqual(['secrets.json']);
});

test('permissions that were widened are narrowed again', () => {
  developmentSecrets(directory, newKey);
  chmodSync(join(directory, 'secrets.json'), 0o644);
  developmentSecrets(directory, newKey);
  expect(mode(join(directory, 'secrets.json'))).toBe('600');
});

test('a directory that others may write is narrowed first, or refused where it is everybody’s', () => {
  const data = join(directory, '.gatehouse');
  developmentSecrets(data, newKey);
  chmodSync(data, 0o777);
  developmentSecrets(data, newKey);
  expect(mode(data)).toBe('700');
  const everybodys = join(directory, 'tmp');
  mkdirSync(everybodys);
  chmodSync(everybodys, 0o1777);
  const [fault] = faults({ GATEHOUSE_DATA_DIR: everybodys });
  expect(fault).toMatchObject({ variable: 'GATEHOUSE_DATA_DIR' });
  expect(fault?.problem).toContain('is open to other users of this machine');
  expect(readdirSync(everybodys)).toEqual([]);
});

function faults(env: Record<string, string>) {
  try {
    loadConfig(env, { directory });
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
  return [];
}

test.each(['file', 'file/data'])(
  'a directory that cannot be written (%s) is one fault, beside any other',
  (GATEHOUSE_DATA_DIR) => {
    // A file stands where the directory should be: root, too, cannot write there.
    writeFileSync(join(directory, 'file'), '');
    const found = faults({ GATEHOUSE_DATA_DIR, LOG_LEVEL: 'loud' });
    expect(found.map(({ variable }) => variable)).toEqual(['GATEHOUSE_DATA_DIR', 'LOG_LEVEL']);
    expect(found[0]?.problem).toContain(join(directory, GATEHOUSE_DATA_DIR));
    expect(found[0]?.remedy).toContain('may write to');
  },
);

test.each(['', '{}', 'not json', '{"encryptionKeys":["short"],"cookieKeys":["short"]}'])(
  'a damaged file (%s) is a fault, and stays as it is',
  (content) => {
    const data = join(directory, '.gatehouse');
    mkdirSync(data);
    writeFileSync(join(data, 'secrets.json'), content);
    const [fault] = faults({});
    expect(fault).toMatchObject({ variable: 'GATEHOUSE_DATA_DIR' });
    expect(fault?.problem).toContain('damaged');
    expect(statSync(join(data, 'secrets.json')).size).toBe(content.length);
  },
);

test('with both rings set no file is made', () => {
  expect(faults({ ENCRYPTION_KEYS: newKey(), COOKIE_KEYS: newKey() })).toEqual([]);
  expect(readdirSync(directory)).toEqual([]);
});

test('a command that opens what is sealed finds the keys of either place, and makes none', () => {
  const sealingKeys = (env = {}) => loadSealingKeys(env, { directory });
  expect(sealingKeys()).toBeUndefined();
  expect(sealingKeys({ NODE_ENV: 'production' })).toBeUndefined();
  expect(readdirSync(directory)).toEqual([]);
  const { encryptionKeys } = loadConfig({}, { directory });
  expect(sealingKeys()).toEqual(encryptionKeys);
  const key = newKey();
  expect(sealingKeys({ ENCRYPTION_KEYS: key })).toEqual([
    new Uint8Array(Buffer.from(key, 'base64url')),
  ]);
});

test('with one ring set the other comes from the file', () => {
  const key = newKey();
  const config = loadConfig({ ENCRYPTION_KEYS: key }, { directory });
  expect(config.encryptionKeys).toEqual([new Uint8Array(Buffer.from(key, 'base64url'))]);
  expect(config.cookieKeys).toEqual(
    developmentSecrets(join(directory, '.gatehouse'), newKey).cookieKeys,
  );
});
