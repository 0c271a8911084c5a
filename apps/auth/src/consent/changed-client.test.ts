import { describeEachDatabase } from '@gatehouse/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { documentHosts, POLICY } from '../documents/documents.fixture.ts';
import { TestClient } from '../provider/testing/test-client.ts';
import { RESOURCE, startTestServer, type TestServer } from '../provider/testing/test-server.ts';
import { consentRequest } from './consent-request.ts';
import { shownClient } from './shown-client.ts';

const ONE = 'https://client.example/cb';
const TWO = 'https://other.example/cb';
const VERIFIER = 'v'.repeat(43);
const REGISTERED = { client_name: 'Quill', redirect_uris: [ONE, TWO] };
const DOCUMENT = {
  ...REGISTERED,
  client_id: 'https://client.example/client.json',
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
};
const FRESH = { etag: null, lastModified: null, freshFor: 300 };

describe('how a client looks', () => {
  const client = {
    clientId: 'https://client.example/client.json',
    clientName: 'Quill',
    clientAuthMethod: 'private_key_jwt',
    jwksUri: 'https://client.example/jwks.json',
    jwks: undefined,
  } as const;
  const keys = (kid: string) => ({ keys: [{ kty: 'EC', kid }] });

  test.each([
    ['its name', { clientName: 'Qui11' }],
    ['giving up its proof', { clientAuthMethod: 'none' }],
    ['where its keys are', { jwksUri: 'https://other.example/jwks.json' }],
    ['bringing its keys along', { jwksUri: undefined, jwks: keys('a') }],
  ] as const)('is changed by %s', (_, change) => {
    expect(shownClient({ ...client, ...change })).not.toBe(shownClient(client));
  });

  test('is changed by other keys in its metadata, and not by those at its address', () => {
    const [a, b] = [keys('a'), keys('b')];
    const inline = { ...client, jwksUri: undefined };
    expect(shownClient({ ...inline, jwks: b })).not.toBe(shownClient({ ...inline, jwks: a }));
    expect(shownClient({ ...client, jwks: b })).toBe(shownClient({ ...client, jwks: a }));
  });

  test('is not changed by the way in which it sends its secret', () => {
    const basic = {
      ...client,
      jwksUri: undefined,
      clientAuthMethod: 'client_secret_basic',
    } as const;
    const post = { ...basic, clientAuthMethod: 'client_secret_post' } as const;
    expect(shownClient(post)).toBe(shownClient(basic));
  });
});

