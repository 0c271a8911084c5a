import { describe, expect, it } from 'vitest';

import type { CredentialsRequest } from './credentials.ts';
import { dpop } from '../dpop/dpop.ts';
import { InsufficientScopeError, MissingTokenError } from '../errors/errors.ts';
import { metadataAnswer } from './metadata-answer.ts';
import { protectedResource, type ProtectedResourceOptions } from './protected-resource.ts';
import type { Presentation } from '../contract/verifier.ts';

function resourceWith(options: Partial<ProtectedResourceOptions> = {}) {
  return protectedResource({
    resource: 'https://mcp.example.com/mcp',
    authorizationServers: ['https://auth.example.com'],
    scopesSupported: ['mcp:read', 'mcp:write'],
    verifier: { verify: () => Promise.reject(new Error('not asked')) },
    ...options,
  });
}

describe('metadata somewhere else than at the root of the host', () => {
  const metadataUrl = 'https://example.com/notes/.well-known/oauth-protected-resource/mcp';
  const behindPrefix = () =>
    resourceWith({ resource: 'https://example.com/notes/mcp', metadataUrl });

  it('is named by the challenge', () => {
    const resource = behindPrefix();
    expect(resource.metadataUrl).toBe(metadataUrl);
    expect(resource.refuse(new MissingTokenError()).headers['WWW-Authenticate']).toContain(
      `resource_metadata="${metadataUrl}"`,
    );
  });

  it('is served at its own path, with the prefix and without, and where it was before', () => {
    const resource = behindPrefix();
    expect(resource.metadataPaths).toEqual([
      '/.well-known/oauth-protected-resource/notes/mcp',
      '/.well-known/oauth-protected-resource',
      '/notes/.well-known/oauth-protected-resource/mcp',
      '/.well-known/oauth-protected-resource/mcp',
    ]);
    for (const path of resource.metadataPaths) {
      const answer = metadataAnswer(resource, { method: 'GET', path });
      expect(answer).toMatchObject({
        status: 200,
        body: { resource: 'https://example.com/notes/mcp' },
      });
    }
    expect(metadataAnswer(resource, { method: 'GET', path: '/notes/mcp' })).toBeUndefined();
  });

  it('may be at an address that is not well known', () => {
    const { metadataPaths } = resourceWith({ metadataUrl: 'https://example.com/metadata.json' });
    expect(metadataPaths).toEqual([
      '/.well-known/oauth-protected-resource/mcp',
      '/.well-known/oauth-protected-resource',
      '/metadata.json',
    ]);
  });

  it.each([
    'http://example.com/metadata',
    '/metadata',
    'https://example.com/m?a',
    'https://a/m#b',
    '',
  ])('is not at %j', (url) => {
    expect(() => resourceWith({ metadataUrl: url })).toThrow(
      expect.objectContaining({ code: 'configuration_invalid' }),
    );
  });
});

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

  it.each([
    ['every scope there is', {}, ', scope="mcp:read mcp:write"'],
    ['what its author chose', { initialScopes: ['mcp:read'] }, ', scope="mcp:read"'],
    ['none, where its author chose that', { initialScopes: [] }, ''],
  ])('asks whoever has no token for %s', (_what, options, scope) => {
    const { 'WWW-Authenticate': challenge } = resourceWith(options).refuse(
      new MissingTokenError(),
    ).headers;
    expect(challenge).toBe(
      `Bearer resource_metadata="https://mcp.example.com/.well-known/oauth-protected-resource/mcp"${scope}`,
    );
  });

  it('asks for what a token has, as the token says it, and for what is needed', async () => {
    const scopes = ['openid', 'mcp:write', 'theirs', 'mcp:admin', 'mcp:read'];
    const resource = resourceWith({
      scopesSupported: ['mcp:read', 'mcp:write', 'mcp:audit'],
      scopeHierarchy: { 'mcp:admin': ['mcp:write', 'mcp:export'] },
      verifier: {
        verify: (token) =>
          Promise.resolve({
            token,
            clientId: 'client-1',
            scopes,
            expiresAt: 1,
            subject: 'user-1',
            issuer: 'https://auth.example.com',
            extra: { claims: {} },
          }),
      },
    });
    const request = { authorization: ['Bearer a'], dpop: [], method: 'GET', url: '/mcp' };
    const failure: unknown = await resource
      .authenticate(request, ['mcp:audit'])
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(InsufficientScopeError);
    expect(
      resource.refuse(failure as InsufficientScopeError).headers['WWW-Authenticate'],
    ).toContain(' scope="mcp:read mcp:write mcp:admin mcp:audit"');
  });

  it('repeats nothing that is not its own, though a verifier says it that does not know that', () => {
    const error = new InsufficientScopeError(['mcp:audit'], ['theirs', 'mcp:write', 'mcp:read']);
    expect(resourceWith().refuse(error).headers['WWW-Authenticate']).toContain(
      ' scope="mcp:read mcp:write mcp:audit"',
    );
  });

  it('names no authorization server where that was said, and only there', () => {
    const { metadata } = resourceWith({ authorizationServers: 'none' });
    expect(metadata).not.toHaveProperty('authorization_servers');
    expect(() => resourceWith({ authorizationServers: [] })).toThrow('name at least one');
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
    ['no resource', { resource: '' }],
    ['a resource that is no URL', { resource: 'mcp' }],
    ['a resource over plain http', { resource: 'http://mcp.example.com/mcp' }],
    ['a resource with a fragment', { resource: 'https://mcp.example.com/mcp#a' }],
  ])('cannot have %s', (_what, options) => {
    expect(() => resourceWith(options)).toThrow(
      expect.objectContaining({ code: 'configuration_invalid' }),
    );
  });
});

