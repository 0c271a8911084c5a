import { ConfigurationError } from '@gatehouse/environment';
import { describe, expect, it } from 'vitest';

import { loadConfig } from './config.ts';

const addresses = ['127.0.0.1', '::1', '10.0.0.5'];
const load = (env: Record<string, string> = {}) => loadConfig(env, addresses);
const publicEnv = {
  AUTH_AUDIENCE: 'https://mcp.example.com/mcp',
  AUTH_ISSUER: 'https://auth.example.com',
};

function faultsOf(env: Record<string, string>): string[] {
  try {
    load(env);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message.split('\n');
    throw error;
  }
  return [];
}

describe('without any variable', () => {
  it('the defaults are those of development', () => {
    expect(load()).toEqual({
      production: false,
      url: 'http://localhost:8000/mcp',
      mode: {
        mode: 'issuer',
        issuer: 'http://localhost:3000',
        audience: ['http://localhost:8000/mcp'],
        provider: 'gatehouse',
        profile: {},
        algorithms: undefined,
      },
      scopeRules: { map: new Map(), everyone: [] },
      hosts: ['127.0.0.1', '::1'],
      port: 8000,
      operationsHosts: ['127.0.0.1', '::1'],
      operationsPort: 9465,
      allowedHosts: ['localhost', '127.0.0.1', '[::1]'],
      allowedOrigins: { exact: new Set(['http://localhost:8000']), loopback: true },
      logLevel: 'info',
      unused: [],
      nearMisses: [],
    });
  });

  it('the result cannot be changed', () => {
    expect(Object.isFrozen(load())).toBe(true);
    expect(Object.isFrozen(load().mode)).toBe(true);
  });

  it('a machine without IPv6 listens on IPv4 alone', () => {
    expect(loadConfig({}, ['127.0.0.1']).hosts).toEqual(['127.0.0.1']);
    expect(loadConfig(publicEnv, ['127.0.0.1']).hosts).toEqual(['0.0.0.0']);
  });

  it('an empty variable counts as unset', () => {
    expect(load({ AUTH_ISSUER: '', AUTH_MODE: ' ', PORT: '' })).toEqual(load());
  });
});

describe('the port', () => {
  it('is part of the default audience', () => {
    expect(load({ PORT: '8123' })).toMatchObject({
      port: 8123,
      url: 'http://localhost:8123/mcp',
      mode: { audience: ['http://localhost:8123/mcp'] },
    });
  });

  it('follows the audience in development', () => {
    expect(load({ AUTH_AUDIENCE: 'http://localhost:9000/mcp' }).port).toBe(9000);
  });

  it('is 8000 in production, where the one in the URL is a proxy’s', () => {
    expect(load(publicEnv).port).toBe(8000);
  });
});

describe('in production', () => {
  it('only the server’s own name and origin are allowed', () => {
    expect(load(publicEnv)).toMatchObject({
      production: true,
      hosts: ['::'],
      allowedHosts: ['mcp.example.com'],
      allowedOrigins: { exact: new Set(['https://mcp.example.com']), loopback: false },
    });
  });

  it('neither URL is guessed, wherever the process runs', () => {
    const faults = () => load({ NODE_ENV: 'production' });
    expect(faults).toThrow('AUTH_AUDIENCE is not set in production');
    expect(faults).toThrow('AUTH_ISSUER is not set in production');
  });

  it('more can be allowed by name', () => {
    const env = {
      ...publicEnv,
      ALLOWED_HOSTS: 'mcp.internal, 10.0.0.5',
      ALLOWED_ORIGINS: 'https://app.example.com https://other.example.com:8443',
    };
    const { allowedHosts, allowedOrigins } = load(env);
    expect(allowedHosts).toEqual(['mcp.example.com', 'mcp.internal', '10.0.0.5']);
    expect([...allowedOrigins.exact]).toEqual([
      'https://mcp.example.com',
      'https://app.example.com',
      'https://other.example.com:8443',
    ]);
  });

  it.each(['app://obsidian.md', 'chrome-extension://abcdefgh', 'capacitor://localhost'])(
    'pages of an app or an extension can be allowed: %s',
    (origin) => {
      const { allowedOrigins } = load({ ...publicEnv, ALLOWED_ORIGINS: origin });
      expect(allowedOrigins.exact).toContain(origin);
    },
  );
});

