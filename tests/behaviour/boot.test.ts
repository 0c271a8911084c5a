import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Ended, runAuth } from './actors/auth-process.ts';

const key = () => randomBytes(32).toString('base64url');

/** All that production asks for. No such database is ever reached: whatever is wrong comes first. */
const PRODUCTION = {
  PUBLIC_URL: 'https://auth.example.com',
  DATABASE_URL: 'postgresql://gatehouse:not-told@127.0.0.1:1/gatehouse',
  ENCRYPTION_KEYS: key(),
  COOKIE_KEYS: key(),
  RESOURCES: 'https://mcp.example.com/mcp',
  GITHUB_CLIENT_ID: 'id',
  GITHUB_CLIENT_SECRET: 'a-client-secret-not-told',
  ADMIT: 'example.com',
};

/** The lines of the refusal, by the variable that each begins with. */
function faultsOf({ output }: Ended): Map<string, string> {
  const lines = output.split('\n').filter((line) => line !== '');
  return new Map(lines.map((line) => [line.split(' ')[0]!, line]));
}

/** Variables that differ from a good production configuration; an empty one counts as not set. */
async function refusalOf(changes: Readonly<Record<string, string>>): Promise<Map<string, string>> {
  const ended = await runAuth({ ...PRODUCTION, ...changes });
  expect(ended.exitCode, ended.output).toBe(78);
  expect(ended.output).not.toMatch(/\n\s+at |not-told/);
  return faultsOf(ended);
}

test('a complete production configuration gets as far as its database', async () => {
  const { exitCode, output } = await runAuth(PRODUCTION);
  expect(exitCode).toBe(1);
  expect(output).toMatch(/127\.0\.0\.1:1/);
  expect(output).not.toMatch(/not-told|\n\s+at /);
});

describe('production refuses to start', () => {
  const refusals: [string, Record<string, string>, string, RegExp][] = [
    ['on plain http', { PUBLIC_URL: 'http://auth.example.com' }, 'PUBLIC_URL', /https/],
    ['without a database', { DATABASE_URL: '' }, 'DATABASE_URL', /ALLOW_EMBEDDED_DATABASE/],
    ['without encryption keys', { ENCRYPTION_KEYS: '' }, 'ENCRYPTION_KEYS', /Make a key with/],
    ['without cookie keys', { COOKIE_KEYS: '' }, 'COOKIE_KEYS', /Make a key with/],
    ['with a placeholder for a key', { COOKIE_KEYS: 'change-me' }, 'COOKIE_KEYS', /key/],
    ['with a key of zeros', { ENCRYPTION_KEYS: 'A'.repeat(43) }, 'ENCRYPTION_KEYS', /repeats/],
    ['without saying who is admitted', { ADMIT: '' }, 'ADMIT', /anyone/],
    ['without resources', { RESOURCES: '' }, 'RESOURCES', /MCP servers/],
    [
      'with an emulated GitHub',
      { GITHUB_URL: 'http://localhost:4001' },
      'GITHUB_URL',
      /emulator|this machine/,
    ],
    [
      'with an emulated API of GitHub',
      { GITHUB_API_URL: 'https://127.0.0.1:4001' },
      'GITHUB_API_URL',
      /this machine/,
    ],
    [
      'with an emulated Google',
      { GOOGLE_ISSUER: 'http://[::1]:4002' },
      'GOOGLE_ISSUER',
      /this machine/,
    ],
    [
      'with an upstream on plain http',
      { GITHUB_URL: 'http://github.example.com' },
      'GITHUB_URL',
      /https/,
    ],
    [
      'without an upstream',
      { GITHUB_CLIENT_ID: '', GITHUB_CLIENT_SECRET: '' },
      'GITHUB_CLIENT_ID',
      /nobody could sign in/,
    ],
    [
      'with half of an upstream',
      { GITHUB_CLIENT_SECRET: '' },
      'GITHUB_CLIENT_SECRET',
      /Set both, or neither/,
    ],
  ];
  test.each(refusals)('%s', async (_what, changes, variable, remedy) => {
    const faults = await refusalOf(changes);
    expect([...faults.keys()]).toEqual([variable]);
    expect(faults.get(variable)).toMatch(remedy);
    expect(faults.get(variable)).toMatch(/\. .+\.?$/);
  });

  test('on loopback, too, where NODE_ENV says production', async () => {
    const faults = await refusalOf({
      NODE_ENV: 'production',
      PUBLIC_URL: 'http://localhost:3000',
      GITHUB_URL: 'http://localhost:4001',
      GITHUB_API_URL: 'http://localhost:4001',
      ADMIT: '',
    });
    expect([...faults.keys()].sort()).toEqual([
      'ADMIT',
      'GITHUB_API_URL',
      'GITHUB_URL',
      'PUBLIC_URL',
    ]);
  });

  test('and tells every fault at once, one line each', async () => {
    const nothing = Object.fromEntries(Object.keys(PRODUCTION).map((name) => [name, '']));
    const faults = await refusalOf({ ...nothing, PUBLIC_URL: 'http://auth.example.com' });
    expect([...faults.keys()].sort()).toEqual([
      'ADMIT',
      'COOKIE_KEYS',
      'DATABASE_URL',
      'ENCRYPTION_KEYS',
      'GITHUB_CLIENT_ID',
      'PUBLIC_URL',
      'RESOURCES',
    ]);
  });
});

test('development that other machines can reach is refused while sign-in is emulated', async () => {
  const { exitCode, output } = await runAuth({
    HOST: 'all',
    GITHUB_CLIENT_ID: 'id',
    GITHUB_CLIENT_SECRET: 'secret',
    GITHUB_URL: 'http://localhost:4001',
  });
  expect(exitCode).toBe(78);
  expect(output).toMatch(/^HOST lets other machines in while sign-in is emulated/m);
  expect(output).toMatch(/^ADMIT /m);
});

test('variables that cannot be read are told together, with what would be right', async () => {
  const { exitCode, output } = await runAuth({
    PUBLIC_URL: 'auth.example.com',
    PORT: 'eighty',
    LOG_LEVEL: 'loud',
    ACCESS_TOKEN_LIFETIME: 'long',
    TRUST_PROXY: 'all',
    RESOURCES: '[{',
    ADMIT: 'everybody',
  });
  expect(exitCode).toBe(78);
  const lines = output.trim().split('\n');
  for (const variable of [
    'PUBLIC_URL',
    'PORT',
    'LOG_LEVEL',
    'ACCESS_TOKEN_LIFETIME',
    'TRUST_PROXY',
    'RESOURCES',
    'ADMIT',
  ]) {
    expect(lines.filter((line) => line.startsWith(`${variable} `))).toHaveLength(1);
  }
});

describe('the data directory', () => {
  test('that is a file is refused in a sentence that names the variable', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'gatehouse-directory-'));
    const file = join(directory, 'file');
    await writeFile(file, '');
    const { exitCode, output } = await runAuth({ GATEHOUSE_DATA_DIR: file });
    await rm(directory, { recursive: true });
    expect(exitCode).not.toBe(0);
    expect(output).toContain(file);
    expect(output).toContain('GATEHOUSE_DATA_DIR');
    expect(output).not.toMatch(/\n\s+at /);
  });

  // What a directory without permission is to anybody but root, who runs these tests in a container.
  test('that cannot be made is, too', async () => {
    const { exitCode, output } = await runAuth({ GATEHOUSE_DATA_DIR: '/dev/null/gatehouse' });
    expect(exitCode).not.toBe(0);
    expect(output).toContain('/dev/null/gatehouse');
    expect(output).not.toMatch(/\n\s+at /);
  });
});
