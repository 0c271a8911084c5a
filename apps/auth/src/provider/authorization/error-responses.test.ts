import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { REDIRECT_URI, TestClient } from '../testing/test-client.ts';
import { startOwnTestServer } from '../testing/own-test-server.ts';
import { RESOURCE, type TestServer } from '../testing/test-server.ts';

const REQUEST = { resource: RESOURCE, state: 'a state' };
const BROKEN = { ...REQUEST, code_challenge: undefined };

describe('an error response', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startOwnTestServer();
  });
  afterAll(() => server.close());

  function ask(client: TestClient, params: Record<string, string | undefined> = BROKEN) {
    return client.browse(client.authorizationUrl(params, 'v'.repeat(43)));
  }

  test('to a client that registered itself is a page, with the error in its link', async () => {
    const response = await ask(await TestClient.register(server));
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
    const target = new URL(/href="([^"]+)"/.exec(await response.text())![1]!);
    expect(target.href.startsWith(REDIRECT_URI)).toBe(true);
    expect(Object.fromEntries(target.searchParams)).toMatchObject({
      error: 'invalid_request',
      state: 'a state',
      iss: server.url,
    });
  });

  test('in a fragment is held like one in a query', async () => {
    const client = await TestClient.register(server);
    const response = await ask(client, { ...BROKEN, response_mode: 'fragment' });
    expect(response.headers.get('location')).toBeNull();
    expect(await response.text()).toContain('#error=invalid_request');
  });

  test('goes straight where the person who is signed in has agreed to the client', async () => {
    const client = await TestClient.register(server);
    await client.signIn();
    const response = await ask(client);
    expect(response.status).toBe(303);
    const location = new URL(response.headers.get('location')!);
    expect(location.searchParams.get('error')).toBe('invalid_request');
  });

  test('does not go straight because somebody agreed in another browser, or to another client', async () => {
    const client = await TestClient.register(server);
    await client.signIn();
    expect((await ask(client.inAnotherBrowser())).headers.get('location')).toBeNull();
    const other = await TestClient.register(server);
    expect((await ask(other.inBrowserOf(client))).headers.get('location')).toBeNull();
  });

  test('does not go straight for an agreement that has ended, or allowed nothing', async () => {
    const client = await TestClient.register(server);
    await client.signIn();
    const { prisma } = server.storage.database;
    const where = { clientId: client.clientId };
    await prisma.consent.updateMany({ where, data: { scopes: [] } });
    expect((await ask(client)).headers.get('location')).toBeNull();
    await prisma.consent.updateMany({
      where,
      data: { scopes: ['mcp:read'], expiresAt: new Date(0) },
    });
    expect((await ask(client)).headers.get('location')).toBeNull();
  });

  test('goes straight to a client of the operator', async () => {
    const client = await TestClient.register(server);
    const { prisma } = server.storage.database;
    await prisma.client.update({ where: { id: client.clientId }, data: { kind: 'operator' } });
    expect((await ask(client)).status).toBe(303);
  });

  test('to prompt=none goes straight, since nobody is there to read a page', async () => {
    const response = await ask(await TestClient.register(server), { ...REQUEST, prompt: 'none' });
    expect(response.status).toBe(303);
    const location = new URL(response.headers.get('location')!);
    expect(location.searchParams.get('error')).toBe('login_required');
  });

  test.each(['none login', 'none none', 'NONE'])('prompt=%s is no such request', async (prompt) => {
    const response = await ask(await TestClient.register(server), { ...BROKEN, prompt });
    expect(response.headers.get('location')).toBeNull();
  });
});
