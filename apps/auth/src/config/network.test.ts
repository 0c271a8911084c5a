import { randomBytes } from 'node:crypto';
import { ConfigurationError } from '@gatehouse/environment';
import { expect, test } from 'vitest';
import type { Config } from './config.ts';
import { loadConfig } from './load-config.ts';
import { networkOf, proxyVariables } from './network.ts';
import { VARIABLES } from './variables.ts';

const key = () => randomBytes(32).toString('base64');
const PRODUCTION = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://auth.example.com',
  DATABASE_URL: 'postgresql://gatehouse@db.example.com/gatehouse',
  ENCRYPTION_KEYS: key(),
  COOKIE_KEYS: key(),
  RESOURCES: 'https://mcp.example.com/mcp',
  GITHUB_CLIENT_ID: 'id',
  GITHUB_CLIENT_SECRET: 'secret',
  ADMIT: 'example.com',
};

/** Undefined where the configuration is refused. */
function configured(env: Readonly<Record<string, string>>): Config | undefined {
  try {
    return loadConfig(env, { directory: '/nowhere', addresses: ['127.0.0.1'] });
  } catch (error) {
    if (error instanceof ConfigurationError) return undefined;
    throw error;
  }
}

/** What somebody might set a variable to who wants this machine, or a private network, to be asked. */
const OPENING = [
  'on',
  'yes',
  'true',
  '*',
  'localhost',
  '127.0.0.1',
  '10.0.0.0/8',
  'https://localhost:8443',
  'http://localhost:3000',
  'development',
];

test.each(VARIABLES)('%s lets no production server ask this machine for documents', (variable) => {
  expect(configured(PRODUCTION)?.production).toBe(true);
  const configs = OPENING.map((value) => configured({ ...PRODUCTION, [variable]: value })).filter(
    (config) => config?.production,
  );
  for (const config of configs) {
    // All that there is: nothing maps a name, or calls an address public.
    expect(config && networkOf(config)).toEqual({
      ownHost: config?.publicUrl.host,
      loopback: false,
    });
  }
});

test('documents of this machine are asked for by a server of this machine that is in development', () => {
  const secrets = { ENCRYPTION_KEYS: key(), COOKIE_KEYS: key() };
  const loopbackOf = (env: Readonly<Record<string, string>>) => {
    const config = configured({ ...secrets, ...env });
    return config && networkOf(config).loopback;
  };
  expect(loopbackOf({ PUBLIC_URL: 'http://localhost:3000' })).toBe(true);
  expect(loopbackOf({ PUBLIC_URL: 'http://127.0.0.1:3000' })).toBe(true);
  expect(loopbackOf(PRODUCTION)).toBe(false);
  expect(loopbackOf({ ...PRODUCTION, PUBLIC_URL: 'https://localhost:3000' })).toBe(false);
});

test('proxies are known by the names that other programs know them by', () => {
  expect(proxyVariables({})).toEqual([]);
  expect(proxyVariables({ HTTPS_PROXY: ' ', HTTP_PROXY: 'http://proxy.example' })).toEqual([]);
  expect(proxyVariables({ https_proxy: 'http://p.example', ALL_PROXY: 'x' })).toEqual([
    'https_proxy',
    'ALL_PROXY',
  ]);
});
