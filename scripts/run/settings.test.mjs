import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { banner } from './banner.mjs';
import { isPersonal, readEnvFile, readSettings } from './settings.mjs';

describe('emulators', () => {
  test.each([
    {},
    { PUBLIC_URL: 'http://localhost:3000' },
    { PUBLIC_URL: 'http://127.0.0.1:4000' },
    { PUBLIC_URL: 'http://[::1]:4000' },
    { PUBLIC_URL: 'http://gatehouse.localhost:3000' },
    { GITHUB_CLIENT_ID: '', GOOGLE_CLIENT_ID: ' ' },
  ])('run in development without credentials: %o', (env) => {
    expect(readSettings(env).emulated).toBe(true);
  });

  test.each([
    { PUBLIC_URL: 'https://auth.example.com' },
    { PUBLIC_URL: 'http://localhost.example.com' },
    { PUBLIC_URL: 'http://10.0.0.1:3000' },
    { PUBLIC_URL: 'not a url' },
    { NODE_ENV: 'production' },
    { GITHUB_CLIENT_ID: 'id' },
    { GOOGLE_CLIENT_ID: 'id' },
    { OIDC_CLIENT_ID: 'id' },
    { GITHUB_CLIENT_SECRET: 'secret' },
    { GOOGLE_CLIENT_SECRET: 'secret' },
    { OIDC_ISSUER: 'https://login.example.com' },
    { OIDC_ISSUER_ACME: 'https://login.acme.example' },
    { OIDC_CLIENT_ID_acme: 'id' },
  ])('do not run: %o', (env) => {
    const settings = readSettings(env);
    expect(settings.emulated).toBe(false);
    expect(settings.wanted.map(({ port }) => port)).not.toContain(settings.ports.github);
  });
});

test('callbacks are told of those providers that are configured, and of no other', () => {
  const env = {
    GOOGLE_CLIENT_ID: 'id',
    GITHUB_CLIENT_ID: ' ',
    OIDC_ISSUER_CORP: 'https://login.corp.example',
    OIDC_CLIENT_ID_CORP: 'id',
    OIDC_ISSUER_ACME: 'https://login.acme.example',
    OIDC_LABEL_OTHER: 'Other',
  };
  const settings = readSettings(env);
  expect(settings.configured).toEqual(['google', 'oidc-acme', 'oidc-corp']);
  const told = banner(settings).match(/\/callback\/[\w-]+/g);
  expect(told).toEqual(['/callback/google', '/callback/oidc-acme', '/callback/oidc-corp']);
  expect(readSettings({}).configured).toEqual([]);
});

test.each([
  'DATABASE_URL',
  'GATEHOUSE_DATA_DIR',
  'GITHUB_CLIENT_ID',
  'GOOGLE_CLIENT_SECRET',
  'NODE_ENV',
  'OIDC_CLIENT_SECRET',
  'OIDC_ISSUER',
  'OIDC_ISSUER_ACME',
  'PUBLIC_URL',
])('%s is about a person’s own server, and kept from tests', (name) => {
  expect(isPersonal(name)).toBe(true);
});

test.each(['PATH', 'HOME', 'CI', 'OIDC', 'A_GITHUB_CLIENT_ID'])('%s is left to tests', (name) => {
  expect(isPersonal(name)).toBe(false);
});

describe('ports', () => {
  test('are the documented ones', () => {
    expect(readSettings({}).ports).toEqual({
      auth: 3000,
      operations: 9464,
      mcp: 8000,
      mcpOperations: 9465,
      github: 4001,
      google: 4002,
    });
  });

  test('follow the variables', () => {
    const env = {
      PUBLIC_URL: 'http://localhost:3100',
      OPERATIONS_PORT: '9500',
      MCP_PORT: '8100',
      MCP_OPERATIONS_PORT: '9501',
    };
    const settings = readSettings(env);

    expect(settings.ports).toMatchObject({
      auth: 3100,
      operations: 9500,
      mcp: 8100,
      mcpOperations: 9501,
    });
    expect(settings.mcpUrl).toBe('http://localhost:8100/mcp');
    expect(settings.probes.map(({ port }) => port)).toEqual([9500, 9501]);
  });

  test("behind a proxy the public URL's port is the proxy's", () => {
    expect(readSettings({ PUBLIC_URL: 'https://auth.example.com' }).ports.auth).toBe(3000);
  });

  test('that make no sense are left to the apps to complain about', () => {
    expect(readSettings({ OPERATIONS_PORT: 'high' }).ports.operations).toBe(9464);
  });
});

test('.env is read as Node reads it, and may be absent', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-env-'));
  const file = join(folder, '.env');
  expect(readEnvFile({ node: process.execPath, file })).toEqual({});
  writeFileSync(file, '# a comment\nPUBLIC_URL="http://localhost:3100" # mine\nADMIT=anyone\n');
  expect(readEnvFile({ node: process.execPath, file })).toEqual({
    PUBLIC_URL: 'http://localhost:3100',
    ADMIT: 'anyone',
  });
  rmSync(folder, { recursive: true });
});
