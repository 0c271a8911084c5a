import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError, type Fault } from '@gatehouse/environment';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from './load-config.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'gatehouse-config-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

const load = (env: Record<string, string>, addresses = ['127.0.0.1', '::1', '192.0.2.7']) =>
  loadConfig(env, { directory, addresses, memory: 8 * 1024 ** 3 });

function faultsOf(env: Record<string, string>): readonly Fault[] {
  try {
    load(env);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
  return [];
}

const variables = (env: Record<string, string>) => faultsOf(env).map(({ variable }) => variable);

describe('development with nothing set', () => {
  test('is the documented defaults', () => {
    const config = load({});
    expect(config).toMatchObject({
      production: false,
      issuer: 'http://localhost:3000',
      port: 3000,
      hosts: ['127.0.0.1', '::1'],
      operationsPort: 9464,
      operationsHosts: ['127.0.0.1', '::1'],
      emulated: false,
      connectors: {},
      registration: 'open',
      trustProxy: false,
      logLevel: 'info',
    });
    expect(config.database).toEqual({
      dataDirectory: join(directory, '.gatehouse'),
      littleMemory: false,
      poolSize: 10,
      preparedStatements: true,
      sweepInterval: 300,
    });
    expect(config.resources).toMatchObject([
      { resource: 'http://localhost:8000/mcp', aliases: ['http://localhost:8000/mcp/'] },
    ]);
    expect(config.admission.anyone).toBe(true);
    expect(config.admins.anyone).toBe(false);
    expect(config.lifetimes).toEqual({
      code: 60,
      accessToken: 900,
      clientCredentials: 600,
      refreshIdle: 2_592_000,
      refreshMax: 31_536_000,
      replayWindow: 300,
      replayMemory: 604_800,
      grant: 31_536_000,
      consent: 31_536_000,
      session: 1_209_600,
      interaction: 3600,
      sessionMax: 7_776_000,
      upstreamState: 600,
    });
  });

  test('has keys, and the same ones at the next start', () => {
    const [first, second] = [load({}), load({})];
    expect(first.encryptionKeys[0]).toHaveLength(32);
    expect(second.encryptionKeys).toEqual(first.encryptionKeys);
    expect(second.cookieKeys).toEqual(first.cookieKeys);
  });

  test('treats an empty variable as unset', () => {
    expect(load({ PUBLIC_URL: ' ', ADMIT: '', RESOURCES: '' }).issuer).toBe(
      'http://localhost:3000',
    );
  });

  test('does not listen on IPv6 where the machine has none', () => {
    expect(load({}, ['127.0.0.1']).hosts).toEqual(['127.0.0.1']);
    expect(load({ HOST: 'all', ADMIT: 'anyone' }, ['127.0.0.1']).hosts).toEqual(['0.0.0.0']);
  });
});

test('the configuration is frozen all the way down', () => {
  const config = load({});
  expect(Object.isFrozen(config)).toBe(true);
  expect(Object.isFrozen(config.database)).toBe(true);
  expect(Object.isFrozen(config.resources[0]?.scopes)).toBe(true);
  expect(Object.isFrozen(config.admission.emails)).toBe(true);
  config.publicUrl.hostname = 'evil.example';
  expect(config.publicUrl.href).toBe('http://localhost:3000/');
});

describe('PUBLIC_URL', () => {
  test('loses a trailing slash and takes the port from there', () => {
    const config = load({ PUBLIC_URL: 'http://127.0.0.1:4000/' });
    expect(config).toMatchObject({
      issuer: 'http://127.0.0.1:4000',
      port: 4000,
      production: false,
    });
  });

  test.each([
    'localhost:3000',
    'ftp://localhost',
    'http://localhost:3000/auth',
    'http://localhost:3000/?a=b',
    'http://localhost:3000/#here',
    'http://user:pass@localhost:3000',
    'http://0.0.0.0:3000',
    'not a url',
  ])('%s is refused', (PUBLIC_URL) => {
    expect(variables({ PUBLIC_URL })).toContain('PUBLIC_URL');
  });

  test('a password in it is not repeated', () => {
    const [fault] = faultsOf({ PUBLIC_URL: 'http://user:hunter2@localhost:3000' });
    expect(JSON.stringify(fault)).not.toContain('hunter2');
  });
});

test('every fault is told at once, one line each', () => {
  const env = {
    PUBLIC_URL: 'http://localhost:3000/path',
    PORT: 'abc',
    LOG_LEVEL: 'loud',
    ACCESS_TOKEN_LIFETIME: '15 minutes',
    REGISTRATION: 'maybe',
    TRUST_PROXY: 'yes',
    DATABASE_URL: 'mysql://root:hunter2@db/x',
    RESOURCES: 'nonsense',
    ADMIT: 'a@b@c',
    GITHUB_CLIENT_ID: 'only-half',
  };
  let error: unknown;
  try {
    load(env);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(ConfigurationError);
  const { faults, code } = error as ConfigurationError;
  expect(code).toBe('invalid_configuration');
  expect(faults.map(({ variable }) => variable).sort()).toEqual(
    [
      ...Object.keys(env).filter((name) => name !== 'GITHUB_CLIENT_ID'),
      'GITHUB_CLIENT_SECRET',
    ].sort(),
  );
  const lines = (error as ConfigurationError).message.split('\n');
  expect(lines).toHaveLength(faults.length);
  for (const [index, { variable }] of faults.entries()) {
    expect(lines[index]).toMatch(new RegExp(`^${variable} .+\\. .+\\.?$`));
  }
  expect(lines.join()).not.toContain('hunter2');
});

describe('pairs', () => {
  test.each([
    ['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'],
    ['GITHUB_CLIENT_SECRET', 'GITHUB_CLIENT_ID'],
    ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
    ['GOOGLE_CLIENT_SECRET', 'GOOGLE_CLIENT_ID'],
  ])('%s without %s is a fault', (present, missing) => {
    expect(variables({ [present]: 'value' })).toEqual([missing]);
  });
});

describe('upstreams', () => {
  const GITHUB = { GITHUB_CLIENT_ID: 'id', GITHUB_CLIENT_SECRET: 'secret' };

  test('are the public ones unless told', () => {
    const { connectors } = load({ ...GITHUB, GOOGLE_CLIENT_ID: 'a', GOOGLE_CLIENT_SECRET: 'b' });
    expect(connectors.github).toMatchObject({
      url: 'https://github.com',
      apiUrl: 'https://api.github.com',
      emulated: false,
    });
    expect(connectors.google).toMatchObject({ issuer: 'https://accounts.google.com' });
  });

  test.each([
    ['https://github.example.com', 'https://github.example.com/api/v3'],
    ['https://acme.ghe.com/', 'https://api.acme.ghe.com'],
    ['http://localhost:4001', 'http://localhost:4001'],
  ])('the API of %s is %s', (GITHUB_URL, apiUrl) => {
    expect(load({ ...GITHUB, GITHUB_URL }).connectors.github?.apiUrl).toBe(apiUrl);
  });

  test('on loopback are emulated', () => {
    const config = load({ ...GITHUB, GITHUB_URL: 'http://localhost:4001' });
    expect(config.emulated).toBe(true);
    expect(config.connectors.github?.emulated).toBe(true);
    const issuers = config.admission.providers.flatMap(({ issuers: those }) => those);
    expect(issuers).toEqual(['http://localhost:4001']);
  });

  test('over plain http elsewhere are refused in development too', () => {
    expect(variables({ ...GITHUB, GITHUB_URL: 'http://github.example.com' })).toEqual([
      'GITHUB_URL',
    ]);
  });
});

test('two providers at one issuer are refused', () => {
  const credentials = (of: string) => ({ [`${of}_CLIENT_ID`]: 'a', [`${of}_CLIENT_SECRET`]: 'b' });
  const both = { ...credentials('GITHUB'), ...credentials('GOOGLE') };
  const shared = { GITHUB_URL: 'https://id.example.com', GOOGLE_ISSUER: 'https://id.example.com/' };
  expect(variables({ ...both, ...shared })).toEqual(['GOOGLE_ISSUER']);
  expect(variables({ ...credentials('GOOGLE'), ...shared })).toEqual([]);
});

describe('a development server that other machines reach', () => {
  test('needs ADMIT', () => {
    expect(variables({ HOST: 'all' })).toEqual(['ADMIT']);
    expect(variables({ HOST: '192.0.2.7' })).toEqual(['ADMIT']);
    expect(variables({ HOST: 'localhost' })).toEqual([]);
    expect(load({ HOST: 'all', ADMIT: 'ada@example.com' }).hosts).toEqual(['::']);
  });

  test('cannot use emulators', () => {
    const emulator = {
      GITHUB_CLIENT_ID: 'id',
      GITHUB_CLIENT_SECRET: 'secret',
      GITHUB_URL: 'http://localhost:4001',
    };
    expect(variables({ ...emulator, HOST: 'all', ADMIT: 'anyone' })).toEqual(['HOST']);
  });
});

describe('ADMIT and ADMINS', () => {
  test('an organisation needs GitHub', () => {
    expect(variables({ ADMIT: 'github-org:acme' })).toEqual(['ADMIT']);
  });

  test('nobody can make everybody an administrator', () => {
    expect(variables({ ADMINS: 'anyone' })).toEqual(['ADMINS']);
    expect(load({ ADMINS: 'github:1' }).admins.accounts).toHaveLength(1);
  });
});

describe('REGISTRATION=token', () => {
  const token = 'q'.repeat(40);

  test('needs no token of its own, as commands make some', () => {
    expect(load({ REGISTRATION: 'token' })).toMatchObject({ registration: 'token' });
    expect(load({ REGISTRATION: 'token' })).not.toHaveProperty('registrationToken');
  });

  test('takes a long one alone', () => {
    expect(variables({ REGISTRATION: 'token', REGISTRATION_TOKEN: 'short' })).toEqual([
      'REGISTRATION_TOKEN',
    ]);
    expect(load({ REGISTRATION: 'token', REGISTRATION_TOKEN: token }).registrationToken).toBe(
      token,
    );
  });

  test('a token that nothing asks for is a fault', () => {
    expect(variables({ REGISTRATION_TOKEN: token })).toEqual(['REGISTRATION_TOKEN']);
  });
});

test('the operations port is another than the server’s', () => {
  expect(variables({ OPERATIONS_PORT: '3000' })).toEqual(['OPERATIONS_PORT']);
});

test.each([
  ['no', false],
  ['0', false],
  ['1', 1],
  ['10.0.0.0/8, loopback', ['10.0.0.0/8', 'loopback']],
  ['::1', ['::1']],
])('TRUST_PROXY=%s is read', (TRUST_PROXY, expected) => {
  expect(load({ TRUST_PROXY }).trustProxy).toEqual(expected);
});

test.each(['yes', 'true', '*', '0.0.0.0/0', '::/0', '10.0.0.0/33', '12', 'example.com'])(
  'TRUST_PROXY=%s is refused',
  (TRUST_PROXY) => {
    expect(variables({ TRUST_PROXY })).toEqual(['TRUST_PROXY']);
  },
);
