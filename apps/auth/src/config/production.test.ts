import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError, type Fault } from '@gatehouse/environment';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from './load-config.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'gatehouse-production-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

const ENCRYPTION_KEY = '8Jt0xW5nq3dK1vYb7rMZ2sQfLh6uEoAcTgPi4wNjXkU';
const COOKIE_KEY = 'zR9mVb2XcQ5tHs7yKd3gWn1pLj8uFe6aOi4rTq0wMvY';

/** A production environment with nothing wrong in it. */
const GOOD = {
  PUBLIC_URL: 'https://auth.example.com',
  DATABASE_URL: 'postgresql://gatehouse:hunter2@db.example.com/gatehouse',
  ENCRYPTION_KEYS: ENCRYPTION_KEY,
  COOKIE_KEYS: COOKIE_KEY,
  RESOURCES: 'https://mcp.example.com/mcp',
  GITHUB_CLIENT_ID: 'Iv1.0123456789abcdef',
  GITHUB_CLIENT_SECRET: 'a-github-secret',
  ADMIT: 'example.com',
};

type Env = Record<string, string | undefined>;

function faultsOf(env: Env): readonly Fault[] {
  try {
    loadConfig(env, { directory });
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
  return [];
}

const variables = (env: Env) => faultsOf(env).map(({ variable }) => variable);

test('a complete production environment boots', () => {
  const config = loadConfig(GOOD, { directory, addresses: ['127.0.0.1', '::1'] });
  expect(config).toMatchObject({
    production: true,
    issuer: 'https://auth.example.com',
    port: 3000,
    hosts: ['::'],
    emulated: false,
  });
});

describe('what production is', () => {
  test.each([
    'http://localhost:3000',
    'http://127.0.0.1',
    'http://[::1]:3000',
    'http://a.localhost',
  ])('%s is development', (PUBLIC_URL) => expect(variables({ PUBLIC_URL })).toEqual([]));

  test.each([
    'http://192.168.1.5:3000',
    'http://localhost.example.com',
    'http://127.0.0.1.example.com',
  ])('%s is production, and its http is refused', (PUBLIC_URL) =>
    expect(variables({ ...GOOD, PUBLIC_URL })).toEqual(['PUBLIC_URL']),
  );

  test('NODE_ENV=production makes it so on loopback, where http is refused too', () => {
    const env = { ...GOOD, NODE_ENV: 'production', PUBLIC_URL: 'http://localhost:3000' };
    expect(variables(env)).toEqual(['PUBLIC_URL']);
    expect(variables({ ...env, PUBLIC_URL: 'https://localhost' })).toEqual([]);
  });

  test('a misspelled NODE_ENV is a fault, not development', () => {
    expect(variables({ NODE_ENV: 'prod' })).toContain('NODE_ENV');
  });

  test('NODE_ENV=development does not make a public server a development one', () => {
    expect(
      variables({ NODE_ENV: 'development', PUBLIC_URL: 'https://auth.example.com' }),
    ).toContain('ADMIT');
  });
});

test('with nothing but NODE_ENV=production, everything missing is told at once', () => {
  expect(variables({ NODE_ENV: 'production' }).sort()).toEqual([
    'ADMIT',
    'COOKIE_KEYS',
    'DATABASE_URL',
    'ENCRYPTION_KEYS',
    'GITHUB_CLIENT_ID',
    'PUBLIC_URL',
    'RESOURCES',
  ]);
});

describe('production refuses', () => {
  const emulatedGoogle = { GOOGLE_CLIENT_ID: 'id', GOOGLE_CLIENT_SECRET: 'secret' };
  const refusals: [string, Env, string][] = [
    ['an http PUBLIC_URL', { PUBLIC_URL: 'http://auth.example.com' }, 'PUBLIC_URL'],
    ['a missing DATABASE_URL', { DATABASE_URL: undefined }, 'DATABASE_URL'],
    ['missing ENCRYPTION_KEYS', { ENCRYPTION_KEYS: undefined }, 'ENCRYPTION_KEYS'],
    ['missing COOKIE_KEYS', { COOKIE_KEYS: undefined }, 'COOKIE_KEYS'],
    ['a consent page that a stray click allows', { CONSENT_PAUSE: '0s' }, 'CONSENT_PAUSE'],
    ['a repeated encryption key', { ENCRYPTION_KEYS: 'A'.repeat(43) }, 'ENCRYPTION_KEYS'],
    [
      'a sequence as encryption key',
      { ENCRYPTION_KEYS: Buffer.from(Array.from({ length: 32 }, (_, i) => i)).toString('base64') },
      'ENCRYPTION_KEYS',
    ],
    [
      'a passphrase as encryption key',
      { ENCRYPTION_KEYS: Buffer.from('correct horse battery staple 123').toString('base64') },
      'ENCRYPTION_KEYS',
    ],
    [
      'a placeholder as encryption key',
      { ENCRYPTION_KEYS: 'change-me-8Jt0xW5nq3dK1vYb7rMZ2sQfLh6uEoAcU' },
      'ENCRYPTION_KEYS',
    ],
    ['a repeated cookie key', { COOKIE_KEYS: 'abab'.repeat(10) + 'abY' }, 'COOKIE_KEYS'],
    ['one key for both', { COOKIE_KEYS: ENCRYPTION_KEY }, 'COOKIE_KEYS'],
    [
      'a loopback GITHUB_URL',
      { GITHUB_URL: 'http://localhost:4001', GITHUB_API_URL: 'https://api.github.com' },
      'GITHUB_URL',
    ],
    ['a loopback GITHUB_API_URL', { GITHUB_API_URL: 'https://127.0.0.1:4001' }, 'GITHUB_API_URL'],
    [
      'a loopback GOOGLE_ISSUER',
      { ...emulatedGoogle, GOOGLE_ISSUER: 'http://[::1]:4002' },
      'GOOGLE_ISSUER',
    ],
    [
      'a loopback GOOGLE_ISSUER even unused',
      { GOOGLE_ISSUER: 'http://localhost:4002' },
      'GOOGLE_ISSUER',
    ],
    ['an unspecified GOOGLE_ISSUER', { GOOGLE_ISSUER: 'https://0.0.0.0:4002' }, 'GOOGLE_ISSUER'],
    ['an http upstream', { GITHUB_URL: 'http://github.example.com' }, 'GITHUB_URL'],
    ['an http GOOGLE_ISSUER', { GOOGLE_ISSUER: 'http://idp.example.com' }, 'GOOGLE_ISSUER'],
    [
      'no upstream',
      { GITHUB_CLIENT_ID: undefined, GITHUB_CLIENT_SECRET: undefined },
      'GITHUB_CLIENT_ID',
    ],
    ['half an upstream', { GITHUB_CLIENT_SECRET: undefined }, 'GITHUB_CLIENT_SECRET'],
    ['an unset ADMIT', { ADMIT: undefined }, 'ADMIT'],
    ['an empty ADMIT', { ADMIT: '  ' }, 'ADMIT'],
    ['unset RESOURCES', { RESOURCES: undefined }, 'RESOURCES'],
    ['an http resource', { RESOURCES: 'http://mcp.example.com/mcp' }, 'RESOURCES'],
    ['a loopback resource', { RESOURCES: 'https://localhost:8000/mcp' }, 'RESOURCES'],
    [
      'a loopback alias of a resource',
      {
        RESOURCES:
          '[{"resource":"https://mcp.example.com/mcp","aliases":["https://127.0.0.1/mcp"]}]',
      },
      'RESOURCES',
    ],
  ];

  test.each(refusals)('%s', (_, change, variable) => {
    expect(variables({ ...GOOD, ...change })).toEqual([variable]);
  });

  test('an emulated environment, each variable of it', () => {
    const emulated = {
      GITHUB_URL: 'http://localhost:4001',
      GITHUB_API_URL: 'http://localhost:4001',
      ...emulatedGoogle,
      GOOGLE_ISSUER: 'http://localhost:4002',
    };
    expect(variables({ ...GOOD, ...emulated })).toEqual([
      'GITHUB_URL',
      'GITHUB_API_URL',
      'GOOGLE_ISSUER',
    ]);
  });
});

test('the embedded database runs in production when the operator says so', () => {
  const env = { ...GOOD, DATABASE_URL: undefined };
  expect(variables({ ...env, ALLOW_EMBEDDED_DATABASE: 'yes' })).toEqual([]);
  expect(variables({ ...env, ALLOW_EMBEDDED_DATABASE: 'no' })).toEqual(['DATABASE_URL']);
  expect(variables({ ...env, ALLOW_EMBEDDED_DATABASE: 'true' })).toContain('DATABASE_URL');
});

test('production leaves no secrets behind', () => {
  const empty = mkdtempSync(join(directory, 'run-'));
  const { ENCRYPTION_KEYS: _, ...env } = GOOD;
  expect(() => loadConfig(env, { directory: empty })).toThrow(ConfigurationError);
  expect(existsSync(join(empty, '.gatehouse'))).toBe(false);
});

test('no fault repeats a secret', () => {
  const secrets = {
    ENCRYPTION_KEYS: 'correct-horse-battery',
    COOKIE_KEYS: 'staple-staple-staple',
    DATABASE_URL: 'mysql://root:tr0ub4dor@db/x',
    REGISTRATION: 'token',
    REGISTRATION_TOKEN: 'xkcd',
  };
  const faults = JSON.stringify(faultsOf({ ...GOOD, ...secrets }));
  expect(faults).not.toMatch(/horse|staple-|tr0ub4dor|xkcd/);
});
