import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError } from '@gatehouse/environment';
import { describe, expect, it } from 'vitest';

import { loadConfig } from '../config.ts';
import { authorizationServersOf } from './index.ts';

type Settings = Record<string, string>;
const modeOf = (env: Settings) => loadConfig(env, []).mode;
const serversOf = (env: Settings) => authorizationServersOf(modeOf(env), loadConfig(env, []).url);

function faultsOf(env: Settings): string[] {
  try {
    loadConfig(env, []);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message.split('\n');
    throw error;
  }
  return [];
}

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const secretPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-mcp-'));
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const app = { AUTH_CLIENT_ID: 'this-server', AUTH_CLIENT_SECRET: 'hush' };
const publicUrl = { MCP_URL: 'https://mcp.example.com/mcp' };

describe('AUTH_PROVIDER', () => {
  it.each([
    ['auth0', 'https://tenant.eu.auth0.com/', '.well-known/jwks.json'],
    ['okta', 'https://example.okta.com/oauth2/default', '/v1/keys'],
    ['okta', 'http://localhost:4006/oauth2/default', '/v1/keys'],
    [
      'cognito',
      'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_X',
      '/.well-known/jwks.json',
    ],
    ['clerk', 'https://clerk.example.com', '/.well-known/jwks.json'],
    ['keycloak', 'https://login.example.com/kc/realms/staff', '/protocol/openid-connect/certs'],
    ['zitadel', 'https://example-abc123.zitadel.cloud', '/oauth/v2/keys'],
  ])('%s: issuer %s as it stands, its keys beneath it', (AUTH_PROVIDER, AUTH_ISSUER, path) => {
    const mode = modeOf({ AUTH_PROVIDER, AUTH_ISSUER, AUTH_AUDIENCE: 'api://default' });
    expect(mode).toMatchObject({ issuer: AUTH_ISSUER, profile: { jwksUri: AUTH_ISSUER + path } });
  });

  it('entra takes either version of its issuers, and only the one that is named', () => {
    for (const AUTH_ISSUER of [
      'https://login.microsoftonline.com/aaaabbbb-0000-cccc-1111-dddd2222eeee/v2.0',
      'https://sts.windows.net/aaaabbbb-0000-cccc-1111-dddd2222eeee/',
    ]) {
      const mode = modeOf({ AUTH_PROVIDER: 'entra', AUTH_ISSUER, AUTH_AUDIENCE: 'api://x' });
      expect(mode).toMatchObject({
        issuer: AUTH_ISSUER,
        profile: { clientIdClaims: ['azp', 'appid'] },
      });
    }
  });

  it.each([
    ['auth0', 'https://tenant.eu.auth0.com'],
    ['okta', 'https://example.okta.com'],
    ['entra', 'https://login.microsoftonline.com/common/v2.0'],
    ['cognito', 'https://example.com/pool'],
    ['keycloak', 'https://login.example.com'],
  ])('%s does not take an issuer that it cannot have: %s', (AUTH_PROVIDER, AUTH_ISSUER) => {
    expect(faultsOf({ AUTH_PROVIDER, AUTH_ISSUER, AUTH_AUDIENCE: 'x' })).toEqual([
      expect.stringMatching(
        /^AUTH_ISSUER is ".*", which AUTH_PROVIDER=\w+ does not fit\. Set it as/,
      ),
    ]);
  });

  it('AUTH_JWKS_URL goes before what the provider would have', () => {
    const AUTH_JWKS_URL = 'https://keys.example.com/jwks';
    expect(modeOf({ AUTH_JWKS_URL })).toMatchObject({ profile: { jwksUri: AUTH_JWKS_URL } });
  });

  it('AUTH_JWKS_URL is http on a private host only where AUTH_JWKS_OVER_HTTP says so', () => {
    const AUTH_JWKS_URL = 'http://keycloak:8080/realms/staff/protocol/openid-connect/certs';
    const keycloak = {
      ...publicUrl,
      AUTH_PROVIDER: 'keycloak',
      AUTH_ISSUER: 'https://login.example.com/realms/staff',
      AUTH_AUDIENCE: 'notes',
    };
    expect(modeOf({ ...keycloak, AUTH_JWKS_URL, AUTH_JWKS_OVER_HTTP: 'yes' })).toMatchObject({
      profile: { jwksUri: AUTH_JWKS_URL, jwksUriOverHttp: true },
    });
    const refused = [
      { AUTH_JWKS_URL },
      { AUTH_JWKS_URL: 'http://login.example.com/jwks', AUTH_JWKS_OVER_HTTP: 'yes' },
      { AUTH_JWKS_OVER_HTTP: 'yes' },
    ].map((env) => faultsOf({ ...keycloak, ...env }).join());
    expect(refused).toEqual([
      expect.stringMatching(/^AUTH_JWKS_URL is not https/),
      expect.stringMatching(/^AUTH_JWKS_URL is not https/),
      expect.stringMatching(/^AUTH_JWKS_OVER_HTTP is yes, and AUTH_JWKS_URL is not set/),
    ]);
    const issuer = { ...keycloak, AUTH_ISSUER: 'http://keycloak:8080/realms/staff' };
    expect(faultsOf({ ...issuer, AUTH_JWKS_URL, AUTH_JWKS_OVER_HTTP: 'yes' }).join()).toMatch(
      /^AUTH_ISSUER is not https/,
    );
  });

  it('AUTH_OTHER_AUDIENCES is a list or any, and not for a Gatehouse', () => {
    const okta = {
      AUTH_PROVIDER: 'okta',
      AUTH_ISSUER: 'https://example.okta.com/oauth2/default',
      AUTH_AUDIENCE: 'api://default',
    };
    expect(modeOf({ ...okta, AUTH_OTHER_AUDIENCES: 'any' })).toMatchObject({
      profile: { otherAudiences: 'any' },
    });
    expect(modeOf({ ...okta, AUTH_OTHER_AUDIENCES: 'a b' })).toMatchObject({
      profile: { otherAudiences: ['a', 'b'] },
    });
    expect(faultsOf({ AUTH_OTHER_AUDIENCES: 'any' })).toEqual([
      expect.stringMatching(/^AUTH_OTHER_AUDIENCES is set, and tokens of a Gatehouse are for one/),
    ]);
  });
});

