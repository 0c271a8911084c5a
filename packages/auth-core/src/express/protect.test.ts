import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler, type Request } from 'express';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { type AuthError, InvalidTokenError } from '../errors/errors.ts';
import { protectedResource } from '../protected-resource/protected-resource.ts';
import { createTestIssuer, type TestIssuer } from '../testing/index.ts';
import { jwtVerifier } from '../verifiers/jwt/jwt.ts';
import { authOf, cors, metadataRoutes, protect } from './index.ts';

const audience = 'http://localhost:8000/mcp';
const metadataUrl = 'http://localhost:8000/.well-known/oauth-protected-resource/mcp';

let issuer: TestIssuer;
let base: string;
let close: () => void;
let refusals: string[];

beforeEach(async () => {
  refusals = [];
  issuer = await createTestIssuer({ audience });
  const resource = protectedResource({
    resource: audience,
    authorizationServers: [issuer.issuer],
    scopesSupported: ['mcp:read', 'mcp:write'],
    initialScopes: ['mcp:read'],
    verifier: jwtVerifier({ issuer: issuer.issuer, audience, fetch: issuer.fetch }),
  });
  const onRefusal = (error: AuthError) => refusals.push(error.code);
  const app = express();
  app.use(metadataRoutes(resource));
  app.all('/mcp', protect(resource, { onRefusal }), (req, res) => {
    res.json({ auth: authOf(req) });
  });
  app.all('/write', protect(resource, { requiredScopes: ['mcp:write'] }), (_req, res) => {
    res.json({});
  });
  app.all('/open', cors(), (_req, res) => {
    res.json({});
  });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => {
    server.closeAllConnections();
    server.close();
  };
});

afterEach(() => close());

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

