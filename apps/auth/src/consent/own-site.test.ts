import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ofType } from '../events/testing/told-events.ts';
import { CROSS_SITE } from '../provider/testing/navigation.ts';
import { claims, TestClient } from '../provider/testing/test-client.ts';
import { startOwnTestServer } from '../provider/testing/own-test-server.ts';
import { RESOURCE, type TestServer } from '../provider/testing/test-server.ts';

const HTTPS = 'https://app.example/cb';
const OTHER = 'https://rs256.example/mcp';
const VERIFIER = 'v'.repeat(43);

let server: TestServer;
beforeAll(async () => {
  server = await startOwnTestServer();
});
afterAll(() => server.close());

type Params = Record<string, string | undefined>;
type Terms = { silent?: boolean; trusted?: boolean; resources?: string[] };

/** A client with a secret that the operator registered. */
async function operators(terms: Terms, metadata: object = {}): Promise<TestClient> {
  const client = await TestClient.register(server, {
    redirect_uris: [HTTPS, 'https://app.example/other', 'http://127.0.0.1:1/cb'],
    token_endpoint_auth_method: 'client_secret_post',
    ...metadata,
  });
  const data = { kind: 'operator' as const, ...terms };
  await server.storage.database.prisma.client.update({ where: { id: client.clientId }, data });
  return client;
}

const ASKED = { resource: RESOURCE, scope: 'openid mcp:read', redirect_uri: HTTPS };

/** Where a request leads: `code`, an error, `page`, or `sign-in` for somebody who is not signed in. */
async function next(
  client: TestClient,
  params: Params = {},
  headers: Readonly<Record<string, string>> = CROSS_SITE,
): Promise<string> {
  const url = client.authorizationUrl({ ...ASKED, ...params }, VERIFIER);
  const { location = '' } = await client.navigate(url, headers);
  const target = new URL(location, server.url);
  if (!target.pathname.startsWith('/interaction/')) {
    return target.searchParams.has('code') ? 'code' : (target.searchParams.get('error') ?? '');
  }
  const interaction = await server.storage.artifacts.find(
    'Interaction',
    target.pathname.split('/')[2] ?? '',
  );
  return promptOf(interaction) === 'login' ? 'sign-in' : 'page';
}

const promptOf = (interaction: unknown) =>
  (interaction as { prompt?: { name?: string } } | undefined)?.prompt?.name;

/** Signs in with another, self-registered client. @returns `client` in the same browser */
async function signedIn(client: TestClient): Promise<TestClient> {
  const other = await TestClient.register(server);
  await other.obtainCode();
  return client.inBrowserOf(other);
}

const decisionOf = (client: TestClient, resource: string) =>
  server.storage.consents.find(server.userId, client.clientId, resource, '');

