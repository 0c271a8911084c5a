import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startOwnTestServer } from '../provider/testing/own-test-server.ts';
import { TestClient } from '../provider/testing/test-client.ts';
import { type Decision, RESOURCE, type TestServer } from '../provider/testing/test-server.ts';
import { viewing } from '../storage/testing/fixtures.ts';

const HTTPS = 'https://client.example/cb';
const VERIFIER = 'v'.repeat(43);
const [READ, WRITE, ADMIN] = ['mcp:read', 'mcp:write', 'mcp:admin'];
const BOTH = `${READ} ${WRITE}`;

describe('a scope that the operator requires', () => {
  let server: TestServer;
  let client: TestClient;
  beforeAll(async () => {
    server = await startOwnTestServer();
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    await require(READ);
    server.withhold();
    client = await TestClient.register(server, { redirect_uris: [HTTPS] });
  });

  async function require(...required: readonly string[]) {
    const resources = await server.storage.resources.list();
    const terms = (name: string) => ({ ...viewing(name), required: required.includes(name) });
    const scopes = Object.fromEntries([READ, WRITE, ADMIN].map((name) => [name, terms(name)]));
    await server.storage.resources.replaceAll(
      resources.map((one) => (one.resource === RESOURCE ? { ...one, scopes } : one)),
    );
  }
  async function obtain(scope: string, decision: Exclude<Decision, 'deny'> = { untick: [] }) {
    server.decide(decision);
    const request = { resource: RESOURCE, scope, redirect_uri: HTTPS, prompt: 'consent' };
    const { response, code_verifier } = await client.authorize(request);
    const code = response.searchParams.get('code');
    if (code === null) throw new Error(response.search);
    return client.exchange({ code, code_verifier }, { redirect_uri: HTTPS });
  }
  const decided = () => server.storage.consents.find(server.userId, client.clientId, RESOURCE, '');

  test('is allowed with the rest, whatever a form leaves unticked', async () => {
    expect((await obtain(BOTH, { untick: [READ] })).scope).toBe(BOTH);
    expect(await decided()).toMatchObject({ refused: [] });
    expect((await obtain(BOTH, { untick: [READ, WRITE] })).scope).toBe(READ);
    expect(await decided()).toMatchObject({ scopes: [READ], refused: [WRITE] });
  });

  test('is allowed to nobody who did not ask for it, whatever a form has ticked', async () => {
    expect((await obtain(WRITE, { untick: [], tick: [READ, ADMIN] })).scope).toBe(WRITE);
    expect(await decided()).toMatchObject({ scopes: [WRITE] });
  });

  test('is not allowed to somebody who may not have it', async () => {
    server.withhold(READ);
    expect((await obtain(BOTH)).scope).toBe(WRITE);
  });

  test('changes nothing about what was allowed before it was required', async () => {
    await require();
    const { refresh_token: token } = await obtain(BOTH, { untick: [READ] });
    await require(READ);
    expect((await client.refresh(token)).scope).toBe(WRITE);
    const asked = { resource: RESOURCE, scope: WRITE, redirect_uri: HTTPS };
    const answer = await client.browse(client.authorizationUrl(asked, VERIFIER), 'none');
    const code = new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const sent = { code, code_verifier: VERIFIER };
    expect((await client.exchange(sent, { redirect_uri: HTTPS })).scope).toBe(WRITE);
  });
});
