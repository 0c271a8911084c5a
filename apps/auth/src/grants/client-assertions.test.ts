import { describeEachDatabase } from '@gatehouse/database/testing';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OperatorClient, post } from '../provider/testing/operator-client.ts';
import { claims, register } from '../provider/testing/test-client.ts';
import { startTestServer, type TestServer } from '../provider/testing/test-server.ts';

describeEachDatabase('a token for a client with private_key_jwt', (open) => {
  let server: TestServer;
  let client: OperatorClient;
  let key: CryptoKey;
  beforeAll(async () => {
    server = await startTestServer(await open());
    const pair = await generateKeyPair('ES256', { extractable: true });
    key = pair.privateKey;
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'k', alg: 'ES256', use: 'sig' };
    client = await OperatorClient.register(server, {
      token_endpoint_auth_method: 'private_key_jwt',
      client_secret: undefined,
      jwks: { keys: [jwk] },
    });
  });
  afterAll(() => server.close());
  const assertion = (change: Record<string, unknown> = {}, signing = key) =>
    new SignJWT({
      iss: client.clientId,
      sub: client.clientId,
      aud: server.url,
      jti: crypto.randomUUID(),
      exp: Math.floor(Date.now() / 1000) + 60,
      ...change,
    })
      .setProtectedHeader({ alg: 'ES256', kid: 'k' })
      .sign(signing);
  const send = (client_assertion: string) =>
    post(server, '/token', {
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion,
    });

  test('is issued for an assertion that the client signed', async () => {
    const { status, body } = await send(await assertion());
    expect([status, claims(String(body.access_token)).sub]).toEqual([
      200,
      `client:${client.clientId}`,
    ]);
  });

  test('is issued once for each assertion, however many send it at once', async () => {
    const one = await assertion();
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(one)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      200,
      ...Array(7).fill(401),
    ]);
    expect(new Set(answers.map(({ body }) => body.error))).toEqual(
      new Set([undefined, 'invalid_client']),
    );
  });

  test('is not issued for a secret instead', async () => {
    const grant = { grant_type: 'client_credentials' };
    for (const secret of [client.secret, '', 'x']) {
      const inHeader = await post(server, '/token', grant, { clientId: client.clientId, secret });
      expect(inHeader.status).toBeGreaterThanOrEqual(400);
      const inBody = await post(server, '/token', {
        ...grant,
        client_id: client.clientId,
        client_secret: secret,
      });
      expect([inBody.status, inBody.body.error]).toEqual([401, 'invalid_client']);
    }
  });

  test('is refused for an assertion that is foreign, late, long-lived or addressed elsewhere', async () => {
    const now = Math.floor(Date.now() / 1000);
    const { privateKey } = await generateKeyPair('ES256');
    const bad = [
      await assertion({}, privateKey),
      await assertion({ exp: now - 60 }),
      await assertion({ exp: now + 7200 }),
      await assertion({ aud: `${server.url}/token` }),
      await assertion({ aud: [server.url, 'https://elsewhere.example'] }),
      await assertion({ iss: 'client_other' }),
      await assertion({ jti: undefined }),
    ];
    for (const one of bad) {
      const { status, body } = await send(one);
      expect([status, body.error]).toEqual([401, 'invalid_client']);
    }
  });

  test('cannot be registered by a client for itself', async () => {
    const response = await register(server, {
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [] },
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'invalid_client_metadata' });
  });
});