describe('a silent client', () => {
  let client: TestClient;
  beforeAll(async () => {
    client = await operators({ silent: true });
    await client.authorize(ASKED);
  });

  test('is answered from another site, for what was allowed before', async () => {
    server.happened.length = 0;
    expect(await next(client)).toBe('code');
    expect(ofType(server.happened, 'consent_reused')).toMatchObject([
      { by: 'decision', clientId: client.clientId, userId: server.userId },
    ]);
    expect(ofType(server.happened, 'consent_given')).toEqual([]);
    expect(await next(client, {}, { ...CROSS_SITE, 'sec-fetch-site': 'same-site' })).toBe('code');
    expect(await next(client, { prompt: 'none' })).toBe('code');
  });

  test.each([
    ['a frame', { 'sec-fetch-dest': 'iframe' }],
    ['an image', { 'sec-fetch-dest': 'image', 'sec-fetch-mode': 'no-cors' }],
    ['a script that fetches', { 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors' }],
    ['a form that a script reads', { 'sec-fetch-mode': 'cors' }],
    ['a browser that does not say what for', { 'sec-fetch-dest': '' }],
    ['a browser that does not say how', { 'sec-fetch-mode': '' }],
  ])('is not answered to %s', async (_what, said) => {
    const headers = Object.fromEntries(
      Object.entries({ ...CROSS_SITE, ...said }).filter(([, value]) => value !== ''),
    );
    server.happened.length = 0;
    expect(await next(client, {}, headers)).toBe('page');
    expect(await next(client, { prompt: 'none' }, headers)).toBe('consent_required');
    expect(ofType(server.happened, 'consent_reused')).toEqual([]);
  });

  test('is not answered for more than was allowed, on loopback, or where it asks for the page', async () => {
    expect(await next(client, { scope: 'openid mcp:read mcp:write' })).toBe('page');
    expect(await next(client, { resource: OTHER, scope: 'old:read' })).toBe('page');
    expect(await next(client, { redirect_uri: 'http://127.0.0.1:1/cb' })).toBe('page');
    expect(await next(client, { prompt: 'consent' })).toBe('page');
  });

  test('is asked about where nobody has decided yet, and signs in who is signed out', async () => {
    const undecided = await signedIn(await operators({ silent: true }));
    expect(await next(undecided)).toBe('page');
    expect(await next(client.inAnotherBrowser())).toBe('sign-in');
    expect(await next(client.inAnotherBrowser(), { prompt: 'none' })).toBe('login_required');
  });

  test.each([
    ['has no flag', {}, {}],
    ['is public', { silent: true }, { token_endpoint_auth_method: 'none' }],
  ])('that %s shows the page', async (_what, terms, metadata) => {
    const cautious = await operators(terms, metadata);
    await cautious.authorize(ASKED);
    expect(await next(cautious)).toBe('page');
    expect(await next(cautious, { prompt: 'none' })).toBe('consent_required');
  });

  test('that registered itself shows the page, whatever its row says', async () => {
    const own = await TestClient.register(server, { redirect_uris: [HTTPS] });
    const data = { silent: true, trusted: true };
    await server.storage.database.prisma.client.update({ where: { id: own.clientId }, data });
    await own.authorize(ASKED);
    expect(await next(own)).toBe('page');
  });
});

describe('a trusted client', () => {
  const trusted = () => operators({ trusted: true, resources: [RESOURCE] });

  test('is answered without a page, and what was allowed is written down', async () => {
    const client = await signedIn(await trusted());
    server.happened.length = 0;
    expect(await next(client)).toBe('code');
    expect(ofType(server.happened, 'consent_reused')).toMatchObject([
      { by: 'operator', clientId: client.clientId, resource: RESOURCE },
    ]);
    expect(await decisionOf(client, RESOURCE)).toMatchObject({
      scopes: expect.arrayContaining(['openid', 'mcp:read']),
      refused: [],
    });
    expect(await next(client, { resource: undefined, scope: 'openid email' })).toBe('code');
    expect((await decisionOf(client, ''))?.scopes.toSorted()).toEqual(['email', 'openid']);
  });

  test('gets tokens that end when the decision is taken back, and is asked about from then on', async () => {
    const client = await signedIn(await trusted());
    const url = client.authorizationUrl(ASKED, VERIFIER);
    const { location = '' } = await client.navigate(url, CROSS_SITE);
    const code = new URL(location).searchParams.get('code')!;
    const tokens = await client.exchange(
      { code, code_verifier: VERIFIER },
      { redirect_uri: HTTPS },
    );
    expect(claims(tokens.access_token)).toMatchObject({ aud: RESOURCE, scope: 'mcp:read' });
    await server.storage.database.prisma.consent.deleteMany({
      where: { clientId: client.clientId },
    });
    expect((await client.refresh(tokens.refresh_token)).error).toBe('invalid_grant');
    expect(await next(client)).toBe('page');
    expect(await next(client, { prompt: 'none' })).toBe('consent_required');
    expect(await decisionOf(client, RESOURCE)).toBeUndefined();
  });

  test('waits for who is signed out, or has to sign in again, and writes nothing before', async () => {
    const client = await trusted();
    expect(await next(client)).toBe('sign-in');
    const here = await signedIn(client);
    expect(await next(here, { prompt: 'login' })).toBe('sign-in');
    expect(await decisionOf(client, RESOURCE)).toBeUndefined();
    expect(await next(here, { prompt: 'none' })).toBe('code');
  });

  test('is answered after signing in, without a page in between', async () => {
    const client = await trusted();
    let url = client.authorizationUrl(ASKED, VERIFIER);
    const seen: string[] = [];
    while (url.startsWith(server.url)) {
      const { location = '' } = await client.navigate(url, CROSS_SITE);
      url = new URL(location, server.url).href;
      seen.push(new URL(url).pathname.split('/')[1]!);
    }
    expect(seen).toEqual(['interaction', 'auth', 'cb']);
    expect(new URL(url).searchParams.has('code')).toBe(true);
  });

  test('is asked about at a resource that the operator did not name for it', async () => {
    const identity = await signedIn(await operators({ trusted: true }));
    expect(await next(identity)).toBe('page');
    expect(await next(identity, { resource: undefined, scope: 'openid' })).toBe('code');
    expect(
      await next(await signedIn(await trusted()), { resource: OTHER, scope: 'old:read' }),
    ).toBe('invalid_target');
  });

  test('is asked about a scope that the person refused, and after all was taken back', async () => {
    const client = await signedIn(await trusted());
    const decided = { userId: server.userId, clientId: client.clientId, resource: RESOURCE };
    const { consents } = server.storage;
    await consents.remember({ ...decided, scopes: ['openid'], refused: ['mcp:write'] }, 3600);
    expect(await next(client)).toBe('code');
    expect((await decisionOf(client, RESOURCE))?.refused).toEqual(['mcp:write']);
    expect(await next(client, { scope: 'openid mcp:write' })).toBe('page');

    const all = ['openid', 'mcp:read', 'mcp:write'];
    await consents.remember({ ...decided, scopes: [], refused: all }, 3600);
    expect(await next(client)).toBe('page');
    expect(await next(client, { prompt: 'none' })).toBe('consent_required');
    expect((await decisionOf(client, RESOURCE))?.scopes).toEqual([]);
  });

  test('is asked about where it wants the page, where the answer goes to loopback, and in a frame', async () => {
    const client = await signedIn(await trusted());
    expect(await next(client, { prompt: 'consent' })).toBe('page');
    expect(await next(client, { redirect_uri: 'http://127.0.0.1:1/cb' })).toBe('page');
    expect(await next(client, {}, { ...CROSS_SITE, 'sec-fetch-dest': 'iframe' })).toBe('page');
    expect(await next(client, {}, {})).toBe('page');
    expect(await decisionOf(client, RESOURCE)).toBeUndefined();
  });
});
