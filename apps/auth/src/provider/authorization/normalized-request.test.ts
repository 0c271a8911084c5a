import { describe, expect, test } from 'vitest';
import type { ServedResource } from '../../protocol/resource.ts';
import { normalizeAuthorizationRequest } from './normalized-request.ts';

const mcp: ServedResource = {
  resource: 'http://localhost:8000/mcp',
  name: 'MCP',
  scopes: { 'mcp:read': 'Read', 'mcp:write': 'Write' },
  aliases: ['http://localhost:8000/mcp/'],
  accessTokenAlg: 'ES256',
};
const files: ServedResource = {
  ...mcp,
  resource: 'https://files.example/mcp',
  aliases: [],
  scopes: { 'files:read': 'Read files' },
};
const normalize = (query: Record<string, string | string[] | undefined>) =>
  normalizeAuthorizationRequest(query, [mcp, files]);

describe('an authorization request', () => {
  test('without scope asks for every scope of its resource', () => {
    expect(normalize({ resource: mcp.resource })).toEqual({
      resource: mcp.resource,
      scope: 'mcp:read mcp:write',
    });
  });

  test('without scope and resource is for the first resource', () => {
    expect(normalize({ state: 's' })).toEqual({
      state: 's',
      resource: mcp.resource,
      scope: 'mcp:read mcp:write',
    });
  });

  test('without resource is for the one that has the scope', () => {
    expect(normalize({ scope: 'openid files:read' })).toEqual({
      resource: files.resource,
      scope: 'openid files:read',
    });
  });

  test('with an empty resource or scope is one without (RFC 6749 §3.1)', () => {
    const without = { resource: mcp.resource, scope: 'mcp:read mcp:write' };
    expect(normalize({ resource: '', scope: '' })).toEqual(without);
    expect(normalize({ resource: '', scope: 'files:read' }).resource).toBe(files.resource);
  });

  test.each([
    [' mcp:read  mcp:write ', 'mcp:read mcp:write'],
    ['  openid   email', 'openid email'],
    ['   ', 'mcp:read mcp:write'],
    [' unheard-of  of ', 'unheard-of of'],
  ])('with scope=%j, whose spaces say nothing, asks for %j', (scope, asked) => {
    expect(normalize({ scope }).scope).toBe(asked);
  });

  test('of OpenID scopes alone has no resource', () => {
    expect(normalize({ scope: 'openid email' })).toEqual({ scope: 'openid email' });
  });

  test.each([...mcp.aliases, 'HTTP://LocalHost:8000/mcp', 'http://LOCALHOST:8000/mcp/'])(
    'may spell its resource %s',
    (alias) => {
      expect(normalize({ resource: alias, scope: 'mcp:read' })).toEqual({
        resource: mcp.resource,
        scope: 'mcp:read',
      });
      expect(normalize({ resource: [alias], scope: 'mcp:read' }).resource).toBe(mcp.resource);
    },
  );

  test.each([
    'http://localhost:8000/MCP',
    'http://localhost:8000/mcp?x',
    'http://localhost:8000/mcp//',
  ])('may not mean another path: %s', (resource) => {
    expect(normalize({ resource })).toEqual({ resource });
  });

  test('loses scopes that nobody knows, and those of another resource', () => {
    const scope = 'openid mcp:read files:read admin';
    expect(normalize({ resource: mcp.resource, scope }).scope).toBe('openid mcp:read');
    expect(normalize({ scope: 'openid unheard-of' }).scope).toBe('openid');
  });

  test('that asks for nothing but a refresh token asks for the whole resource', () => {
    expect(normalize({ resource: mcp.resource, scope: 'offline_access' }).scope).toBe(
      'mcp:read mcp:write offline_access',
    );
  });

  test('for an unknown resource, or with repeated parameters, is left to the library', () => {
    const unknown = { resource: 'https://elsewhere.example', scope: 'mcp:read' };
    expect(normalize(unknown)).toEqual(unknown);
    const twice = { scope: ['mcp:read', 'mcp:write'] };
    expect(normalize(twice)).toEqual(twice);
    const two = { resource: [mcp.resource, files.resource] };
    expect(normalize(two)).toEqual(two);
  });

  test.each([
    'openid profile email',
    'openid',
    'email',
    'offline_access openid',
    'openid files:read',
  ])(
    'that asks a resource for %j, which allows nothing there, asks for its scopes, too',
    (scope) => {
      for (const resource of [mcp.resource, ...mcp.aliases, [mcp.resource]]) {
        const names = String(normalize({ resource, scope }).scope).split(' ');
        const identity = scope.replace('files:read', '').split(' ').filter(Boolean);
        expect(names).toEqual(['mcp:read', 'mcp:write', ...identity]);
      }
    },
  );

  test('with max_age=0 asks to sign in again', () => {
    const scope = 'openid';
    expect(normalize({ scope, max_age: '0' })).toEqual({ scope, prompt: 'login' });
    expect(normalize({ scope, max_age: '00' })).toEqual({ scope, prompt: 'login' });
    expect(normalize({ scope: 'mcp:read', max_age: '0' }).prompt).toBe('login');
    expect(normalize({ scope, max_age: '0', prompt: 'consent' })).toEqual({
      scope,
      prompt: 'login consent',
    });
    for (const query of [
      { max_age: '60' },
      { max_age: '0', prompt: 'none' },
      { max_age: 'soon' },
      { max_age: '-1' },
      { max_age: ['0', '0'] },
    ]) {
      expect(normalize({ scope, ...query })).toEqual({ scope, ...query });
    }
  });

  test.each([
    ['login', 'login'],
    ['consent login', 'consent login'],
    ['select_account', 'select_account'],
    ['create', 'select_account'],
    ['create select_account', 'select_account'],
    ['Select_Account', 'select_account'],
    ['bogus', undefined],
    ['bogus consent constructor', 'consent'],
    ['  login\tlogin ', 'login'],
    ['NONE', undefined],
    // alone, or an error that the library tells
    ['none', 'none'],
    ['none ', 'none'],
    ['none login', 'none login'],
    ['none bogus', 'none bogus'],
    ['create none', 'create none'],
    ['none none', 'none none'],
  ])('with prompt=%s means %s', (prompt, meant) => {
    expect(normalize({ scope: 'openid', prompt }).prompt).toBe(meant);
  });

  test('of OAuth alone loses what is for OpenID Connect', () => {
    const openid = {
      nonce: 'n',
      acr_values: 'a',
      id_token_hint: 'h',
      claims: '{}',
      claims_locales: 'de',
      max_age: '60',
    };
    const any = { login_hint: 'ada', display: 'popup', ui_locales: 'de', state: 's' };
    const scope = 'mcp:read';
    const { resource } = mcp;
    expect(normalize({ resource, scope, ...any, ...openid })).toEqual({ resource, scope, ...any });
    const both = { resource, scope: 'openid mcp:read', ...any, ...openid };
    expect(normalize(both)).toEqual(both);
    const twice = { resource, scope, nonce: ['n', 'm'] };
    expect(normalize(twice)).toEqual(twice);
  });

  test('is not fooled by the names of object members', () => {
    expect(
      normalize({ resource: mcp.resource, scope: 'mcp:read constructor __proto__' }).scope,
    ).toBe('mcp:read');
  });
});