describe('a fault', () => {
  it.each<[string, Record<string, string>, RegExp]>([
    [
      'an unknown mode',
      { AUTH_MODE: 'magic' },
      /^AUTH_MODE is "magic"\. It takes issuer, public-key, introspection, github, google, custom, proxy\.$/,
    ],
    ['an issuer that is no URL', { AUTH_ISSUER: 'localhost:3000' }, /^AUTH_ISSUER is not an http/],
    [
      'an issuer over http',
      { AUTH_ISSUER: 'http://auth.example.com' },
      /^AUTH_ISSUER is not https/,
    ],
    ['an issuer with a query', { AUTH_ISSUER: 'https://a.example?x' }, /^AUTH_ISSUER has a query/],
    [
      'an audience over http',
      { AUTH_AUDIENCE: 'http://mcp.example.com' },
      /^AUTH_AUDIENCE is not https/,
    ],
    [
      'an odd spelling',
      { AUTH_AUDIENCE: 'HTTP://LOCALHOST:8000/mcp' },
      /^AUTH_AUDIENCE .* spelt "http:\/\/localhost:8000\/mcp"/,
    ],
    [
      'an audience with a fragment',
      { AUTH_AUDIENCE: 'http://localhost/mcp#x' },
      /^AUTH_AUDIENCE has/,
    ],
    [
      'a local issuer of a public server',
      { AUTH_AUDIENCE: 'https://mcp.example.com', AUTH_ISSUER: 'http://localhost:3000' },
      /^AUTH_ISSUER is "http:\/\/localhost:3000", on this machine/,
    ],
    [
      'no issuer of a public server',
      { AUTH_AUDIENCE: 'https://mcp.example.com' },
      /^AUTH_ISSUER is not set in production/,
    ],
    ['a port out of range', { PORT: '70000' }, /^PORT is "70000"/],
    ['a port that is no number', { PORT: 'http' }, /^PORT is "http"/],
    ['a host name to listen on', { HOST: 'example.com' }, /^HOST holds "example.com"/],
    ['a host with a port', { ALLOWED_HOSTS: 'mcp.internal:80' }, /^ALLOWED_HOSTS holds/],
    ['a host with a scheme', { ALLOWED_HOSTS: 'https://mcp.internal' }, /^ALLOWED_HOSTS holds/],
    ['an origin with a path', { ALLOWED_ORIGINS: 'https://a.example/' }, /^ALLOWED_ORIGINS holds/],
    ['the origin null', { ALLOWED_ORIGINS: 'null' }, /^ALLOWED_ORIGINS holds/],
    ['any origin', { ALLOWED_ORIGINS: '*' }, /^ALLOWED_ORIGINS holds/],
    ['any extension', { ALLOWED_ORIGINS: 'moz-extension://*' }, /^ALLOWED_ORIGINS holds/],
    ['an app with a path', { ALLOWED_ORIGINS: 'app://a.example/' }, /^ALLOWED_ORIGINS holds/],
    ['pages of files', { ALLOWED_ORIGINS: 'file://x' }, /^ALLOWED_ORIGINS holds/],
    ['an unknown log level', { LOG_LEVEL: 'loud' }, /^LOG_LEVEL is "loud"/],
  ])('is told with its variable and a remedy: %s', (_what, env, message) => {
    expect(faultsOf(env)).toEqual([expect.stringMatching(message)]);
  });

  it('never quotes a password', () => {
    const [fault] = faultsOf({ AUTH_ISSUER: 'https://user:hunter2@auth.example.com' });
    expect(fault).toMatch(/^AUTH_ISSUER holds a user name or password/);
    expect(fault).not.toContain('hunter2');
  });

  it('does not hide the others', () => {
    const faults = faultsOf({ AUTH_MODE: 'x', AUTH_ISSUER: 'x', PORT: 'x', LOG_LEVEL: 'x' });
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual([
      'AUTH_MODE',
      'PORT',
      'AUTH_ISSUER',
      'LOG_LEVEL',
    ]);
  });
});

it('listening addresses may be given by word', () => {
  expect(load({ HOST: 'all' }).hosts).toEqual(['::']);
  expect(load({ HOST: 'localhost' }).hosts).toEqual(['127.0.0.1', '::1']);
  expect(load({ ...publicEnv, HOST: '10.0.0.5' }).hosts).toEqual(['10.0.0.5']);
});
