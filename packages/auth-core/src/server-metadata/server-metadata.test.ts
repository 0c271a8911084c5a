import express from 'express';
import { afterEach, describe, expect, it } from 'vitest';

import { metadataRoutes } from '../express/index.ts';
import { protectFetch } from '../fetch/index.ts';
import {
  protectedResource,
  type ProtectedResourceOptions,
} from '../protected-resource/protected-resource.ts';
import {
  serveInProcess,
  serveOverHttp,
  type ServedResource,
} from '../adapter-tests/served.fixture.ts';
import { createTestIssuer } from '../testing/index.ts';
import { jwtVerifier } from '../verifiers/jwt/jwt.ts';
import { serverMetadata, type ServerMetadataOptions } from './server-metadata.ts';

const audience = 'http://localhost:8000/mcp';
const issuer = 'https://auth.example.com';
const wellKnown = '/.well-known/oauth-authorization-server';
const openid = '/.well-known/openid-configuration';

/** With unusual white space, so that a test can see that it is copied exactly. */
const written = `{ "issuer" : "${issuer}",\n\t"x": 1.0, "token_endpoint":"https:\\/\\/auth.example.com/token" }`;
const writtenOpenid = `{"issuer":"${issuer}","jwks_uri":"${issuer}/jwks"}  `;

async function publisher() {
  const server = await createTestIssuer({ audience });
  server.documents.set(issuer + wellKnown, new Response(written));
  server.documents.set(issuer + openid, new Response(writtenOpenid));
  return server;
}

const resourceOf = (options: Partial<ProtectedResourceOptions> = {}) =>
  protectedResource({
    resource: audience,
    authorizationServers: [issuer],
    scopesSupported: ['mcp:read'],
    verifier: jwtVerifier({ issuer, audience }),
    ...options,
  });

type Wanted = boolean | ServerMetadataOptions | undefined;
const adapters: Record<string, (wanted: Wanted) => ServedResource | Promise<ServedResource>> = {
  express: (wanted) =>
    serveOverHttp(express().use(metadataRoutes(resourceOf(), { serverMetadata: wanted }))),
  fetch: (wanted) =>
    serveInProcess(protectFetch(resourceOf(), () => new Response(), { serverMetadata: wanted })),
};

let opened: ServedResource | undefined;
afterEach(() => opened?.close());

describe.each(Object.keys(adapters))('the metadata of the issuer, by %s', (name) => {
  async function sendTo(wanted: Wanted) {
    const served = await adapters[name]!(wanted);
    opened = served;
    return (path: string, method = 'GET', headers: [string, string][] = []) =>
      served.request({ method, path, headers });
  }

  it('is not there unless that was asked for', async () => {
    const server = await publisher();
    const send = await sendTo(undefined);
    // Express has no such route; the other adapters require a token for every other path.
    expect((await send(wellKnown)).status).toBe(name === 'express' ? 404 : 401);
    expect(server.requests).toEqual([]);
  });

  it.each([
    [wellKnown, written],
    [`${wellKnown}/mcp`, written],
    [`${wellKnown}/mcp/`, written],
    [openid, writtenOpenid],
    [`${openid}/mcp`, writtenOpenid],
    [`/mcp${openid}`, writtenOpenid],
  ])('is at %s, word for word and for pages of any origin', async (path, text) => {
    const send = await sendTo(await publisher());
    const told = await send(path, 'GET', [['host', 'evil.example']]);
    expect([told.status, told.text]).toEqual([200, text]);
    expect(told.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(told.headers.get('cache-control')).toBe('public, max-age=300');
    expect(told.headers.get('access-control-allow-origin')).toBe('*');
    const head = await send(path, 'HEAD');
    expect([head.status, head.text]).toEqual([200, '']);
    expect((await send(path, 'OPTIONS')).status).toBe(204);
    expect((await send(path, 'POST')).status).toBe(405);
  });

  it('costs the issuer one request, whatever is in those that cause it', async () => {
    const server = await publisher();
    const send = await sendTo(server);
    await Promise.all([
      send(`${wellKnown}?issuer=https://evil.example`),
      send(`${wellKnown}/mcp?resource=http://169.254.169.254/`),
      send(wellKnown, 'GET', [['x-forwarded-host', 'evil.example']]),
      send(wellKnown, 'GET', [['host', 'evil.example']]),
      send(wellKnown, 'HEAD'),
    ]);
    for (const path of ['/https://evil.example', '//evil.example/', '/other', '/../x']) {
      expect([401, 404]).toContain((await send(`${wellKnown}${path}`)).status);
    }
    expect(server.requests).toEqual([issuer + wellKnown]);
  });

  it('is 503 with patience while nothing of it is known and the issuer is down', async () => {
    const server = await publisher();
    server.reachable = false;
    const send = await sendTo(server);
    const told = await send(wellKnown);
    expect(told.status).toBe(503);
    expect(told.headers.get('retry-after')).toBe('1');
    expect(told.headers.get('cache-control')).toBe('no-store');
    expect(told.headers.get('access-control-allow-origin')).toBe('*');
    expect(JSON.parse(told.text)).toMatchObject({ error: 'temporarily_unavailable' });
  });
});

describe('where there is nothing to copy', () => {
  it('a server at the same origin answers for itself', async () => {
    const resource = resourceOf({ authorizationServers: ['http://localhost:8000/'] });
    expect(serverMetadata(resource, true)({ method: 'GET', path: wellKnown })).toBeUndefined();
  });

  it.each([['none'], [['http://auth.example.com']]] as const)(
    'it does not start with the servers %j',
    (authorizationServers) => {
      expect(() => serverMetadata(resourceOf({ authorizationServers }), true)).toThrow(
        expect.objectContaining({ code: 'configuration_invalid' }),
      );
    },
  );
});
