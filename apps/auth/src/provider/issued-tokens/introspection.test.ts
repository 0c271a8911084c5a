import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { OperatorClient, post } from '../testing/operator-client.ts';
import { claims, TestClient, type TokenAnswer } from '../testing/test-client.ts';
import { RESOURCE, startTestServer, type TestServer } from '../testing/test-server.ts';

const OTHER = 'https://rs256.example/mcp';

describeEachDatabase('introspection', (open) => {
  let database: Database;
  let server: TestServer;
  let person: TestClient;
  let resourceServer: OperatorClient;
  let tokens: TokenAnswer;
  beforeAll(async () => {
    database = await open();
    server = await startTestServer(database);
    resourceServer = await OperatorClient.register(server, {}, { introspects: [RESOURCE] });
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    person = await TestClient.register(server, {
      token_endpoint_auth_method: 'client_secret_post',
    });
    tokens = await person.signIn({ resource: RESOURCE });
  });

  const active = async (token: string, client = resourceServer) => {
    const { status, body, headers } = await client.introspect(token);
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    // RFC 7662 §2.2: nothing else is said about a token that is not active.
    if (body.active === false) expect(body).toEqual({ active: false });
    return body.active;
  };
  const ask = (token: string, client: { clientId: string; secret: string | undefined }) =>
    post(server, '/token/introspection', {
      token,
      client_id: client.clientId,
      client_secret: client.secret ?? '',
    });

  test('of an access token by the server of its resource says what the token says, and the name', async () => {
    const { body } = await resourceServer.introspect(tokens.access_token);
    expect(body).toEqual({
      active: true,
      ...claims(tokens.access_token),
      token_type: 'Bearer',
      username: 'octo',
    });
  });

  test('takes the secret in the header and any hint', async () => {
    const { secret, clientId } = resourceServer;
    for (const token_type_hint of ['access_token', 'refresh_token', 'unheard-of']) {
      const params = { token: tokens.access_token, token_type_hint };
      const answer = await post(server, '/token/introspection', params, { secret, clientId });
      expect([answer.status, answer.body.active]).toEqual([200, true]);
    }
  });

  test('of its own tokens is for the client that they were issued to', async () => {
    const own = await ask(tokens.access_token, person);
    expect(own.body).toMatchObject({ active: true, client_id: person.clientId });
    const refresh = await ask(tokens.refresh_token, person);
    expect(refresh.body).toMatchObject({
      active: true,
      client_id: person.clientId,
      sub: server.userId,
      scope: 'mcp:read mcp:write',
    });
    expect(refresh.body).not.toHaveProperty('token_type');
  });

  test('of an opaque token for userinfo is for the client that it was issued to', async () => {
    const openid = await person.signIn({ scope: 'openid' });
    expect((await ask(openid.access_token, person)).body).toMatchObject({
      active: true,
      scope: 'openid',
    });
    expect(await active(openid.access_token)).toBe(false);
    await endGrants(openid);
    expect((await ask(openid.access_token, person)).body).toEqual({ active: false });
  });

  test('tells nobody else anything', async () => {
    const elsewhere = await OperatorClient.register(server, {}, { introspects: [OTHER] });
    const nosy = await OperatorClient.register(server, {}, { resources: [RESOURCE] });
    const stranger = await TestClient.register(server, {
      token_endpoint_auth_method: 'client_secret_post',
    });
    for (const client of [elsewhere, nosy]) {
      expect(await active(tokens.access_token, client)).toBe(false);
      expect(await active(tokens.refresh_token, client)).toBe(false);
    }
    expect((await ask(tokens.access_token, stranger)).body).toEqual({ active: false });
    expect((await ask(tokens.refresh_token, stranger)).body).toEqual({ active: false });
  });

  test('of a refresh token is not for a resource server', async () => {
    expect(await active(tokens.refresh_token)).toBe(false);
  });

  test('is refused to who cannot prove who they are', async () => {
    const anyone = await TestClient.register(server);
    const own = await anyone.signIn({ resource: RESOURCE });
    const asPublic = await post(server, '/token/introspection', {
      token: own.access_token,
      client_id: anyone.clientId,
    });
    expect([asPublic.status, asPublic.body.error]).toEqual([401, 'invalid_client']);
    for (const client_secret of ['wrong', '']) {
      const answer = await resourceServer.introspect(tokens.access_token, { client_secret });
      expect([answer.status, answer.body.error]).toEqual([401, 'invalid_client']);
    }
    const nobody = await post(server, '/token/introspection', { token: tokens.access_token });
    expect([nobody.status, nobody.body.error]).toEqual([400, 'invalid_request']);
  });

  test('needs a token to ask about', async () => {
    const { status, body } = await resourceServer.introspect('');
    expect([status, body.error]).toEqual([400, 'invalid_request']);
  });

  describe('says inactive of a token', () => {
    test('that is unknown, altered, or no token at all', async () => {
      const [head, payload] = tokens.access_token.split('.');
      const strange = [
        'unknown',
        'a.b.c',
        `${head}.${payload}.`,
        `${head}.${payload}.AAAA`,
        '\0',
        '{}',
      ];
      for (const token of [...strange, 'x'.repeat(20_000)]) expect(await active(token)).toBe(false);
    });

    test('that another signed, with the same claims', async () => {
      const { privateKey } = await generateKeyPair('ES256');
      const forged = await new SignJWT(claims(tokens.access_token))
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt' })
        .sign(privateKey);
      expect(await active(forged)).toBe(false);
    });

    test('that is an ID token', async () => {
      const openid = await person.signIn({ scope: 'openid mcp:read', resource: RESOURCE });
      expect((await ask(openid.id_token!, person)).body).toEqual({ active: false });
    });

    test('that was revoked', async () => {
      expect(await active(tokens.access_token)).toBe(true);
      await endGrants(tokens);
      expect(await active(tokens.access_token)).toBe(false);
      expect((await ask(tokens.refresh_token, person)).body).toEqual({ active: false });
    });

    test('that was refreshed away, while its successor is active', async () => {
      const next = await person.refresh(tokens.refresh_token);
      expect((await ask(tokens.refresh_token, person)).body).toEqual({ active: false });
      expect((await ask(next.refresh_token, person)).body.active).toBe(true);
    });

    test.each([
      [
        'whose person was disabled',
        () =>
          database.prisma.user.update({
            where: { id: server.userId },
            data: { disabledAt: new Date() },
          }),
        () =>
          database.prisma.user.update({ where: { id: server.userId }, data: { disabledAt: null } }),
      ],
      [
        'whose person is not admitted any more',
        async () => server.admit(false),
        async () => server.admit(true),
      ],
      [
        'whose client was disabled',
        () => server.storage.clients.setDisabled(person.clientId, true),
        () => server.storage.clients.setDisabled(person.clientId, false),
      ],
    ])('%s', async (_what, end, restore) => {
      expect(await active(tokens.access_token)).toBe(true);
      try {
        await end();
        expect(await active(tokens.access_token)).toBe(false);
      } finally {
        await restore();
      }
      expect(await active(tokens.access_token)).toBe(true);
    });

    test('whose consent was withdrawn', async () => {
      await database.prisma.consent.deleteMany({ where: { clientId: person.clientId } });
      expect(await active(tokens.access_token)).toBe(false);
      expect((await ask(tokens.refresh_token, person)).body).toEqual({ active: false });
    });
  });

  test('reports no scope that the person took back since', async () => {
    await database.prisma.consent.updateMany({
      where: { clientId: person.clientId },
      data: { scopes: ['mcp:read'] },
    });
    const { body } = await resourceServer.introspect(tokens.access_token);
    expect(body).toMatchObject({ active: true, scope: 'mcp:read' });
  });

  test('of a token that expires after it was asked about says inactive', async () => {
    expect(await active(tokens.access_token)).toBe(true);
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      vi.setSystemTime(Number(claims(tokens.access_token).exp) * 1000);
      expect(await active(tokens.access_token)).toBe(false);
    } finally {
      vi.useRealTimers();
    }
    expect(await active(tokens.access_token)).toBe(true);
  });

  test('of a refresh token goes by the lifetimes of today', async () => {
    const where = { clientId: person.clientId };
    const longAgo = new Date(Date.now() - 865_000_000);
    await database.prisma.grant.updateMany({ where, data: { firstUsedAt: longAgo } });
    expect((await ask(tokens.refresh_token, person)).body).toEqual({ active: false });
    expect((await person.refresh(tokens.refresh_token)).error).toBe('invalid_grant');
  });

  describe('of a token that a client got for itself', () => {
    test('is for that client and for the server of the resource', async () => {
      const client = await OperatorClient.register(server);
      const token = String((await client.token()).body.access_token);
      const expected = { active: true, ...claims(token), token_type: 'Bearer' };
      expect((await resourceServer.introspect(token)).body).toEqual(expected);
      expect((await client.introspect(token)).body).toEqual(expected);
      const other = await OperatorClient.register(server);
      expect(await active(token, other)).toBe(false);
    });

    test('says inactive once the client is disabled, removed, or may not have it any more', async () => {
      const client = await OperatorClient.register(server);
      const token = String((await client.token()).body.access_token);
      await server.storage.clients.setDisabled(client.clientId, true);
      expect(await active(token)).toBe(false);
      await server.storage.clients.setDisabled(client.clientId, false);
      expect(await active(token)).toBe(true);
      await database.prisma.client.update({
        where: { id: client.clientId },
        data: { resources: [OTHER] },
      });
      expect(await active(token)).toBe(false);
      await server.storage.clients.remove(client.clientId);
      expect(await active(token)).toBe(false);
    });
  });

  test('is in the metadata, without the method of public clients', async () => {
    const url = new URL('/.well-known/oauth-authorization-server', server.url);
    expect(await (await fetch(url)).json()).toMatchObject({
      introspection_endpoint: `${server.url}/token/introspection`,
      introspection_endpoint_auth_methods_supported: [
        'client_secret_basic',
        'client_secret_post',
        'private_key_jwt',
      ],
    });
  });

  test('makes no fault of the server’s own', () => {
    expect(server.serverErrors).toEqual([]);
  });

  async function endGrants(of: TokenAnswer): Promise<void> {
    expect((await person.revoke(of.refresh_token)).status).toBe(200);
  }
});