describe('what a verifier is told about the request', () => {
  const request: CredentialsRequest = {
    authorization: ['DPoP abc'],
    dpop: ['proof', 'another'],
    method: 'POST',
    url: '/mcp?a=1',
  };

  function presentations(dpopAlgorithms: readonly string[] | undefined) {
    const seen: (Presentation | undefined)[] = [];
    const resource = resourceWith({
      verifier: {
        ...(dpopAlgorithms && { dpopAlgorithms }),
        verify(token, presentation) {
          seen.push(presentation);
          return Promise.resolve({
            token,
            clientId: 'client-1',
            scopes: [],
            expiresAt: 1,
            subject: 'user-1',
            issuer: 'https://auth.example.com',
            extra: { claims: {} },
          });
        },
      },
    });
    return { resource, seen };
  }

  it('is the scheme, every proof, the method and the public URL', async () => {
    const { resource, seen } = presentations(['ES256']);
    await resource.authenticate(request);
    expect(seen).toEqual([
      {
        scheme: 'DPoP',
        proofs: ['proof', 'another'],
        method: 'POST',
        url: 'https://mcp.example.com/mcp?a=1',
      },
    ]);
  });

  it.each([
    ['http://10.0.0.1:8000/mcp', '/mcp'],
    ['//evil.example.com/mcp', '//evil.example.com/mcp'],
    ['@evil.example.com/mcp', '/@evil.example.com/mcp'],
    ['*', '/*'],
    ['', '/'],
  ])('names this origin whatever the request says: %s', async (url, path) => {
    const { resource, seen } = presentations(['ES256']);
    await resource.authenticate({ ...request, url });
    expect(seen[0]?.url).toBe(`https://mcp.example.com${path}`);
  });

  it('is nothing at all when DPoP is not taken: the token is then not read', async () => {
    const { resource, seen } = presentations(undefined);
    await expect(resource.authenticate(request)).rejects.toThrow(
      expect.objectContaining({ code: 'token_missing' }),
    );
    expect(seen).toEqual([]);
    expect(resource.metadata).not.toHaveProperty('dpop_signing_alg_values_supported');
    expect(resource.refuse(new MissingTokenError(), request).headers['WWW-Authenticate']).toMatch(
      /^Bearer (?!.*DPoP)/,
    );
  });

  it('is announced in the metadata and the challenge when DPoP is taken', () => {
    const { resource } = presentations(['ES256', 'EdDSA']);
    expect(resource.metadata.dpop_signing_alg_values_supported).toEqual(['ES256', 'EdDSA']);
    expect(resource.refuse(new MissingTokenError(), request).headers['WWW-Authenticate']).toMatch(
      /^DPoP .*algs="ES256 EdDSA", Bearer /,
    );
  });

  it('is told to be DPoP alone where the verifier takes nothing else', () => {
    const verifier = dpop(
      { verify: () => Promise.reject(new MissingTokenError()) },
      { required: true },
    );
    const resource = resourceWith({ verifier });
    expect(resource.metadata.dpop_bound_access_tokens_required).toBe(true);
    expect(resource.refuse(new MissingTokenError(), request).headers['WWW-Authenticate']).toMatch(
      /^DPoP (?!.*Bearer)/,
    );
  });
});