describe('this server’s URL', () => {
  it('stands in AUTH_AUDIENCE where that is a URL, else in MCP_URL', () => {
    const okta = { AUTH_PROVIDER: 'okta', AUTH_ISSUER: 'https://example.okta.com/oauth2/default' };
    const { url, mode, production } = loadConfig(
      { ...okta, ...publicUrl, AUTH_AUDIENCE: 'api://default' },
      [],
    );
    expect({ url, production }).toEqual({ url: publicUrl.MCP_URL, production: true });
    expect(mode).toMatchObject({ audience: ['api://default'] });
    expect(loadConfig({ ...okta, AUTH_AUDIENCE: 'api://default' }, []).url).toBe(
      'http://localhost:8000/mcp',
    );
  });

  it('is not guessed in production', () => {
    const env = {
      NODE_ENV: 'production',
      AUTH_ISSUER: 'https://auth.example.com',
      AUTH_MODE: 'public-key',
      JWT_PUBLIC_KEY: pem,
    };
    expect(faultsOf({ ...env, AUTH_AUDIENCE: 'my-server' })).toEqual([
      expect.stringMatching(/^MCP_URL is not set in production/),
    ]);
  });

  it('is the audience of a Gatehouse, so no other name will do', () => {
    expect(faultsOf({ AUTH_AUDIENCE: 'my-server' })).toEqual([
      expect.stringMatching(/^AUTH_AUDIENCE is not an http or https URL/),
    ]);
  });
});

