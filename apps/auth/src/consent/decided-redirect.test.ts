import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TestClient } from '../provider/testing/test-client.ts';
import { startOwnTestServer } from '../provider/testing/own-test-server.ts';
import { RESOURCE, type TestServer } from '../provider/testing/test-server.ts';
import { decidedRedirect } from './decided-redirect.ts';

const ONE = 'https://client.example/cb';
const TWO = 'https://evil.example/cb';
const LOOPBACK = 'http://127.0.0.1:1/cb';
const SCHEME = 'com.example.app:/cb';
const VERIFIER = 'v'.repeat(43);

type Parameters = Record<string, string | undefined>;

describe('a decision is remembered for', () => {
  test.each([
    [ONE, ONE],
    ['https://client.example/cb?tenant=1', 'https://client.example/cb?tenant=1'],
    ['http://127.0.0.1:50123/cb', 'loopback'],
    ['http://localhost/cb', 'loopback'],
    ['https://localhost:8443/cb', 'loopback'],
    ['cursor://anysphere.cursor-mcp/oauth/callback', 'cursor:'],
    ['javascript:alert(1)', undefined],
  ])('%s: %s', (uri, redirect) => {
    expect(decidedRedirect(uri)).toBe(redirect);
  });
});

describe('a remembered decision belongs to its redirect', () => {
  let server: TestServer;
  let client: TestClient;
  beforeAll(async () => {
    server = await startOwnTestServer();
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    client = await TestClient.register(server, { redirect_uris: [ONE, TWO, LOOPBACK, SCHEME] });
  });

  const asked = (redirect_uri: string, params: Parameters = {}): Parameters => ({
    resource: RESOURCE,
    scope: 'mcp:read',
    redirect_uri,
    ...params,
  });

  /** The user allows the scopes that are ticked. @returns tokens */
  async function allow(redirect_uri: string, params?: Parameters) {
    const { response, code_verifier } = await client.authorize(
      asked(redirect_uri, { prompt: 'consent', ...params }),
    );
    const code = response.searchParams.get('code')!;
    return client.exchange({ code, code_verifier }, { redirect_uri });
  }

  /** The result of a request that the user opens: `code`, `page`, or an error. */
  async function next(redirect_uri: string, params: Parameters = {}): Promise<string> {
    const url = client.authorizationUrl(asked(redirect_uri, params), VERIFIER);
    const response = await client.browse(url, 'none');
    const location = new URL(response.headers.get('location') ?? server.url, server.url);
    if (location.href.startsWith(redirect_uri)) {
      return (
        location.searchParams.get('error') ?? (location.searchParams.has('code') ? 'code' : '')
      );
    }
    return location.pathname.startsWith('/interaction/') ? 'page' : 'held';
  }

  /** The result of a request with an error that no user caused. */
  const broken = (redirect_uri: string) => next(redirect_uri, { code_challenge_method: 'plain' });

  test('is not silent for another https redirect of the same client, until decided there', async () => {
    await allow(ONE);
    expect(await next(ONE)).toBe('code');
    expect(await next(TWO)).toBe('page');
    expect(await next(TWO, { prompt: 'none' })).toBe('consent_required');
    await allow(TWO);
    expect([await next(ONE), await next(TWO)]).toEqual(['code', 'code']);
  });

  test.each([LOOPBACK, SCHEME])('made at %s is silent for no https redirect', async (redirect) => {
    await allow(redirect);
    expect(await next(ONE)).toBe('page');
    expect(await next(redirect)).toBe('page');
  });

  test('vouches for its own redirect alone, where an error is to be sent', async () => {
    await allow(ONE);
    expect(await broken(ONE)).toBe('invalid_request');
    for (const other of [TWO, LOOPBACK, SCHEME]) expect(await broken(other), other).toBe('held');
  });

  test.each([LOOPBACK, SCHEME])('made at %s lets errors go there, and nowhere else', async (at) => {
    await allow(at);
    expect(await broken(at)).toBe('invalid_request');
    for (const other of [ONE, TWO, LOOPBACK, SCHEME].filter((uri) => uri !== at)) {
      expect(await broken(other), other).toBe('held');
    }
  });

  test('does not lend what was allowed at one redirect to another', async () => {
    await allow(ONE, { scope: 'mcp:read mcp:write' });
    await allow(TWO);
    expect(await next(TWO)).toBe('code');
    expect(await next(TWO, { scope: 'mcp:write' })).toBe('page');
    expect(await next(ONE, { scope: 'mcp:read mcp:write' })).toBe('code');
  });

  test('is not silent at another resource, where its redirect was not decided on', async () => {
    const other = { resource: 'https://rs256.example/mcp', scope: 'old:read' };
    await allow(ONE);
    await allow(TWO, other);
    expect(await next(ONE, other)).toBe('page');
    expect(await next(TWO)).toBe('page');
    expect([await next(ONE), await next(TWO, other)]).toEqual(['code', 'code']);
  });

  test('of OpenID scopes alone belongs to it as well', async () => {
    const identity = { resource: undefined, scope: 'openid' };
    await allow(ONE, identity);
    expect(await next(ONE, identity)).toBe('code');
    expect(await next(TWO, identity)).toBe('page');
    expect(await broken(TWO)).toBe('held');
  });

  test('is taken back at every redirect by unticking, and given again where it is ticked', async () => {
    const both = { scope: 'mcp:read mcp:write' };
    await allow(ONE, both);
    await allow(TWO, both);
    server.decide({ untick: ['mcp:write'] });
    await allow(TWO, both);
    server.decide({ untick: [] });
    expect([await next(ONE, both), await next(TWO, both)]).toEqual(['page', 'page']);
    await allow(TWO, both);
    expect(await next(TWO, both)).toBe('code');
    expect(await next(ONE, both)).toBe('page');
  });

  test('is not made by Deny, nor by allowing nothing', async () => {
    server.decide('deny');
    await client.authorize(asked(LOOPBACK));
    server.decide({ untick: ['mcp:read'] });
    await expect(client.authorize(asked(ONE))).rejects.toThrow('access_denied');
    server.decide({ untick: [] });
    expect(await broken(LOOPBACK)).toBe('held');
    expect(await broken(ONE)).toBe('held');
    await allow(TWO, { scope: 'mcp:write' });
    expect(await broken(ONE)).toBe('held');
  });

  test('that has expired is not brought back by a decision at another redirect', async () => {
    await allow(ONE);
    const { prisma } = server.storage.database;
    const where = { clientId: client.clientId };
    await prisma.consent.updateMany({ where, data: { expiresAt: new Date(0) } });
    await allow(TWO);
    expect([await next(ONE), await next(TWO)]).toEqual(['page', 'code']);
    expect(await broken(ONE)).toBe('held');
  });

  test('of before redirects were remembered asks once more, and its tokens go on', async () => {
    const tokens = await allow(ONE);
    const { prisma } = server.storage.database;
    const where = { clientId: client.clientId };
    await prisma.consent.updateMany({ where, data: { redirects: {} } });
    expect(await next(ONE)).toBe('page');
    expect(await broken(ONE)).toBe('held');
    const refreshed = await client.refresh(tokens.refresh_token);
    expect(refreshed).toMatchObject({ status: 200, scope: 'mcp:read' });
    await allow(ONE);
    expect(await next(ONE)).toBe('code');
    expect(await broken(ONE)).toBe('invalid_request');
  });

  test('by a version that does not know of redirects is stored, and teaches none', async () => {
    await server.storage.database.query(
      {
        name: 'consent_remember_of_before',
        text: `INSERT INTO consents (user_id, client_id, resource, scopes, refused, expires_at)
          VALUES ($1, $2, $3, $4::text[], '{}', now() + interval '1 h')`,
      },
      [server.userId, client.clientId, RESOURCE, ['mcp:read']],
    );
    await client.authorize(asked(LOOPBACK));
    expect(await next(ONE)).toBe('page');
    expect(await broken(ONE)).toBe('held');
  });

  test('holds for no redirect that the client got later, nor for another client of its name', async () => {
    await allow(ONE);
    const { storage } = server;
    const { prisma } = storage.database;
    const metadata = (await storage.clients.find(client.clientId))!;
    await storage.clients.save({ ...metadata, redirect_uris: [TWO] }, 'dynamic');
    expect(await next(TWO)).toBe('page');
    await storage.clients.remove(client.clientId);
    expect(await prisma.consent.count({ where: { clientId: client.clientId } })).toBe(0);
    await storage.clients.save(metadata, 'dynamic');
    expect(await next(ONE)).toBe('page');
  });
});
