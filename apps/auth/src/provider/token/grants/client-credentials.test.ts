import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OperatorClient, post } from '../../testing/operator-client.ts';
import { FailingStatements } from '../../../storage/testing/failing-statements.ts';
import { claims, register, TestClient } from '../../testing/test-client.ts';
import { RESOURCE, startTestServer, type TestServer } from '../../testing/test-server.ts';

const OTHER = 'https://rs256.example/mcp';

describeEachDatabase('a token that a client gets for itself', (open) => {
  let database: Database;
  let server: TestServer;
  beforeAll(async () => {
    database = await open();
    server = await startTestServer(database);
  });
  afterAll(() => server.close());

  test('is for the resource that was asked for, named by its canonical spelling', async () => {
    const client = await OperatorClient.register(server, {}, { resources: [RESOURCE, OTHER] });
    const alias = await client.token({ resource: `${RESOURCE}/` });
    expect([alias.status, claims(String(alias.body.access_token)).aud]).toEqual([200, RESOURCE]);
    const other = await client.token({ resource: OTHER });
    expect(claims(String(other.body.access_token)).aud).toBe(OTHER);
  });

  test('is for the first resource of the client where none was asked for', async () => {
    const client = await OperatorClient.register(server, {}, { resources: [OTHER, RESOURCE] });
    const { body } = await client.token();
    expect(claims(String(body.access_token)).aud).toBe(OTHER);
  });

  test('names the client as nobody’s person can be named, and no grant', async () => {
    const client = await OperatorClient.register(server);
    const { body, headers } = await client.token();
    expect(body).toEqual({
      access_token: expect.any(String),
      expires_in: 600,
      scope: 'mcp:read mcp:write',
      token_type: 'Bearer',
    });
    expect(headers.get('cache-control')).toBe('no-store');
    const token = claims(String(body.access_token));
    expect(token).toEqual({
      iss: server.url,
      aud: RESOURCE,
      sub: `client:${client.clientId}`,
      client_id: client.clientId,
      scope: 'mcp:read mcp:write',
      jti: expect.any(String),
      iat: expect.any(Number),
      exp: Number(token.iat) + 600,
    });
    expect(server.userId).toMatch(/^usr_[\w-]+$/);
  });

  test('has the scopes that were asked for and allowed, and the answer names them', async () => {
    const limited = await OperatorClient.register(server, { scope: 'mcp:read old:read' });
    expect((await limited.token()).body.scope).toBe('mcp:read');
    const asked = await limited.token({ scope: ' mcp:write  mcp:read unheard-of openid ' });
    expect([asked.status, asked.body.scope]).toEqual([200, 'mcp:read']);
    const free = await OperatorClient.register(server);
    expect((await free.token({ scope: 'mcp:write' })).body.scope).toBe('mcp:write');
  });

  test.each(['unheard-of', 'openid', 'mcp:write'])(
    'is refused where %s was all that was asked for',
    async (scope) => {
      const limited = await OperatorClient.register(server, { scope: 'mcp:read' });
      const { status, body } = await limited.token({ scope });
      expect([status, body.error]).toEqual([400, 'invalid_scope']);
    },
  );

  test.each([
    ['a resource that is not the client’s', { resource: OTHER }],
    ['a resource that is not ours', { resource: 'https://elsewhere.example/' }],
    ['no URI at all', { resource: 'mcp' }],
    ['two resources', { resource: [RESOURCE, OTHER] }],
  ])('is refused for %s', async (_what, params) => {
    const client = await OperatorClient.register(server);
    const { status, body } = await client.token(params);
    expect([status, body.error]).toEqual([400, 'invalid_target']);
  });

  test('is refused to a client that was given no resource', async () => {
    const client = await OperatorClient.register(server, {}, {});
    const { status, body } = await client.token();
    expect([status, body.error]).toEqual([400, 'invalid_target']);
  });

  test('is refused to a client that registered itself, whatever it registers', async () => {
    const response = await register(server, {
      grant_types: ['client_credentials', 'authorization_code'],
      token_endpoint_auth_method: 'client_secret_post',
      operator_terms: { resources: [RESOURCE], introspects: [RESOURCE] },
    });
    const { client_id, client_secret, ...registered } = (await response.json()) as Record<
      string,
      string
    >;
    expect(registered.grant_types).toEqual(['authorization_code']);
    expect(registered).not.toHaveProperty('operator_terms');
    const answer = await post(server, '/token', {
      grant_type: 'client_credentials',
      client_id: client_id!,
      client_secret: client_secret!,
    });
    expect([answer.status, answer.body.error]).toEqual([400, 'unauthorized_client']);
    // Not even where its row said otherwise.
    await database.prisma.client.update({
      where: { id: client_id! },
      data: {
        resources: [RESOURCE],
        metadata: {
          client_id,
          grant_types: ['client_credentials'],
          redirect_uris: ['http://127.0.0.1:1/cb'],
        } as never,
      },
    });
    const again = await post(server, '/token', {
      grant_type: 'client_credentials',
      client_id: client_id!,
      client_secret: client_secret!,
    });
    expect([again.status, again.body.error]).toEqual([400, 'unauthorized_client']);
  });

  test('is refused to a public client, and to one without the grant type', async () => {
    const anyone = await OperatorClient.register(server, { token_endpoint_auth_method: 'none' });
    const grant = { grant_type: 'client_credentials', client_id: anyone.clientId };
    const answer = await post(server, '/token', grant);
    expect([answer.status, answer.body.error]).toEqual([400, 'unauthorized_client']);
    const other = await OperatorClient.register(server, { grant_types: [] });
    expect((await other.token()).body.error).toBe('unauthorized_client');
  });

  test('needs the secret, in the body or in the header', async () => {
    const client = await OperatorClient.register(server);
    const grant = { grant_type: 'client_credentials' };
    const basic = await post(server, '/token', grant, client);
    expect(basic.status).toBe(200);
    const wrong = await post(server, '/token', grant, {
      clientId: client.clientId,
      secret: 'wrong',
    });
    expect([wrong.status, wrong.body.error]).toEqual([401, 'invalid_client']);
    expect(wrong.headers.get('www-authenticate')).toMatch(/^Basic /);
    const without = await post(server, '/token', { ...grant, client_id: client.clientId });
    expect([without.status, without.body.error]).toEqual([401, 'invalid_client']);
  });

  test('is refused to a disabled client with 401, and given again when it is enabled', async () => {
    const client = await OperatorClient.register(server);
    await server.storage.clients.setDisabled(client.clientId, true);
    const { status, body } = await client.token();
    expect([status, body.error]).toEqual([401, 'invalid_client']);
    await server.storage.clients.setDisabled(client.clientId, false);
    expect((await client.token()).status).toBe(200);
  });

  test('costs one query and stores nothing', async () => {
    const client = await OperatorClient.register(server);
    const before = await database.prisma.artifact.count();
    const counted = FailingStatements.in(database);
    await client.token();
    expect(counted.statements).toEqual(['client_and_resources']);
    expect(await database.prisma.artifact.count()).toBe(before);
  });

  test('is offered in the metadata only where it is on', async () => {
    const metadata = async ({ url }: { readonly url: string }) =>
      (await (
        await fetch(new URL('/.well-known/oauth-authorization-server', url))
      ).json()) as Record<string, string[]>;
    expect((await metadata(server)).grant_types_supported).toContain('client_credentials');
    const off = await startTestServer(await open(), {}, undefined, { clientCredentials: false });
    try {
      expect((await metadata(off)).grant_types_supported).not.toContain('client_credentials');
      const client = await OperatorClient.register(off);
      const { status, body } = await client.token();
      expect([status, body.error]).toEqual([400, 'unsupported_grant_type']);
      // The client goes on with whatever else it may do.
      expect((await client.introspect('x')).body).toEqual({ active: false });
    } finally {
      await off.close();
    }
  });

  test('has the same bounds as the tokens that people give the client', async () => {
    const person = await TestClient.register(server);
    const uri = { redirect_uris: ['http://127.0.0.1:1/cb'], client_id: person.clientId };
    await server.storage.clients.save(
      {
        ...uri,
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: 'none',
        scope: 'mcp:read',
      },
      'operator',
      { resources: [RESOURCE] },
    );
    await database.prisma.client.update({
      where: { id: person.clientId },
      data: { kind: 'operator' },
    });
    expect((await person.signIn({ resource: RESOURCE })).scope).toBe('mcp:read');
    const { response } = await person.authorize({ resource: OTHER });
    expect(response.searchParams.get('error')).toBe('invalid_target');
  });

  test('makes no fault of the server’s own', () => {
    expect(server.serverErrors).toEqual([]);
  });
});
