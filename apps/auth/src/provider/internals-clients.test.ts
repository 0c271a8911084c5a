import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claims, register, TestClient } from './testing/test-client.ts';
import { startOwnTestServer } from './testing/own-test-server.ts';
import { RESOURCE, type TestServer } from './testing/test-server.ts';

/** What we rely on in the library about clients. A failure after an upgrade says which assumption broke. */
describe('the library, where it registers and loads clients', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startOwnTestServer();
  });
  afterAll(() => server.close());

  test('leaves redirect URIs to our rule: https on loopback, beside http and a private scheme', async () => {
    const registered = [
      'https://localhost:1234/cb',
      'http://127.0.0.1/cb',
      'com.example.app:/cb',
      'https://client.example/cb',
    ];
    const both = await TestClient.register(server, { redirect_uris: registered });
    const answered = async (redirectUri: string) => {
      const request = { redirect_uri: redirectUri, prompt: 'none', resource: RESOURCE };
      const response = await both.browse(both.authorizationUrl(request, 'v'.repeat(43)));
      return response.headers.get('location')?.startsWith(`${redirectUri}?`) ?? false;
    };
    for (const uri of [...registered, 'https://localhost:5/cb', 'http://127.0.0.1:5/cb']) {
      expect([uri, await answered(uri)]).toEqual([uri, true]);
    }
    for (const uri of [
      'https://localhost:5/other',
      'http://localhost:1234/cb',
      'https://127.0.0.1:1234/cb',
      'https://client.example:5/cb',
    ]) {
      expect([uri, await answered(uri)]).toEqual([uri, false]);
    }
  });

  test('is never led back to itself, whatever is registered', async () => {
    const { port } = new URL(server.url);
    const own = `${server.url}/auth?client_id=another`;
    const refused = await register(server, { redirect_uris: [own] });
    expect([refused.status, await refused.json()]).toEqual([
      400,
      expect.objectContaining({ error: 'invalid_redirect_uri' }),
    ]);

    // A program's port may vary, but for the one of the server.
    const program = await TestClient.register(server, { redirect_uris: ['http://127.0.0.1/auth'] });
    const statusAt = async (client: TestClient, redirectUri: string) => {
      const request = { redirect_uri: redirectUri, prompt: 'none', resource: RESOURCE };
      return (await client.browse(client.authorizationUrl(request, 'v'.repeat(43)))).status;
    };
    expect(await statusAt(program, 'http://127.0.0.1:1/auth')).toBe(303);
    expect(await statusAt(program, `http://127.0.0.1:${port}/auth`)).toBe(400);

    // Of before the rule: the others of the client go on.
    const [good, stored] = ['https://client.example/cb', await TestClient.register(server)];
    const metadata = (await server.storage.clients.find(stored.clientId))!;
    await server.storage.clients.save({ ...metadata, redirect_uris: [own, good] }, 'dynamic');
    expect(await statusAt(stored, good)).toBe(303);
    expect(await statusAt(stored, own)).toBe(400);
  });

  test('asks for openid where a client wants to know when people signed in, and only there', async () => {
    for (const about of [
      { default_max_age: 0 },
      { default_max_age: 60 },
      { require_auth_time: true },
    ]) {
      const client = await TestClient.register(server, about);
      const tokens = await client.signIn({ resource: RESOURCE, scope: 'mcp:read' });
      expect([about, tokens.scope]).toEqual([about, 'mcp:read']);
      const known = await client.signIn({ resource: RESOURCE, scope: 'openid mcp:read' });
      expect([about, claims(known.id_token!)]).toEqual([
        about,
        expect.objectContaining({ auth_time: expect.any(Number) }),
      ]);
    }
    const plain = await TestClient.register(server);
    const { id_token: token } = await plain.signIn({ scope: 'openid' });
    expect(claims(token!)).not.toHaveProperty('auth_time');
  });

  test('exchanges a code for an https loopback redirect at the very one of the request alone', async () => {
    const own = await TestClient.register(server, { redirect_uris: ['https://localhost/cb'] });
    const at = 'https://localhost:4321/cb';
    const { response, code_verifier } = await own.authorize({
      resource: RESOURCE,
      redirect_uri: at,
    });
    expect(response.href.startsWith(at)).toBe(true);
    const exchange = async (redirectUri: string) => {
      const body = new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: own.clientId,
        code: response.searchParams.get('code')!,
        code_verifier,
        redirect_uri: redirectUri,
      });
      return (await fetch(new URL('/token', server.url), { method: 'POST', body })).status;
    };
    expect(await exchange('https://localhost/cb')).toBe(400);
    expect(await exchange(at)).toBe(200);
  });

  test('asks for the identifier of a new client with the body read, and makes nothing of it before', async () => {
    // `needsSecret` would turn this into text, and fail.
    const odd = { id_token_signed_response_alg: { toString: 1, valueOf: 1 } };
    const refused = await register(server, odd);
    expect([refused.status, await refused.json()]).toMatchObject([
      400,
      { error: 'invalid_client_metadata' },
    ]);
    const heard = (await (
      await register(server, { token_endpoint_auth_method: null, client_uri: null, x: ['y'] })
    ).json()) as Record<string, unknown>;
    expect(heard).toMatchObject({
      token_endpoint_auth_method: 'client_secret_basic',
      client_secret: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(heard).not.toHaveProperty('client_uri');
  });

  test('takes every contact that we keep, and refuses methods that nobody offers', async () => {
    const contacts = ["o'hara+x@a-b.example", 'a@b'];
    const kept = (await (await register(server, { contacts })).json()) as Record<string, unknown>;
    expect(kept.contacts).toEqual(contacts);
    for (const [name, value] of [
      ['token_endpoint_auth_method', 'client_secret_jwt'],
      ['token_endpoint_auth_method', 'tls_client_auth'],
      ['token_endpoint_auth_signing_alg', 'none'],
      ['id_token_signed_response_alg', 'none'],
    ] as const) {
      const refused = await register(server, { [name]: value });
      const { error, error_description: reason } = (await refused.json()) as Record<string, string>;
      expect([refused.status, error]).toEqual([400, 'invalid_client_metadata']);
      expect(reason).toContain(name);
    }
  });

  test('reported no fault of its own in all this', () => {
    expect(server.serverErrors).toEqual([]);
  });
});
