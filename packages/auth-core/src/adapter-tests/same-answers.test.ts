import { afterEach, describe, expect, it } from 'vitest';

import { protectedResource } from '../protected-resource/protected-resource.ts';
import { createTestIssuer, type TestIssuer } from '../testing/index.ts';
import { jwtVerifier } from '../verifiers/jwt/jwt.ts';
import type { TestRequest, ServedResource, TestResponse } from './served.fixture.ts';
import { adapters } from './adapters.fixture.ts';

const audience = 'http://localhost:8000/mcp';
const hints =
  'resource_metadata="http://localhost:8000/.well-known/oauth-protected-resource/mcp", scope=';
const initial = `${hints}"mcp:read"`;

let opened: ServedResource | undefined;
afterEach(() => opened?.close());

async function start(name: string): Promise<{ served: ServedResource; issuer: TestIssuer }> {
  const issuer = await createTestIssuer({ audience });
  const resource = protectedResource({
    resource: audience,
    authorizationServers: [issuer.issuer],
    scopesSupported: ['mcp:read', 'mcp:write', 'mcp:export'],
    initialScopes: ['mcp:read'],
    scopeHierarchy: { 'mcp:admin': ['mcp:write'], 'mcp:write': ['mcp:read'] },
    verifier: jwtVerifier({ issuer: issuer.issuer, audience, fetch: issuer.fetch }),
  });
  const served = await adapters[name]!(resource, ['mcp:read', 'mcp:write']);
  opened = served;
  return { served, issuer };
}

/** A call of a tool as a client of each revision sends it. */
function callIn(revision: string, authorization: readonly string[], path = '/mcp'): TestRequest {
  const modern = revision === '2026-07-28';
  const headers: [string, string][] = [
    ['content-type', 'application/json'],
    ['accept', 'application/json, text/event-stream'],
    ['mcp-protocol-version', revision],
    ...authorization.map((value): [string, string] => ['authorization', value]),
  ];
  if (modern) headers.push(['mcp-method', 'tools/call'], ['mcp-name', 'who']);
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': revision,
    'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  const params = { name: 'who', arguments: {}, ...(modern && { _meta }) };
  return {
    method: 'POST',
    path,
    headers,
    body: { jsonrpc: '2.0', id: 1, method: 'tools/call', params },
  };
}

/** The parts of an answer that this package decides about. */
function decided({ status, headers, text }: TestResponse) {
  const names = ['www-authenticate', 'cache-control', 'content-type', 'retry-after', 'allow'];
  const found = [...names, ...[...headers.keys()].filter((name) => name.startsWith('access-'))];
  return {
    status,
    headers: Object.fromEntries(
      found.filter((name) => headers.has(name)).map((name) => [name, headers.get(name)]),
    ),
    body: text === '' ? undefined : (JSON.parse(text) as unknown),
  };
}

const anywhere = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'WWW-Authenticate, Mcp-Session-Id, DPoP-Nonce',
};
const json = { ...anywhere, 'content-type': 'application/json; charset=utf-8' };

/** The complete refusal of RFC 6750 §3. It always has the hints, but not always an `error`. */
function refused(status: number, error: string | undefined, description: string, scope = initial) {
  const failure = error && `error="${error}", error_description="${description}", `;
  return {
    status,
    headers: {
      ...json,
      'cache-control': 'no-store',
      'www-authenticate': `Bearer ${failure ?? ''}${scope}`,
    },
    body: { ...(error && { error }), error_description: description },
  };
}

const missing = refused(401, undefined, 'An access token is required.');
const invalid = (description = 'The access token is not valid.') =>
  refused(401, 'invalid_token', description);
const malformed = (description = 'Send one Authorization header with one token.') =>
  refused(400, 'invalid_request', description);

type Case = readonly [
  what: string,
  authorization: (issuer: TestIssuer) => Promise<string[]>,
  expected: ReturnType<typeof refused>,
];
const one = async (token: Promise<string>) => [`Bearer ${await token}`];

