import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publishedKeys } from './internals.ts';
import { OperatorClient } from './testing/operator-client.ts';
import { claims, REDIRECT_URI, register, TestClient } from './testing/test-client.ts';
import { startOwnTestServer } from './testing/own-test-server.ts';
import { RESOURCE, type TestServer } from './testing/test-server.ts';

/**
 * What we rely on in the library. A failure here after an upgrade says which assumption it broke.
 */
describe('the library, as we wrap it', () => {
  let server: TestServer;
  let client: TestClient;
  beforeAll(async () => {
    server = await startOwnTestServer();
    client = await TestClient.register(server);
  });
  afterAll(() => server.close());
  // Somebody has agreed to the client, so that errors are redirected (error-responses.ts).
  const authorizeError = async (params: Record<string, string | undefined>) => {
    const url = client.authorizationUrl({ resource: RESOURCE, ...params }, 'v'.repeat(43));
    const response = await client.browse(url);
    const location = response.headers.get('location');
    if (!location?.startsWith('http://127.0.0.1')) return response.status;
    const { search, hash } = new URL(location);
    return new URLSearchParams(search || hash.slice(1)).get('error');
  };

  test('publishes the keys that it signs with, without private members', () => {
    const keys = publishedKeys(server.provider);
    expect(keys.map(({ alg }) => alg)).toEqual(['ES256', 'RS256']);
    for (const key of keys) {
      for (const member of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']) {
        expect((key as Record<string, unknown>)[member]).toBeUndefined();
      }
    }
  });

  test('issues a JWT access token (RFC 9068) for the resource, with our claims', async () => {
    const tokens = await client.signIn();
    const header = JSON.parse(
      Buffer.from(tokens.access_token.split('.')[0]!, 'base64url').toString(),
    );
    expect(header).toMatchObject({ alg: 'ES256', typ: 'at+jwt', kid: expect.any(String) });
    expect(claims(tokens.access_token)).toMatchObject({
      iss: server.url,
      aud: RESOURCE,
      sub: server.userId,
      client_id: client.clientId,
      scope: 'mcp:read mcp:write',
      gid: expect.any(String),
      jti: expect.any(String),
      auth_time: expect.any(Number),
      preferred_username: 'octo',
    });
  });

  test('signs with RS256 for a resource that asks for it', async () => {
    const tokens = await client.signIn({ resource: 'https://rs256.example/mcp' });
    const header = JSON.parse(
      Buffer.from(tokens.access_token.split('.')[0]!, 'base64url').toString(),
    );
    expect(header.alg).toBe('RS256');
    expect(claims(tokens.access_token).aud).toBe('https://rs256.example/mcp');
  });

  test('answers a request without scope, which it would deny on its own', async () => {
    expect((await client.signIn({ resource: RESOURCE })).scope).toBe('mcp:read mcp:write');
  });

  test('gives a token for the resource also where openid was granted beside it', async () => {
    const tokens = await client.signIn({
      resource: RESOURCE,
      scope: 'openid profile mcp:read',
      nonce: 'n',
    });
    expect(claims(tokens.access_token).aud).toBe(RESOURCE);
    expect(claims(tokens.id_token!)).toMatchObject({
      sub: server.userId,
      name: 'Octo Cat',
      nonce: 'n',
    });
  });

  test('gives an opaque token for userinfo where only OpenID scopes were asked for', async () => {
    const tokens = await client.signIn({ scope: 'openid email' });
    expect(tokens.access_token.split('.')).toHaveLength(1);
    const userinfo = await fetch(new URL('/me', server.url), {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    expect(await userinfo.json()).toEqual({
      sub: server.userId,
      email: 'octo@example.com',
      email_verified: true,
    });
    const again = await client.refresh(tokens.refresh_token);
    const replayed = await client.refresh(tokens.refresh_token);
    for (const { access_token: token } of [again, replayed]) {
      const response = await fetch(new URL('/me', server.url), {
        headers: { authorization: `Bearer ${token}` },
      });
      expect(response.status).toBe(200);
    }
  });

  test('issues a refresh token without offline_access, and none to whom did not register it', async () => {
    expect((await client.signIn()).refresh_token).toBeTypeOf('string');
    const codeOnly = await TestClient.register(server, { grant_types: ['authorization_code'] });
    expect((await codeOnly.signIn()).refresh_token).toBeUndefined();
  });

  test('demands PKCE with S256 of public and confidential clients alike', async () => {
    expect(
      await authorizeError({ code_challenge: undefined, code_challenge_method: undefined }),
    ).toBe('invalid_request');
    expect(await authorizeError({ code_challenge_method: 'plain' })).toBe('invalid_request');
    expect(await authorizeError({ code_challenge_method: undefined })).toBe('invalid_request');
    const confidential = await TestClient.register(server, {
      token_endpoint_auth_method: 'client_secret_post',
    });
    expect((await confidential.signIn()).status).toBe(200);
    const url = confidential.authorizationUrl(
      { resource: RESOURCE, code_challenge: undefined, code_challenge_method: undefined },
      'v'.repeat(43),
    );
    const location = (await confidential.browse(url)).headers.get('location');
    expect(new URL(location!).searchParams.get('error')).toBe('invalid_request');
  });

  test('knows the code response alone, and no page that posts itself', async () => {
    expect(await authorizeError({ response_type: 'token' })).toBe('unsupported_response_type');
    for (const mode of ['form_post', 'web_message', 'bogus']) {
      expect(await authorizeError({ response_mode: mode })).toBe('unsupported_response_mode');
    }
  });

  test('refuses resources that are not ours, fragments and more than one', async () => {
    expect(await authorizeError({ resource: 'https://elsewhere.example/' })).toBe('invalid_target');
    expect(await authorizeError({ resource: `${RESOURCE}#x` })).toBe('invalid_target');
    expect(await authorizeError({ resource: '/mcp' })).toBe('invalid_target');
    const description = async (resource: string) => {
      const url = client.authorizationUrl({ resource }, 'v'.repeat(43));
      const answer = new URL((await client.browse(url)).headers.get('location')!);
      return answer.searchParams.get('error_description');
    };
    expect(await description(`${RESOURCE}/Mistyped?key=secret`)).toBe(
      `the resource ${RESOURCE}/Mistyped?... is not served by this authorization server`,
    );
    expect(await description('https://ada:secret@elsewhere.example/')).toBe(
      'the resource is not served by this authorization server',
    );
    const two = `${client.authorizationUrl({ resource: RESOURCE }, 'v'.repeat(43))}&resource=${encodeURIComponent('https://rs256.example/mcp')}`;
    const location = (await client.browse(two)).headers.get('location');
    expect(new URL(location!).searchParams.get('error')).toBe('invalid_target');
  });

  test('lets the port of a loopback redirect vary, and nothing else', async () => {
    const other = (uri: string) => authorizeError({ redirect_uri: uri });
    expect(
      (await client.authorize({ resource: RESOURCE, redirect_uri: 'http://127.0.0.1:5555/cb' }))
        .response.port,
    ).toBe('5555');
    for (const uri of [
      'http://127.0.0.1:1/cb/',
      'http://127.0.0.1:1/other',
      'http://localhost:1/cb',
      'http://127.0.0.1.evil.example:1/cb',
      'http://127.0.0.1:1/cb?x=1',
      'https://127.0.0.1:1/cb',
    ]) {
      expect([uri, await other(uri)]).toEqual([uri, 400]);
    }
  });

  test('sends iss with success and with errors (RFC 9207)', async () => {
    const { response } = await client.authorize();
    expect(response.searchParams.get('iss')).toBe(server.url);
    const url = client.authorizationUrl({ resource: 'https://elsewhere.example/' }, 'v'.repeat(43));
    const location = (await client.browse(url)).headers.get('location');
    expect(new URL(location!).searchParams.get('iss')).toBe(server.url);
  });

  test('makes one grant for each authorization, never joining the session’s', async () => {
    const first = await client.signIn();
    const second = await client.signIn({ resource: 'https://rs256.example/mcp' });
    expect(claims(first.access_token).gid).not.toBe(claims(second.access_token).gid);
    expect((await client.refresh(first.refresh_token)).status).toBe(200);
    expect((await client.refresh(second.refresh_token)).status).toBe(200);
  });

  test('replaces the older grant for the same resource of a client that registered itself', async () => {
    const older = await client.signIn();
    const newer = await client.signIn();
    expect((await client.refresh(older.refresh_token)).error).toBe('invalid_grant');
    expect((await client.refresh(newer.refresh_token)).status).toBe(200);
  });

  test('finds nobody who is not admitted any more, and burns nothing for that', async () => {
    const tokens = await client.signIn();
    server.admit(false);
    expect((await client.refresh(tokens.refresh_token)).error).toBe('invalid_grant');
    server.admit(true);
    expect((await client.refresh(tokens.refresh_token)).status).toBe(200);
  });

  test('answers a deleted client with 401 invalid_client', async () => {
    const gone = await TestClient.register(server);
    const tokens = await gone.signIn();
    await server.storage.clients.remove(gone.clientId);
    expect(await gone.refresh(tokens.refresh_token)).toMatchObject({
      status: 401,
      error: 'invalid_client',
    });
    expect((await gone.browse(gone.authorizationUrl({}, 'v'.repeat(43)))).status).toBe(400);
  });

  test('normalises what clients register, and gives each its own identifier', async () => {
    const metadata = {
      application_type: 'web',
      redirect_uris: ['cursor://anysphere.cursor-mcp/oauth/callback', REDIRECT_URI],
      grant_types: ['authorization_code', 'refresh_token', 'urn:unheard-of'],
      scope: 'mcp:read unheard-of',
    };
    const answers = await Promise.all([register(server, metadata), register(server, metadata)]);
    const [one, two] = (await Promise.all(answers.map((answer) => answer.json()))) as Record<
      string,
      unknown
    >[];
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(one).toMatchObject({
      application_type: 'native',
      grant_types: ['authorization_code', 'refresh_token'],
    });
    expect(one!.client_id).not.toBe(two!.client_id);
    expect(String(one!.client_id)).not.toMatch(/^https?:/);
    const refused = await register(server, { redirect_uris: ['http://client.example/cb'] });
    expect([refused.status, ((await refused.json()) as { error: string }).error]).toEqual([
      400,
      'invalid_redirect_uri',
    ]);
  });

  describe('revocation', () => {
    test('of a refresh token ends its family', async () => {
      const tokens = await client.signIn();
      expect((await client.revoke(tokens.refresh_token)).status).toBe(200);
      expect((await client.refresh(tokens.refresh_token)).error).toBe('invalid_grant');
    });

    test('of a JWT access token is 200 and ends what it stands for', async () => {
      const tokens = await client.signIn();
      expect((await client.revoke(tokens.access_token)).status).toBe(200);
      expect((await client.refresh(tokens.refresh_token)).error).toBe('invalid_grant');
    });

    test('of a token that a client got for itself is 200, and another client’s is refused', async () => {
      const [own, other] = [
        await OperatorClient.register(server),
        await OperatorClient.register(server),
      ];
      const token = String((await own.token()).body.access_token);
      const refused = await other.revoke(token);
      expect([refused.status, refused.body.error]).toEqual([400, 'invalid_request']);
      expect((await own.revoke(token)).status).toBe(200);
      expect((await own.token()).status).toBe(200);
    });

    test('of an unknown or altered token is 200 and ends nothing', async () => {
      const tokens = await client.signIn();
      expect((await client.revoke('unknown')).status).toBe(200);
      expect((await client.revoke(`${tokens.access_token.slice(0, -8)}AAAAAAAA`)).status).toBe(200);
      expect((await client.refresh(tokens.refresh_token)).status).toBe(200);
    });

    test("of another client's token is refused and ends nothing", async () => {
      const tokens = await client.signIn();
      const other = await TestClient.register(server);
      expect((await other.revoke(tokens.access_token)).status).toBe(400);
      expect((await other.revoke(tokens.refresh_token)).status).toBe(400);
      expect((await client.refresh(tokens.refresh_token)).status).toBe(200);
    });
  });

  test('reported no fault of its own in all this', () => {
    expect(server.serverErrors).toEqual([]);
  });
});