describeEachDatabase('a client that has changed', (open) => {
  let server: TestServer;
  let client: TestClient;
  beforeAll(async () => {
    // Nothing is read: what is stored is fresh.
    const documents = { policy: POLICY, get: documentHosts().get };
    server = await startTestServer(await open(), {}, undefined, { documents });
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    client = await TestClient.register(server, REGISTERED);
  });

  const asked = (redirect_uri: string, params: Record<string, string> = {}) => ({
    resource: RESOURCE,
    scope: 'mcp:read',
    redirect_uri,
    ...params,
  });

  async function allow(by: TestClient, redirect_uri = ONE, params?: Record<string, string>) {
    const request = asked(redirect_uri, { prompt: 'consent', ...params });
    const { response, code_verifier } = await by.authorize(request);
    return by.exchange(
      { code: response.searchParams.get('code')!, code_verifier },
      { redirect_uri },
    );
  }

  /** Where a request that the user opens leads: `code`, `page`, `held`, or an error at the client. */
  async function next(by: TestClient, redirect_uri = ONE, params = {}): Promise<string> {
    const url = by.authorizationUrl(asked(redirect_uri, params), VERIFIER);
    const location = (await by.browse(url, 'none')).headers.get('location');
    if (location === null) return 'held';
    const { pathname, searchParams } = new URL(location, server.url);
    if (pathname.startsWith('/interaction/')) return 'page';
    return searchParams.get('error') ?? (searchParams.has('code') ? 'code' : location);
  }

  /** It replaces what it registered (RFC 7592). */
  async function becomes(change: object): Promise<void> {
    const { storage } = server;
    const metadata = (await storage.clients.find(client.clientId))!;
    await storage.clients.save({ ...metadata, ...change }, 'dynamic');
  }

  const page = async (redirectUri: string, scope = 'mcp:read') =>
    consentRequest(server.storage, {
      userId: server.userId,
      clientId: client.clientId,
      resource: RESOURCE,
      resourceScopes: scope.split(' '),
      openidScopes: [],
      redirectUri,
      verification: 'https-redirect',
      shown: shownClient((await server.provider.Client.find(client.clientId))!),
    });

  test('asks again, once, and the page says why', async () => {
    await allow(client);
    expect(await next(client)).toBe('code');
    expect((await page(ONE)).changed).toBe(false);
    await becomes({ client_name: 'Qui11' });
    expect(await next(client)).toBe('page');
    expect(await page(ONE)).toMatchObject({ changed: true, scopes: [{ alreadyAllowed: false }] });
    await allow(client);
    expect(await next(client)).toBe('code');
    expect((await page(ONE)).changed).toBe(false);
  });

  test('asks at each redirect again, whichever was decided on since', async () => {
    await allow(client, ONE);
    await becomes({ client_name: 'Qui11' });
    await allow(client, TWO);
    expect([await next(client, ONE), await next(client, TWO)]).toEqual(['page', 'code']);
    await allow(client, ONE);
    expect([await next(client, ONE), await next(client, TWO)]).toEqual(['code', 'code']);
  });

  test('asks again where it proves itself no more, or at last', async () => {
    await allow(client);
    await becomes({
      token_endpoint_auth_method: 'client_secret_post',
      client_secret: 's'.repeat(43),
    });
    expect(await next(client)).toBe('page');
  });

  test('asks nobody again for what is no part of how it looks', async () => {
    await allow(client);
    await becomes({ software_version: '2', contacts: ['q@client.example'], redirect_uris: [ONE] });
    expect(await next(client)).toBe('code');
  });

  test('lends nothing of before to a step-up: it is there to be ticked', async () => {
    await allow(client);
    await becomes({ client_name: 'Qui11' });
    const { scopes } = await page(ONE, 'mcp:write');
    expect(scopes).toMatchObject([
      { name: 'mcp:write', alreadyAllowed: false },
      { name: 'mcp:read', optional: true, checked: false, alreadyAllowed: false },
    ]);
  });

  test('keeps the tokens that it has, and errors still go where somebody agreed to', async () => {
    const { refresh_token: token } = await allow(client);
    await becomes({ client_name: 'Qui11' });
    expect(await client.refresh(token)).toMatchObject({ status: 200, scope: 'mcp:read' });
    expect(await next(client, ONE, { code_challenge_method: 'plain' })).toBe('invalid_request');
  });

  test('since a version that did not write down how it looked asks again, and no other', async () => {
    const forget = () =>
      server.storage.database.prisma.consent.updateMany({
        where: { clientId: client.clientId },
        data: { shown: null },
      });
    await allow(client);
    await forget();
    expect(await next(client)).toBe('code');
    await becomes({ client_name: 'Qui11' });
    expect(await next(client)).toBe('page');
    await allow(client);
    await forget();
    expect(await next(client)).toBe('code');
  });

  test('asks again where it is its document that has changed, whoever registered it', async () => {
    const { clientDocuments } = server.storage;
    await clientDocuments.fetched(DOCUMENT, FRESH);
    const described = TestClient.ofDocument(server, DOCUMENT.client_id);
    const tokens = await allow(described);
    expect(await next(described)).toBe('code');
    await clientDocuments.fetched({ ...DOCUMENT, tos_uri: ONE }, FRESH);
    expect(await next(described)).toBe('code');
    await clientDocuments.fetched({ ...DOCUMENT, client_name: 'Qui11' }, FRESH);
    expect(await next(described)).toBe('page');
    expect(await described.refresh(tokens.refresh_token)).toMatchObject({ status: 200 });
    await allow(described);
    const copy = { ...DOCUMENT, client_name: 'Copy' };
    await clientDocuments.byOperator(copy, FRESH, { pinned: true });
    expect(await next(described)).toBe('page');
  });

  test('with a document that the operator named is held like any other stranger', async () => {
    const client_id = 'https://client.example/named.json';
    await server.storage.clientDocuments.byOperator({ ...DOCUMENT, client_id }, FRESH, {
      pinned: true,
    });
    const named = TestClient.ofDocument(server, client_id);
    expect(await next(named, ONE, { code_challenge_method: 'plain' })).toBe('held');
    expect(await next(named, TWO, { prompt: 'none' })).toBe('login_required');
  });
});
