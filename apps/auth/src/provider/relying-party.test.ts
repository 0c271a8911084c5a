import { createLocalJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publishedKeys } from './internals.ts';
import { claims, register, TestClient } from './testing/test-client.ts';
import { startOwnTestServer } from './testing/own-test-server.ts';
import { RESOURCE, type TestServer } from './testing/test-server.ts';

const HTTPS = 'https://app.example/cb';

let server: TestServer;
beforeAll(async () => {
  server = await startOwnTestServer();
});
afterAll(() => server.close());

type Params = Record<string, string | undefined>;
const IDENTITY = { scope: 'openid profile email', nonce: 'a nonce', redirect_uri: HTTPS };

/** A client of the operator's with a secret, its row changed as told. */
async function operators(row: object, metadata: object = {}): Promise<TestClient> {
  const client = await TestClient.register(server, {
    redirect_uris: [HTTPS],
    token_endpoint_auth_method: 'client_secret_post',
    ...metadata,
  });
  const { prisma } = server.storage.database;
  await prisma.client.update({
    where: { id: client.clientId },
    data: { kind: 'operator', ...row },
  });
  return client;
}

async function idToken(client: TestClient, params: Params = IDENTITY): Promise<string> {
  const code = await client.obtainCode(params);
  const { id_token: token } = await client.exchange(code, { redirect_uri: HTTPS });
  return token!;
}

describe('an ID token', () => {
  const ours = { redirect_uris: [HTTPS], token_endpoint_auth_method: 'client_secret_post' };

  test('of a client that registers now is good for a verifier that knows RS256 alone', async () => {
    const client = await TestClient.register(server, ours);
    const keys = createLocalJWKSet({ keys: publishedKeys(server.provider) });
    const { payload } = await jwtVerify(await idToken(client), keys, {
      algorithms: ['RS256'],
      issuer: server.url,
      audience: client.clientId,
    });
    expect(payload).toMatchObject({ nonce: 'a nonce', sub: server.userId });
  });

  test.each(['ES256', 'RS256'])(
    'is signed with %s where the client registered that',
    async (alg) => {
      const answer = await register(server, { ...ours, id_token_signed_response_alg: alg });
      expect(await answer.json()).toMatchObject({ id_token_signed_response_alg: alg });
      const client = await TestClient.register(server, {
        ...ours,
        id_token_signed_response_alg: alg,
      });
      expect(headerOf(await idToken(client)).alg).toBe(alg);
    },
  );

  test('is ES256, as before, for a client whose record does not say', async () => {
    const metadata = {
      ...ours,
      client_name: 'Of an earlier version',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
    };
    const client = await TestClient.register(server, ours);
    const stored = { ...metadata, client_id: client.clientId };
    for (const kind of ['dynamic', 'operator'] as const) {
      const { prisma } = server.storage.database;
      await prisma.client.update({
        where: { id: client.clientId },
        data: { kind, metadata: stored },
      });
      expect(headerOf(await idToken(client)).alg, kind).toBe('ES256');
    }
  });

  test('names the person where the scopes say so, also after a refresh, and nowhere else', async () => {
    const client = await TestClient.register(server, ours);
    const known = { name: 'Octo Cat', preferred_username: 'octo', email: 'octo@example.com' };
    const code = await client.obtainCode(IDENTITY);
    const first = await client.exchange(code, { redirect_uri: HTTPS });
    expect(claims(first.id_token!)).toMatchObject(known);
    const second = await client.refresh(first.refresh_token);
    expect(claims(second.id_token!)).toMatchObject(known);
    const third = await client.refresh(second.refresh_token, { scope: 'openid email' });
    expect(claims(third.id_token!)).toMatchObject({ email: known.email });
    expect(claims(third.id_token!)).not.toHaveProperty('name');

    const bare = claims(await idToken(client, { ...IDENTITY, scope: 'openid' }));
    expect(Object.keys(bare).toSorted()).toEqual(
      expect.not.arrayContaining(['name', 'email', 'email_verified', 'preferred_username']),
    );
    const beside = { ...IDENTITY, scope: 'openid email mcp:read', resource: RESOURCE };
    expect(claims(await idToken(client, beside))).toMatchObject({ email: known.email });
  });
});