describe('protect', () => {
  it('lets a good token in and says who it is', async () => {
    const token = await issuer.token();
    const response = await fetch(`${base}/mcp`, bearer(token));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      auth: {
        token,
        clientId: 'client-1',
        scopes: ['mcp:read'],
        grantedScopes: ['mcp:read'],
        expiresAt: expect.any(Number),
        subject: 'user-1',
        issuer: issuer.issuer,
        resource: audience,
        resourceMetadataUrl: metadataUrl,
        extra: { claims: expect.objectContaining({ sub: 'user-1' }) },
      },
    });
  });

  it('challenges a request without a token, with no error', async () => {
    const response = await fetch(`${base}/mcp`);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe(
      `Bearer resource_metadata="${metadataUrl}", scope="mcp:read"`,
    );
    expect(refusals).toEqual(['token_missing']);
  });

  it('challenges an expired token as it does a missing one, and says so', async () => {
    const token = await issuer.token({ claims: { iat: 1, exp: 2 } });
    const response = await fetch(`${base}/mcp`, bearer(token));
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(
      /^Bearer error="invalid_token", .*resource_metadata=".*", scope="mcp:read"$/,
    );
  });

  it('asks for the scopes that are needed, and for those that the token has', async () => {
    const response = await fetch(`${base}/write`, bearer(await issuer.token()));
    expect(response.status).toBe(403);
    expect(response.headers.get('www-authenticate')).toContain('scope="mcp:read mcp:write"');
  });

  it('answers 503 while the issuer is down, not 401 and not 500', async () => {
    issuer.reachable = false;
    const response = await fetch(`${base}/mcp`, bearer(await issuer.token()));
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(response.headers.has('www-authenticate')).toBe(false);
  });

  it('lets nobody in when the verifier breaks', async () => {
    const resource = protectedResource({
      resource: audience,
      authorizationServers: [issuer.issuer],
      scopesSupported: [],
      verifier: { verify: () => Promise.reject(new TypeError('broken')) },
    });
    const handler = vi.fn<() => void>();
    const onError: ErrorRequestHandler = (error: Error, _req, res, _next) =>
      void res.status(500).send(error.message);
    const server = express().use(protect(resource), handler, onError).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/`, bearer('abc'));
    server.close();
    expect([response.status, await response.text()]).toEqual([500, 'broken']);
    expect(handler).not.toHaveBeenCalled();
  });

  it('refuses a token in the query, even a good one', async () => {
    const token = await issuer.token();
    expect((await fetch(`${base}/mcp?access_token=${token}`)).status).toBe(400);
    expect((await fetch(`${base}/mcp?x=1&access_token`, bearer(token))).status).toBe(400);
    expect((await fetch(`${base}/mcp?%61ccess_token=${token}`)).status).toBe(400);
  });

  it('refuses two Authorization headers', async () => {
    const authorization = [`Bearer ${await issuer.token()}`, `Bearer ${await issuer.token()}`];
    const status = await new Promise((resolve, reject) => {
      const outgoing = request(`${base}/mcp`);
      outgoing.setHeader('Authorization', authorization);
      outgoing.on('response', (response) => resolve(response.resume().statusCode));
      outgoing.on('error', reject).end();
    });
    expect(status).toBe(400);
  });

  it.each([
    '',
    'Bearer',
    'Bearer a b',
    'Basic eDp5',
    'Bearer \u00e9',
    `Bearer ${'a'.repeat(9000)}`,
  ])('never fails for what is in the header: %j', async (authorization) => {
    const response = await fetch(`${base}/mcp`, { headers: { authorization } });
    expect([400, 401]).toContain(response.status);
  });
});

it('a route that is not protected has nobody to ask for', () => {
  expect(() => authOf({ path: '/open' } as Request)).toThrow(
    expect.objectContaining({ code: 'configuration_invalid' }),
  );
});

describe('browser clients', () => {
  it.each(['/mcp', '/.well-known/oauth-protected-resource/mcp', '/write', '/open'])(
    'may ask %s from anywhere, with every header MCP uses',
    async (path) => {
      const response = await fetch(base + path, { method: 'OPTIONS' });
      expect(response.status).toBe(204);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(response.headers.has('access-control-allow-credentials')).toBe(false);
      const allowed = response.headers.get('access-control-allow-headers')?.split(', ');
      expect(allowed).toEqual([
        'Authorization',
        'Content-Type',
        'Accept',
        'MCP-Protocol-Version',
        'Mcp-Method',
        'Mcp-Name',
        'Mcp-Session-Id',
        'Last-Event-ID',
        'DPoP',
      ]);
    },
  );

  it('can read a refusal', async () => {
    for (const init of [{}, bearer('a.b.c')]) {
      const response = await fetch(`${base}/mcp`, init);
      expect(response.status).toBe(401);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(response.headers.get('access-control-expose-headers')).toBe(
        'WWW-Authenticate, Mcp-Session-Id, DPoP-Nonce',
      );
    }
  });
});

describe('the metadata', () => {
  it.each([
    '/.well-known/oauth-protected-resource/mcp',
    '/.well-known/oauth-protected-resource',
    '/.well-known/oauth-protected-resource/mcp/',
  ])('is at %s, for anyone', async (path) => {
    const response = await fetch(base + path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(await response.json()).toMatchObject({ resource: audience });
  });

  it('is nowhere else, and only to be read', async () => {
    const path = '/.well-known/oauth-protected-resource';
    expect((await fetch(`${base}${path}/other`)).status).toBe(404);
    expect((await fetch(base + path, { method: 'POST' })).status).toBe(405);
  });
});

it('a verifier that checks DPoP is told what it needs', async () => {
  const seen: unknown[] = [];
  const resource = protectedResource({
    resource: audience,
    authorizationServers: [issuer.issuer],
    scopesSupported: [],
    verifier: {
      dpopAlgorithms: ['ES256'],
      verify(token, presentation) {
        seen.push(token, presentation);
        return Promise.reject(new InvalidTokenError('token_expired', 'for the log'));
      },
    },
  });
  const server = express().use(protect(resource)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/mcp/x?a=1`, {
    method: 'DELETE',
    headers: { authorization: 'DPoP abc', dpop: 'proof' },
  });
  server.close();
  expect(seen).toEqual([
    'abc',
    {
      scheme: 'DPoP',
      proofs: ['proof'],
      method: 'DELETE',
      url: 'http://localhost:8000/mcp/x?a=1',
    },
  ]);
  expect(response.headers.get('www-authenticate')).toMatch(
    /^DPoP error="invalid_token".*, Bearer /,
  );
});
