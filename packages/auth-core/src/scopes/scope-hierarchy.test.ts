import { describe, expect, it } from 'vitest';

import { protectedResource } from '../protected-resource/protected-resource.ts';
import { scopeExpansion } from './scope-hierarchy.ts';

const hierarchy = { 'mcp:admin': ['mcp:write'], 'mcp:write': ['mcp:read', 'mcp:list'] };

describe('a scope that includes others', () => {
  it.each([
    [['mcp:admin'], ['mcp:admin', 'mcp:write', 'mcp:read', 'mcp:list']],
    [
      ['other', 'mcp:write'],
      ['other', 'mcp:write', 'mcp:read', 'mcp:list'],
    ],
    [
      ['mcp:read', 'mcp:write'],
      ['mcp:read', 'mcp:write', 'mcp:list'],
    ],
  ])('brings them along: %j', (scopes, all) => {
    expect(scopeExpansion(hierarchy)(scopes)).toEqual(all);
  });

  it.each([[['mcp:read']], [['mcp:administrator']], [['MCP:ADMIN']], [[]]])(
    'is not one that only looks like it, nor one below it: %j',
    (scopes) => {
      expect(scopeExpansion(hierarchy)(scopes)).toEqual(scopes);
    },
  );

  it.each(['constructor', '__proto__', 'toString'])(
    'is none that every object has: %s',
    (scope) => {
      expect(scopeExpansion(hierarchy)([scope])).toEqual([scope]);
      expect(scopeExpansion()([scope])).toEqual([scope]);
    },
  );

  it('may include one that includes it', () => {
    expect(scopeExpansion({ a: ['b'], b: ['a'] })(['a'])).toEqual(['a', 'b']);
  });

  it.each([{ '': ['a'] }, { a: ['b c'] }, { a: ['"'] }])('has to be a scope: %j', (wrong) => {
    expect(() => scopeExpansion(wrong)).toThrow(
      expect.objectContaining({ code: 'configuration_invalid' }),
    );
  });
});

describe('a resource with a hierarchy', () => {
  const resource = protectedResource({
    resource: 'https://mcp.example.com/mcp',
    authorizationServers: ['https://auth.example.com'],
    scopesSupported: ['mcp:read'],
    scopeHierarchy: hierarchy,
    verifier: {
      verify: (token) =>
        Promise.resolve({
          token,
          clientId: 'client-1',
          scopes: [token],
          expiresAt: 1,
          subject: 'user-1',
          issuer: 'https://auth.example.com',
          extra: { claims: { scope: token } },
        }),
    },
  });
  const ask = (token: string) =>
    resource.authenticate(
      { authorization: [`Bearer ${token}`], dpop: [], method: 'GET', url: '/mcp' },
      ['mcp:read'],
    );

  // No colon in a token68.
  it('lets in whoever has the scope by way of another, and leaves the claims as they are', async () => {
    const auth = await resource.verify('mcp:admin');
    expect(auth.scopes).toContain('mcp:read');
    expect(auth.extra.claims).toEqual({ scope: 'mcp:admin' });
  });

  it('asks for the scope that is needed, not for a greater one', async () => {
    await expect(ask('other')).rejects.toMatchObject({
      code: 'scope_insufficient',
      scopes: ['mcp:read'],
    });
  });
});
