import type { Database } from '@gatehouse/database';
import { openTestDatabase } from '@gatehouse/database/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { TestClient } from './testing/test-client.ts';
import { startTestServer, type TestServer } from './testing/test-server.ts';

let database: Database;
let server: TestServer;
beforeAll(async () => {
  database = await openTestDatabase('embedded');
  server = await startTestServer(database);
});
afterAll(async () => {
  await server?.close();
  await database?.close();
});
beforeEach(() => {
  server.usedClients.length = 0;
});

test('a client is used when it gets a token, not when it registers or fails', async () => {
  const client = await TestClient.register(server, {
    token_endpoint_auth_method: 'client_secret_post',
  });
  expect(server.usedClients).toEqual([]);
  const { refresh_token: token } = await client.signIn();
  expect(server.usedClients).toEqual([client.clientId]);
  await client.refresh(token);
  expect(server.usedClients).toEqual([client.clientId, client.clientId]);
  expect((await client.refresh('no token')).status).toBe(400);
  expect((await client.refresh(token, { client_secret: 'wrong' })).status).toBe(401);
  expect(server.usedClients).toHaveLength(2);
});

test('a server that asks about tokens is used, too, and nobody who may not ask', async () => {
  const client = await TestClient.register(server, {
    token_endpoint_auth_method: 'client_secret_post',
  });
  const ask = (secret: string) =>
    fetch(new URL('/token/introspection', server.url), {
      method: 'POST',
      body: new URLSearchParams({ client_id: client.clientId, client_secret: secret, token: 'x' }),
    });
  expect((await ask('wrong')).status).toBe(401);
  expect(server.usedClients).toEqual([]);
  expect((await ask(client.secret!)).status).toBe(200);
  expect(server.usedClients).toEqual([client.clientId]);
});
