import { describeEachDatabase } from '@gatehouse/database/testing';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OperatorClient, post } from '../testing/operator-client.ts';
import { claims, register } from '../testing/test-client.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

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

  test.each([
    ['EdDSA', 'EdDSA', undefined],
    ['EdDSA', 'Ed25519', undefined],
    ['Ed25519', 'EdDSA', undefined],
    ['Ed25519', 'Ed25519', 'EdDSA'],
    [undefined, 'EdDSA', 'Ed25519'],
    [undefined, 'Ed25519', undefined],
  ])(
    'is issued where the key says %s, the assertion %s, and the metadata %s',
    async (alg, signed, token_endpoint_auth_signing_alg) => {
      const pair = await generateKeyPair('Ed25519', { extractable: true });
      const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'e', use: 'sig', alg };
      const own = await OperatorClient.register(server, {
        token_endpoint_auth_method: 'private_key_jwt',
        token_endpoint_auth_signing_alg,
        client_secret: undefined,
        jwks: { keys: [jwk] },
      });
      const one = await new SignJWT({
        iss: own.clientId,
        sub: own.clientId,
        aud: server.url,
        jti: crypto.randomUUID(),
        exp: Math.floor(Date.now() / 1000) + 60,
      })
        .setProtectedHeader({ alg: signed, kid: 'e' })
        .sign(pair.privateKey);
      expect(await send(one)).toMatchObject({ status: 200 });
      const tampered = `${one.slice(0, one.lastIndexOf('.'))}.${'A'.repeat(86)}`;
      expect(await send(tampered)).toMatchObject({ status: 401 });
    },
  );

  describe('is refused with the reason, for the client and for the log:', () => {
    const now = () => Math.floor(Date.now() / 1000);
    const signed = (header: { alg: string; kid?: string }, change: object, signing = key) =>
      new SignJWT({
        iss: client.clientId,
        sub: client.clientId,
        aud: server.url,
        jti: crypto.randomUUID(),
        exp: now() + 60,
        ...change,
      })
        .setProtectedHeader(header)
        .sign(signing);
    const another = async (alg: string) => (await generateKeyPair(alg)).privateKey;
    const hmac = () => signed({ alg: 'HS256' }, {}, Buffer.alloc(32) as never);
    const twice = async () => {
      const one = await assertion();
      await send(one);
      return one;
    };

    test.each<[string, () => Promise<string>]>([
      ['it has expired (exp)', () => assertion({ exp: now() - 60 })],
      ['it does not say when it expires (exp)', () => assertion({ exp: undefined })],
      ['it is good for more than 3600 seconds (exp)', () => assertion({ exp: now() + 7200 })],
      ['it is not good yet (nbf)', () => assertion({ nbf: now() + 60 })],
      ['it has no identifier (jti)', () => assertion({ jti: undefined })],
      [
        'its issuer (iss) and its subject (sub) are not both the client_id',
        () => assertion({ iss: 'client_other' }),
      ],
      [
        'its audience (aud) is not the issuer alone',
        () => assertion({ aud: `${server.url}/token` }),
      ],
      ['its algorithm (alg) is none of ES256, RS256, PS256, EdDSA, Ed25519', hmac],
      [
        'its signature is not by the key that was registered',
        async () => assertion({}, await another('ES256')),
      ],
      [
        'no key that fits it (kid, alg) was registered for its client_id',
        () => signed({ alg: 'ES256', kid: 'another' }, {}),
      ],
      [
        'no key that fits it (kid, alg) was registered for its client_id',
        async () => signed({ alg: 'RS256', kid: 'k' }, {}, await another('RS256')),
      ],
      ['it was used before (jti)', twice],
    ])('%s', async (reason, make) => {
      server.refusedAssertions.length = 0;
      const { status, body } = await send(await make());
      expect([status, body.error]).toEqual([401, 'invalid_client']);
      expect(body.error_description).toBe(`the client assertion was refused: ${reason}`);
      expect(server.refusedAssertions.at(-1)).toMatchObject({
        clientId: client.clientId,
        endpoint: '/token',
        reason,
      });
    });

    test('an unknown client, and one with a secret, are told what a wrong key is told', async () => {
      const secretive = await OperatorClient.register(server);
      for (const id of ['client_nobody', secretive.clientId]) {
        const { status, body } = await send(await assertion({ iss: id, sub: id }));
        expect([status, body.error_description]).toEqual([
          401,
          'the client assertion was refused: no key that fits it (kid, alg) was registered for its client_id',
        ]);
      }
    });

    test('at the other endpoints, too; and who sends a secret is told nothing more', async () => {
      const late = { client_assertion: await assertion({ exp: now() - 60 }), token: 'x' };
      const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
      for (const path of ['/token/revocation', '/token/introspection']) {
        const { status, body } = await post(server, path, { ...late, client_assertion_type: type });
        expect([status, body.error_description]).toEqual([
          401,
          'the client assertion was refused: it has expired (exp)',
        ]);
      }
      const { body } = await post(server, '/token', {
        grant_type: 'client_credentials',
        client_id: client.clientId,
        client_secret: 'x',
      });
      expect(body.error_description).toBe('client authentication failed');
    });
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
