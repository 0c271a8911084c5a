import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claims, TestClient } from '../provider/testing/test-client.ts';
import { startOwnTestServer } from '../provider/testing/own-test-server.ts';
import { RESOURCE, type TestServer } from '../provider/testing/test-server.ts';

const HTTPS = 'https://client.example/cb';

describe('a remembered decision', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startOwnTestServer();
  });
  afterAll(() => server.close());

  /** A signed-in browser that has allowed `mcp:read` to a client with this redirect. */
  async function allowed(redirectUri: string) {
    const client = await TestClient.register(server, { redirect_uris: [redirectUri] });
    const params = { resource: RESOURCE, scope: 'mcp:read', redirect_uri: redirectUri };
    const { response, code_verifier } = await client.authorize(params);
    const code = response.searchParams.get('code')!;
    const tokens = await client.exchange({ code, code_verifier }, { redirect_uri: redirectUri });
    return { client, params, tokens };
  }

  /** Where one more request leads at once: back to the client with a code, or to a page. */
  async function next(
    client: TestClient,
    params: Record<string, string | undefined>,
    site?: string,
  ): Promise<string> {
    const url = client.authorizationUrl(params, 'v'.repeat(43));
    const location = (await client.browse(url, site)).headers.get('location') ?? '';
    if (new URL(location, server.url).pathname.startsWith('/interaction/')) return 'page';
    const { searchParams } = new URL(location);
    return searchParams.has('code') ? 'code' : (searchParams.get('error') ?? location);
  }

  test('answers for an https redirect where the person, not a page, opened the address', async () => {
    const { client, params } = await allowed(HTTPS);
    expect(await next(client, params, 'none')).toBe('code');
  });

  test.each(['cross-site', 'same-site', 'same-origin', 'None', undefined])(
    'shows the page where Sec-Fetch-Site is %s',
    async (site) => {
      const { client, params } = await allowed(HTTPS);
      expect(await next(client, params, site)).toBe('page');
      expect(await next(client, { ...params, prompt: 'none' }, site)).toBe('consent_required');
    },
  );

  test.each(['http://127.0.0.1:1/cb', 'https://a.localhost/cb', 'com.example.app:/cb'])(
    'never answers for %s, which any program could receive',
    async (redirectUri) => {
      const { client, params } = await allowed(redirectUri);
      expect(await next(client, params, 'none')).toBe('page');
    },
  );

  test('does not answer for a scope or a resource that was not decided on', async () => {
    const { client, params } = await allowed(HTTPS);
    expect(await next(client, { ...params, scope: 'mcp:read mcp:write' }, 'none')).toBe('page');
    const other = { ...params, resource: 'https://rs256.example/mcp', scope: 'old:read' };
    expect(await next(client, other, 'none')).toBe('page');
    expect(await next(client, { ...params, scope: 'openid mcp:read' }, 'none')).toBe('page');
  });

  test('does not answer where the client asks for the page, or for another client', async () => {
    const { client, params } = await allowed(HTTPS);
    expect(await next(client, { ...params, prompt: 'consent' }, 'none')).toBe('page');
    const other = await TestClient.register(server, { redirect_uris: [HTTPS] });
    expect(await next(other, params, 'none')).toBe('page');
  });

  test('makes a grant of its own, and ends when the consent is taken back', async () => {
    const { client, params, tokens } = await allowed(HTTPS);
    const url = client.authorizationUrl(params, 'v'.repeat(43));
    const location = (await client.browse(url, 'none')).headers.get('location')!;
    const code = new URL(location).searchParams.get('code')!;
    const again = await client.exchange(
      { code, code_verifier: 'v'.repeat(43) },
      { redirect_uri: HTTPS },
    );
    expect(claims(again.access_token).gid).not.toBe(claims(tokens.access_token).gid);
    expect(again.scope).toBe('mcp:read');
    const { prisma } = server.storage.database;
    await prisma.consent.deleteMany({ where: { clientId: client.clientId } });
    expect(await next(client, params, 'none')).toBe('page');
  });
});