const headerOf = (jwt: string) =>
  JSON.parse(Buffer.from(jwt.split('.')[0]!, 'base64url').toString()) as { alg: string };

describe('a client with --pkce optional', () => {
  const WITHOUT = { code_challenge: undefined, code_challenge_method: undefined };
  let client: TestClient;
  beforeAll(async () => {
    client = await operators({ pkceOptional: true });
  });

  const exchange = (code: string, params: Params = {}) =>
    client.token({ grant_type: 'authorization_code', code, redirect_uri: HTTPS, ...params });

  /** What a request without a challenge is answered with. */
  async function answer(of: TestClient, params: Params = {}): Promise<string> {
    const { response } = await of.authorize({ ...IDENTITY, ...WITHOUT, ...params });
    const { searchParams } = response;
    return searchParams.has('code')
      ? 'code'
      : `${searchParams.get('error')}: ${searchParams.get('error_description')}`;
  }

  test('may leave the challenge out of an OpenID request with a nonce', async () => {
    const { code } = await client.obtainCode({ ...IDENTITY, ...WITHOUT });
    const tokens = await exchange(code);
    expect(claims(tokens.id_token!)).toMatchObject({ nonce: 'a nonce' });
    expect((await client.refresh(tokens.refresh_token)).status).toBe(200);
  });

  test.each([
    ['no nonce', { nonce: undefined }, 'needs a nonce'],
    ['an empty nonce', { nonce: '' }, 'needs a nonce'],
    ['no openid', { scope: 'profile', nonce: undefined }, 'needs the scope openid'],
    ['a resource', { resource: RESOURCE }, 'cannot be for a resource'],
    ['a scope of a resource', { scope: 'openid mcp:read' }, 'cannot be for a resource'],
    ['no scope, which means a resource', { scope: undefined, nonce: undefined }, 'for a resource'],
  ])('may not with %s, and is told why', async (_what, params, words) => {
    const said = await answer(client, params);
    expect(said).toMatch(/^invalid_request: a request without code_challenge /);
    expect(said).toContain(words);
  });

  test('gets no token for a resource for such a code, and none for a verifier', async () => {
    const { code } = await client.obtainCode({ ...IDENTITY, ...WITHOUT });
    expect(await exchange(code, { resource: RESOURCE })).toMatchObject({
      status: 400,
      error: 'invalid_target',
    });
    expect(await exchange(code, { code_verifier: 'v'.repeat(43) })).toMatchObject({
      status: 400,
      error: 'invalid_grant',
    });
    const tokens = await exchange(code);
    expect(tokens.status).toBe(200);
    const refreshed = { resource: RESOURCE };
    expect((await client.refresh(tokens.refresh_token, refreshed)).error).toBe('invalid_target');
  });

  test('is held to a challenge that it sends', async () => {
    const { code, code_verifier } = await client.obtainCode(IDENTITY);
    expect((await exchange(code)).error).toBe('invalid_grant');
    expect((await exchange(code, { code_verifier: 'w'.repeat(43) })).error).toBe('invalid_grant');
    expect((await exchange(code, { code_verifier })).status).toBe(200);
    const plain = { code_challenge: 'c'.repeat(43), code_challenge_method: 'plain' };
    expect(await answer(client, plain)).toContain('invalid_request');
  });

  test('is refused where it cannot prove who it is', async () => {
    const none = { token_endpoint_auth_method: 'none' };
    expect(await answer(await operators({ pkceOptional: true }, none))).toContain('prove who');
  });

  test('is the only one: everybody else needs a challenge', async () => {
    const others = [
      await operators({}),
      await TestClient.register(server, { redirect_uris: [HTTPS] }),
    ];
    await server.storage.database.prisma.client.update({
      where: { id: others[1]!.clientId },
      data: { pkceOptional: true },
    });
    for (const other of others) {
      const url = other.authorizationUrl({ ...IDENTITY, ...WITHOUT }, 'v'.repeat(43));
      const page = await other.browse(url);
      const said = page.headers.get('location') ?? (await page.text());
      expect(decodeURIComponent(said)).toMatch(/requires.PKCE/);
    }
  });
});