const cases: readonly Case[] = [
  ['none', () => Promise.resolve([]), missing],
  ['none, but a password', () => Promise.resolve(['Basic eDp5']), missing],
  ['one that is no JWT', () => Promise.resolve(['Bearer gho_16C7e42F292c']), invalid()],
  [
    'one with another signature',
    async (issuer) => [
      `Bearer ${(await issuer.token()).replace(/\.[^.]+$/, `.${'A'.repeat(86)}`)}`,
    ],
    invalid(),
  ],
  [
    'one that has expired',
    (issuer) => one(issuer.token({ claims: { iat: 1, exp: 2 } })),
    invalid('The access token has expired.'),
  ],
  [
    'one for another resource',
    (issuer) => one(issuer.token({ claims: { aud: 'https://other.example.com' } })),
    invalid('The access token was not issued for this resource.'),
  ],
  [
    'one that is bound to a key',
    (issuer) => one(issuer.token({ claims: { cnf: { jkt: 'A'.repeat(43) } } })),
    invalid('The access token is bound to a key and cannot be used as a bearer token.'),
  ],
  [
    'one with some of the scopes',
    (issuer) => one(issuer.token({ claims: { scope: 'mcp:read' } })),
    refused(
      403,
      'insufficient_scope',
      'The access token lacks a scope that this operation needs.',
      `${hints}"mcp:read mcp:write"`,
    ),
  ],
  [
    'one with another scope, which is not to be lost',
    (issuer) => one(issuer.token({ claims: { scope: 'openid mcp:export offline_access theirs' } })),
    refused(
      403,
      'insufficient_scope',
      'The access token lacks a scope that this operation needs.',
      `${hints}"mcp:export mcp:read mcp:write"`,
    ),
  ],
  [
    'one that says nothing of scopes',
    (issuer) => one(issuer.token({ claims: { scope: undefined } })),
    refused(
      403,
      'insufficient_scope',
      'The access token lacks a scope that this operation needs.',
      `${hints}"mcp:read mcp:write"`,
    ),
  ],
  ['two in a header', () => Promise.resolve(['Bearer a b']), malformed()],
  ['two headers', () => Promise.resolve(['Bearer a', 'Bearer b']), malformed()],
];

const revisions = ['2025-06-18', '2025-11-25', '2026-07-28'];

describe.each(Object.keys(adapters))('%s', (name) => {
  describe.each(revisions)('asked by a client of %s', (revision) => {
    it.each([...cases])(
      'answers alike to a token such as: %s',
      async (_what, credentials, expected) => {
        const { served, issuer } = await start(name);
        const response = await served.request(callIn(revision, await credentials(issuer)));
        expect(decided(response)).toEqual(expected);
      },
    );

    it('refuses a token in the URL, without reading it', async () => {
      const { served, issuer } = await start(name);
      const path = `/mcp?access_token=${await issuer.token({ claims: { scope: 'mcp:admin' } })}`;
      expect(decided(await served.request(callIn(revision, [], path)))).toEqual(
        malformed('Send the access token in the Authorization header only.'),
      );
    });

    it('says that tokens cannot be checked, and asks nobody to sign in', async () => {
      const { served, issuer } = await start(name);
      issuer.reachable = false;
      const response = await served.request(callIn(revision, await one(issuer.token())));
      expect(decided(response)).toEqual({
        status: 503,
        headers: { ...json, 'cache-control': 'no-store', 'retry-after': '1' },
        body: {
          error: 'temporarily_unavailable',
          error_description: 'Access tokens cannot be checked at the moment. Try again shortly.',
        },
      });
    });
  });

  // The first SDK does not speak the last revision.
  it.each(name === 'mcp-v1' ? revisions.slice(0, 2) : revisions)(
    'lets a token in whose scopes include those that are needed: %s',
    async (revision) => {
      const { served, issuer } = await start(name);
      const token = issuer.token({ claims: { scope: 'mcp:admin' } });
      const { status, headers, text } = await served.request(callIn(revision, await one(token)));
      expect(status).toBe(200);
      expect(text).toContain('user-1 by client-1 may mcp:admin mcp:write mcp:read');
      expect(headers.get('access-control-allow-origin')).toBe('*');
    },
  );

  const wellKnown = '/.well-known/oauth-protected-resource';
  it.each([wellKnown, `${wellKnown}/mcp`, `${wellKnown}/mcp/`])(
    'describes itself at %s',
    async (path) => {
      const { served } = await start(name);
      const response = await served.request({ method: 'GET', path, headers: [] });
      expect(decided(response)).toEqual({
        status: 200,
        headers: { ...json, 'cache-control': 'public, max-age=300' },
        body: {
          resource: audience,
          authorization_servers: ['https://auth.example.com'],
          scopes_supported: ['mcp:read', 'mcp:write', 'mcp:export'],
          bearer_methods_supported: ['header'],
        },
      });
      const head = await served.request({ method: 'HEAD', path, headers: [] });
      expect([head.status, head.text]).toEqual([200, '']);
    },
  );

  it('describes itself to readers alone', async () => {
    const { served } = await start(name);
    expect(decided(await served.request({ method: 'POST', path: wellKnown, headers: [] }))).toEqual(
      {
        status: 405,
        headers: { ...json, allow: 'GET, HEAD, OPTIONS' },
        body: { error: 'method_not_allowed' },
      },
    );
  });

  it.each(['/mcp', wellKnown, `${wellKnown}/mcp`])('lets browsers ask %s', async (path) => {
    const { served } = await start(name);
    const response = await served.request({ method: 'OPTIONS', path, headers: [] });
    expect(decided(response)).toEqual({
      status: 204,
      headers: {
        ...anywhere,
        'access-control-allow-methods': 'GET, POST, DELETE, OPTIONS',
        'access-control-allow-headers':
          'Authorization, Content-Type, Accept, MCP-Protocol-Version, Mcp-Method, Mcp-Name, ' +
          'Mcp-Session-Id, Last-Event-ID, DPoP',
        'access-control-max-age': '7200',
      },
      body: undefined,
    });
  });
});
