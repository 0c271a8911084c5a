import { requireBearerAuth as onExpressV2 } from '@modelcontextprotocol/express';
import { requireBearerAuth as onExpressV1 } from '@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js';
import { requireBearerAuth as onFetchV2 } from '@modelcontextprotocol/server';
import express, { type RequestHandler } from 'express';
import { afterEach, describe, expect, it } from 'vitest';

import { oauthTokenVerifier as verifierV2 } from '../mcp/index.ts';
import { oauthTokenVerifier as verifierV1 } from '../mcp-v1/index.ts';
import {
  type ProtectedResource,
  protectedResource,
} from '../protected-resource/protected-resource.ts';
import { createTestIssuer, type TestIssuer } from '../testing/index.ts';
import { jwtVerifier } from '../verifiers/jwt/jwt.ts';
import { serveInProcess, serveOverHttp, type ServedResource } from './served.fixture.ts';

const audience = 'http://localhost:8000/mcp';
const requiredScopes = ['mcp:read', 'mcp:write'];

/** The options of the SDKs' own `requireBearerAuth`, without the verifier. */
const optionsFor = ({ metadataUrl: resourceMetadataUrl }: ProtectedResource) => ({
  requiredScopes,
  resourceMetadataUrl,
  expectedResource: new URL(audience),
});

function onExpress(middleware: RequestHandler): Promise<ServedResource> {
  return serveOverHttp(express().use(middleware, (req, res) => void res.json(req.auth)));
}

const gates: Record<
  string,
  (resource: ProtectedResource) => ServedResource | Promise<ServedResource>
> = {
  'SDK v1': (resource) =>
    onExpress(onExpressV1({ verifier: verifierV1(resource), ...optionsFor(resource) })),
  'SDK v2 on Express': (resource) =>
    onExpress(onExpressV2({ verifier: verifierV2(resource), ...optionsFor(resource) })),
  'SDK v2 on fetch': (resource) => {
    const gate = onFetchV2({ verifier: verifierV2(resource), ...optionsFor(resource) });
    return serveInProcess(async (request) => {
      const auth = await gate(request);
      return auth instanceof Response ? auth : Response.json(auth);
    });
  },
};

let served: ServedResource | undefined;
afterEach(() => served?.close());

async function start(name: string, requiredByVerifier: string[] = []) {
  const issuer = await createTestIssuer({ audience });
  const resource = protectedResource({
    resource: audience,
    authorizationServers: [issuer.issuer],
    scopesSupported: requiredScopes,
    scopeHierarchy: { 'mcp:admin': requiredScopes },
    verifier: jwtVerifier({
      issuer: issuer.issuer,
      audience,
      fetch: issuer.fetch,
      requiredScopes: requiredByVerifier,
    }),
  });
  served = await gates[name]!(resource);
  return { issuer, send: sendTo(served) };
}

const sendTo = (opened: ServedResource) => async (authorization?: string) => {
  const headers = authorization === undefined ? [] : [['authorization', authorization] as const];
  const {
    status,
    headers: answered,
    text,
  } = await opened.request({ method: 'POST', path: '/', headers });
  const challenge = answered.get('www-authenticate') ?? '';
  const parameters = [...challenge.matchAll(/([a-z_]+)="([^"]*)"/g)].map(([, key, value]) => [
    key,
    value,
  ]);
  return {
    status,
    challenge: Object.fromEntries(parameters) as unknown,
    body: JSON.parse(text) as unknown,
  };
};

function refused(status: number, error: string, error_description: string) {
  const body = { error, error_description };
  return {
    status,
    challenge: {
      ...body,
      scope: 'mcp:read mcp:write',
      resource_metadata: 'http://localhost:8000/.well-known/oauth-protected-resource/mcp',
    },
    body,
  };
}

const notValid = 'The access token is not valid.';
const claims = (changes: Record<string, unknown>) => (issuer: TestIssuer) =>
  issuer.token({ claims: changes });

const bad: [what: string, token: (issuer: TestIssuer) => Promise<string>, description: string][] = [
  ['junk', () => Promise.resolve('null'), notValid],
  ['endless', () => Promise.resolve('a'.repeat(9000)), notValid],
  ['of another kind', () => Promise.resolve('gho_16C7e42F292c'), notValid],
  ['without a client', claims({ client_id: undefined }), notValid],
  ['expired', claims({ iat: 1, exp: 2 }), 'The access token has expired.'],
  [
    'for another resource',
    claims({ aud: 'https://other.example.com' }),
    'The access token was not issued for this resource.',
  ],
  [
    'bound to a key',
    claims({ cnf: { jkt: 'A'.repeat(43) } }),
    'The access token is bound to a key and cannot be used as a bearer token.',
  ],
];

describe.each(Object.keys(gates))('requireBearerAuth of %s', (name) => {
  it.each(bad)('is 401, never 500, for a token that is %s', async (_what, token, description) => {
    const { issuer, send } = await start(name);
    expect(await send(`Bearer ${await token(issuer)}`)).toEqual(
      refused(401, 'invalid_token', description),
    );
  });

  it('is 403 with every scope for a token that has some', async () => {
    const { issuer, send } = await start(name);
    expect(await send(`Bearer ${await issuer.token()}`)).toEqual(
      refused(403, 'insufficient_scope', 'Insufficient scope'),
    );
  });

  it('is 403 where the verifier itself wants a scope', async () => {
    const { issuer, send } = await start(name, ['mcp:audit']);
    const description = 'The access token lacks a scope that this operation needs.';
    expect(await send(`Bearer ${await issuer.token()}`)).toEqual(
      refused(403, 'insufficient_scope', description),
    );
  });

  it('lets in a token whose scopes include those that are needed', async () => {
    const { issuer, send } = await start(name);
    const token = await issuer.token({ claims: { scope: 'mcp:admin' } });
    expect(await send(`Bearer ${token}`)).toMatchObject({
      status: 200,
      body: { clientId: 'client-1', subject: 'user-1', scopes: ['mcp:admin', ...requiredScopes] },
    });
  });

  // The reason to prefer `protect`. If a new SDK handles this, the test fails.
  it('cannot say 503, and says 500 rather than have the user sign in', async () => {
    const { issuer, send } = await start(name);
    issuer.reachable = false;
    expect(await send(`Bearer ${await issuer.token()}`)).toEqual({
      status: 500,
      challenge: {},
      body: {
        error: 'server_error',
        error_description: 'Access tokens cannot be checked at the moment. Try again shortly.',
      },
    });
  });

  it('names an error though no token was sent', async () => {
    const { send } = await start(name);
    expect(await send()).toEqual(refused(401, 'invalid_token', 'Missing Authorization header'));
  });
});