describe('JWT_PUBLIC_KEY', () => {
  const jwk = JSON.stringify(publicKey.export({ format: 'jwk' }));
  it.each<[string, Settings]>([
    ['with real line breaks', { JWT_PUBLIC_KEY: pem }],
    [String.raw`with \n for its line breaks`, { JWT_PUBLIC_KEY: pem.replaceAll('\n', '\\n') }],
    ['as a JWK', { JWT_PUBLIC_KEY: jwk }],
    ['in a file', { JWT_PUBLIC_KEY_FILE: file('key.pem', pem) }],
    ['as a JWK in a file', { JWT_PUBLIC_KEY_FILE: file('key.json', jwk) }],
  ])('is read %s', (_how, env) => {
    const settings = { AUTH_MODE: 'public-key', AUTH_AUDIENCE: 'my-server', ...env };
    expect(modeOf(settings)).toMatchObject({ mode: 'public-key', audience: ['my-server'] });
    expect(serversOf(settings)).toBe('none');
  });

  it.each<[string, Settings, RegExp]>([
    ['nothing', {}, /^JWT_PUBLIC_KEY is not set\. Set it to the public key/],
    [
      'no key',
      { JWT_PUBLIC_KEY: 'abc' },
      /^JWT_PUBLIC_KEY cannot be used: the text is not one PEM/,
    ],
    ['broken JSON', { JWT_PUBLIC_KEY: '{"kty"' }, /^JWT_PUBLIC_KEY cannot be used/],
    [
      'a private key',
      { JWT_PUBLIC_KEY: secretPem },
      /^JWT_PUBLIC_KEY cannot be used: this is a PRIV/,
    ],
    [
      'a missing file',
      { JWT_PUBLIC_KEY_FILE: '/nowhere/x' },
      /^JWT_PUBLIC_KEY_FILE names .*ENOENT/,
    ],
    [
      'two keys',
      { JWT_PUBLIC_KEY: pem, JWT_PUBLIC_KEY_FILE: 'x' },
      /^JWT_PUBLIC_KEY_FILE is set be/,
    ],
    ['HMAC', { JWT_PUBLIC_KEY: pem, JWT_ALGORITHMS: 'HS256' }, /^JWT_ALGORITHMS cannot be used/],
    [
      'an algorithm that does not fit',
      { JWT_PUBLIC_KEY: pem, JWT_ALGORITHMS: 'RS256' },
      /^JWT_PUBLIC_KEY cannot be used: .*RS256/,
    ],
  ])('is a fault when it is %s, and is not quoted', (_what, env, message) => {
    const faults = faultsOf({ AUTH_MODE: 'public-key', ...env });
    expect(faults).toEqual([expect.stringMatching(message)]);
    expect(faults[0]).not.toContain(secretPem.split('\n')[1]);
  });
});

