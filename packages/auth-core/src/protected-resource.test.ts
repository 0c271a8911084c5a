import { describe, expect, it } from 'vitest';

import { protectedResource, type ProtectedResourceOptions } from './protected-resource.ts';

function resourceWith(options: Partial<ProtectedResourceOptions> = {}) {
  return protectedResource({
    resource: 'https://mcp.example.com/mcp',
    authorizationServers: ['https://auth.example.com'],
    scopesSupported: ['mcp:read', 'mcp:write'],
    verifier: { verify: () => Promise.reject(new Error('not asked')) },
    ...options,
  });
}

describe('a protected resource', () => {
  it('describes itself as RFC 9728 has it', () => {
    expect(resourceWith({ name: 'Notes' }).metadata).toEqual({
      resource: 'https://mcp.example.com/mcp',
      authorization_servers: ['https://auth.example.com'],
      scopes_supported: ['mcp:read', 'mcp:write'],
      bearer_methods_supported: ['header'],
      resource_name: 'Notes',
    });
  });

  it('is described at the path-inserted and at the root well-known', () => {
    const { metadataUrl, metadataPaths } = resourceWith();
    expect(metadataUrl).toBe('https://mcp.example.com/.well-known/oauth-protected-resource/mcp');
    expect(metadataPaths).toEqual([
      '/.well-known/oauth-protected-resource/mcp',
      '/.well-known/oauth-protected-resource',
    ]);
  });

  it.each(['https://mcp.example.com', 'https://mcp.example.com/'])(
    'is described once when it is the whole host: %s',
    (resource) => {
      expect(resourceWith({ resource }).metadataPaths).toEqual([
        '/.well-known/oauth-protected-resource',
      ]);
    },
  );

  it.each<[string, Partial<ProtectedResourceOptions>]>([
    ['offline_access among its scopes', { scopesSupported: ['offline_access'] }],
    ['offline_access among its first scopes', { initialScopes: ['offline_access'] }],
    ['no authorization server', { authorizationServers: [] }],
  ])('cannot have %s', (_what, options) => {
    expect(() => resourceWith(options)).toThrow(
      expect.objectContaining({ code: 'configuration_invalid' }),
    );
  });
});