describe('each mode', () => {
  it.each<[string, Settings, string[]]>([
    ['introspection', {}, ['AUTH_CLIENT_ID', 'AUTH_CLIENT_SECRET']],
    ['github', {}, ['AUTH_CLIENT_ID', 'AUTH_CLIENT_SECRET']],
    ['google', {}, ['AUTH_CLIENT_ID']],
    ['custom', {}, ['AUTH_CUSTOM_MODULE']],
    ['custom', { AUTH_CUSTOM_MODULE: './nowhere.js' }, ['AUTH_CUSTOM_MODULE']],
    [
      'proxy',
      {},
      ['AUTH_CLIENT_ID', 'AUTH_CLIENT_SECRET', 'PROXY_AUTHORIZATION_URL', 'PROXY_TOKEN_URL'],
    ],
    ['introspection', { ...app, AUTH_CLIENT_AUTH_METHOD: 'tls' }, ['AUTH_CLIENT_AUTH_METHOD']],
    [
      'introspection',
      { ...app, AUTH_INTROSPECTION_URL: 'http://a.example/' },
      ['AUTH_INTROSPECTION_URL'],
    ],
    ['google', { ...app, GOOGLE_ISSUER: 'https://google.example' }, ['GOOGLE_ISSUER']],
    [
      'github',
      { ...app, ...publicUrl, GITHUB_API_URL: 'http://localhost:4001' },
      ['GITHUB_API_URL'],
    ],
    ['google', { ...app, ...publicUrl, GOOGLE_ISSUER: 'http://localhost:4002' }, ['GOOGLE_ISSUER']],
    ['proxy', { ...app, ...publicUrl, PROXY_TOKENS: 'github' }, ['ALLOW_PROXY']],
    ['proxy', { ...app, PROXY_TOKENS: 'github', MCP_URL: 'http://127.0.0.2/mcp' }, ['MCP_URL']],
  ])('%s tells every fault of its own with %j', (AUTH_MODE, env, variables) => {
    const faults = faultsOf({ AUTH_MODE, ...env });
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual(variables);
    for (const fault of faults) expect(fault).toMatch(/^\S+ .+\. .+/);
  });

  it.each<[Settings, readonly string[] | 'none']>([
    [{ AUTH_ISSUER: 'https://auth.example.com' }, ['https://auth.example.com']],
    [{ AUTH_MODE: 'introspection', ...app }, ['http://localhost:3000']],
    [{ AUTH_MODE: 'public-key', JWT_PUBLIC_KEY: pem, AUTH_ISSUER: 'our-tool' }, 'none'],
    [{ AUTH_MODE: 'github', ...app }, ['https://github.com/login/oauth']],
    [{ AUTH_MODE: 'google', ...app }, ['https://accounts.google.com']],
    [{ AUTH_MODE: 'custom', AUTH_CUSTOM_MODULE: import.meta.filename }, 'none'],
    [{ AUTH_MODE: 'proxy', ...app, PROXY_TOKENS: 'google' }, ['http://localhost:8000/']],
  ])('with %j says where clients get tokens', (env, servers) => {
    expect(serversOf(env)).toEqual(servers);
  });

  it('lists what is set and makes no difference', () => {
    const env = {
      ...app,
      AUTH_ISSUER: 'https://auth.example.com',
      GITHUB_API_URL: 'https://x.example',
    };
    expect(loadConfig(env, []).unused).toEqual(['AUTH_CLIENT_ID', 'AUTH_CLIENT_SECRET']);
  });
});

describe('stdio', () => {
  it.each<[string, Settings, string[]]>([
    ['by an argument', {}, ['--stdio']],
    ['by a variable', { MCP_TRANSPORT: 'stdio' }, []],
  ])('is refused with the reason, asked for %s', (_how, env, args) => {
    expect(() => loadConfig(env, [], args)).toThrow(/Access tokens are for HTTP: over stdio/);
  });
});

describe('the operator’s name and logo', () => {
  const logo = file('logo', '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"/>');
  const proxy = { AUTH_MODE: 'proxy', ...app, PROXY_TOKENS: 'github' };

  it('are read where this server shows pages of its own', () => {
    const brand = { BRAND_NAME: 'Engines', BRAND_LOGO: logo, CONTACT: 'Ada <ada@example.com>' };
    expect(modeOf({ ...proxy, ...brand })).toMatchObject({
      operator: {
        name: 'Engines',
        logo: { contentType: 'image/svg+xml', width: 2 },
        contact: { name: 'Ada', href: 'mailto:ada@example.com' },
      },
    });
    const wrong = { ...brand, BRAND_ACCENT: '#ffffff', TERMS_URL: 'terms' };
    expect(faultsOf({ ...proxy, ...wrong }).map((line) => line.split(' ')[0])).toEqual([
      'TERMS_URL',
      'BRAND_ACCENT',
    ]);
  });

  it('say nothing in the other modes, whose file may have them for the authorization server', () => {
    const env = { BRAND_LOGO: '/nowhere.svg', BRAND_ACCENT: '#ffffff' };
    expect(faultsOf(env)).toEqual([]);
    expect(loadConfig(env, []).unused).toEqual([]);
  });
});
