import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TestClient } from '../provider/testing/test-client.ts';
import { startOwnTestServer } from '../provider/testing/own-test-server.ts';
import { RESOURCE, type TestServer } from '../provider/testing/test-server.ts';
import { consentRequest } from './consent-request.ts';
import { shownClient } from './shown-client.ts';
import { viewing } from '../storage/testing/fixtures.ts';

const HTTPS = 'https://client.example/cb';
const OTHER = 'https://evil.example/cb';
const VERIFIER = 'v'.repeat(43);
const [READ, WRITE, ADMIN] = ['mcp:read', 'mcp:write', 'mcp:admin'];

describe('a step-up', () => {
  let server: TestServer;
  let client: TestClient;
  beforeAll(async () => {
    server = await startOwnTestServer();
    const resources = await server.storage.resources.list();
    await server.storage.resources.replaceAll(
      resources.map((one) =>
        one.resource === RESOURCE
          ? { ...one, scopes: { ...one.scopes, [ADMIN]: viewing('Administer') } }
          : one,
      ),
    );
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    client = await TestClient.register(server, { redirect_uris: [HTTPS, OTHER] });
  });
  afterEach(() => server.decide({ untick: [] }));

  const asked = (scope: string, redirect_uri = HTTPS) => ({
    resource: RESOURCE,
    scope,
    redirect_uri,
  });

  /** Asks for scopes on the consent page. @returns the token answer */
  async function obtain(
    scope: string,
    untick: readonly string[] = [],
    { by = client, redirect = HTTPS, tick = [] as readonly string[] } = {},
  ) {
    server.decide({ untick, tick });
    const request = { ...asked(scope, redirect), prompt: 'consent' };
    const { response, code_verifier } = await by.authorize(request);
    const code = response.searchParams.get('code');
    if (code === null) throw new Error(response.search);
    return by.exchange({ code, code_verifier }, { redirect_uri: redirect });
  }

  /** What the consent page would show. */
  async function shown(scope: string, clientId = client.clientId, redirectUri = HTTPS) {
    const asking = (await server.provider.Client.find(clientId))!;
    const { scopes } = await consentRequest(server.storage, {
      shown: shownClient(asking),
      verification: 'https-redirect',
      userId: server.userId,
      clientId,
      resource: RESOURCE,
      redirectUri,
      openidScopes: [],
      resourceScopes: scope.split(' '),
    });
    return scopes;
  }

  const ticked = async (scope: string) =>
    (await shown(scope)).filter(({ checked }) => checked).map(({ name }) => name);

  const scopesOf = ({ scope = '' }: { readonly scope?: string }) => scope.split(' ').toSorted();

  test('has what is asked for and missing ticked, also where it was left out before', async () => {
    await obtain(`${READ} ${WRITE}`, [WRITE]);
    const [read, write] = await shown(`${READ} ${WRITE}`);
    expect(read).toMatchObject({ checked: true, alreadyAllowed: true, leftOutBefore: false });
    expect(write).toMatchObject({ checked: true, alreadyAllowed: false, leftOutBefore: true });
    expect(scopesOf(await obtain(`${READ} ${WRITE}`))).toEqual([READ, WRITE]);
    expect(await shown(WRITE)).toMatchObject([{ leftOutBefore: false, alreadyAllowed: true }]);
  });

  test('is only where a grant is used and alive: otherwise what was left out stays left out', async () => {
    server.decide({ untick: [WRITE] });
    await client.authorize(asked(`${READ} ${WRITE}`));
    expect(await ticked(`${READ} ${WRITE}`), 'a code that nobody exchanged').toEqual([READ]);

    const { refresh_token: token } = await obtain(`${READ} ${WRITE}`);
    expect(await ticked(`${READ} ${WRITE}`)).toEqual([READ, WRITE]);
    await client.revoke(token);
    expect(await ticked(`${READ} ${WRITE}`), 'a grant that was revoked').toEqual([READ]);
    const [, write] = await shown(`${READ} ${WRITE}`);
    expect(write).toMatchObject({ checked: false, leftOutBefore: true });
  });

  test('is not made of a grant that has expired', async () => {
    const { prisma } = server.storage.database;
    const where = { clientId: client.clientId };
    await obtain(READ);
    await obtain(`${READ} ${WRITE}`, [WRITE]);
    expect(await ticked(WRITE)).toEqual([READ, WRITE]);
    await prisma.grant.updateMany({ where, data: { expiresAt: new Date(0) } });
    expect(await ticked(WRITE)).toEqual([]);
  });

  test('of another client, or at another resource, counts for nothing', async () => {
    await obtain(READ);
    const other = await TestClient.register(server, { redirect_uris: [HTTPS] });
    const theirs = other.inBrowserOf(client);
    await expect(obtain(WRITE, [WRITE], { by: theirs })).rejects.toThrow('access_denied');
    const [write] = await shown(WRITE, other.clientId);
    expect(write).toMatchObject({ name: WRITE, checked: false });
    expect(await shown(WRITE, other.clientId)).toHaveLength(1);
  });

  test('what was left out is not forgotten because another scope was decided on', async () => {
    await obtain(`${READ} ${WRITE}`, [WRITE]);
    const { refresh_token: token } = await obtain(READ);
    await client.revoke(token);
    expect(await ticked(`${READ} ${WRITE}`)).toEqual([READ]);
  });

  test('that asks for the new scope alone keeps what the client has, and says so', async () => {
    await obtain(READ);
    expect(await shown(WRITE)).toMatchObject([
      { name: READ, optional: false, checked: true },
      { name: WRITE, optional: true, checked: true },
    ]);
    const answer = await obtain(WRITE);
    expect(scopesOf(answer)).toEqual([READ, WRITE]);
    const refreshed = await client.refresh(answer.refresh_token);
    expect(scopesOf(refreshed)).toEqual([READ, WRITE]);
    expect(scopesOf(await obtain(ADMIN))).toEqual([ADMIN, READ, WRITE]);
  });

  test('that is declined in part keeps the rest', async () => {
    await obtain(READ);
    expect(scopesOf(await obtain(`${WRITE} ${ADMIN}`, [ADMIN]))).toEqual([READ, WRITE]);
    expect(scopesOf(await obtain(ADMIN, [ADMIN]))).toEqual([READ, WRITE]);
  });

  test('keeps nothing where less is asked for, or a scope was taken back', async () => {
    await obtain(`${READ} ${WRITE}`);
    expect(scopesOf(await obtain(READ))).toEqual([READ]);
    await obtain(`${READ} ${WRITE}`);
    await obtain(`${WRITE} ${ADMIN}`, [WRITE]);
    expect(await shown(ADMIN)).toHaveLength(1);
    expect((await shown(`${WRITE} ${READ}`)).map(({ name }) => name).toSorted()).toEqual([
      ADMIN,
      READ,
      WRITE,
    ]);
  });

  test('that a remembered decision answers keeps what the client has, as far as was allowed there', async () => {
    await obtain(`${READ} ${WRITE}`);
    await obtain(READ);
    const url = client.authorizationUrl(asked(WRITE), VERIFIER);
    const location = new URL((await client.browse(url, 'none')).headers.get('location')!);
    const code = location.searchParams.get('code')!;
    const sent = { code, code_verifier: VERIFIER };
    const answer = await client.exchange(sent, { redirect_uri: HTTPS });
    expect(scopesOf(answer)).toEqual([READ, WRITE]);
  });

  test('of one device gives it nothing that only another device has', async () => {
    const { prisma } = server.storage.database;
    await prisma.client.update({ where: { id: client.clientId }, data: { kind: 'operator' } });
    await obtain(READ);
    await obtain(`${READ} ${ADMIN}`);
    expect((await shown(WRITE)).map(({ name }) => name)).toEqual([READ, WRITE]);
  });

  describe('at another redirect', () => {
    const there = (scope: string) => shown(scope, client.clientId, OTHER);

    test('lends nothing that was allowed at the first: it is there to be ticked, and no more', async () => {
      await obtain(READ);
      expect(await there(WRITE)).toEqual([
        expect.objectContaining({ name: WRITE, optional: true, checked: true }),
        expect.objectContaining({
          name: READ,
          optional: true,
          checked: false,
          alreadyAllowed: false,
        }),
      ]);
      const answer = await obtain(WRITE, [], { redirect: OTHER });
      expect(answer.scope).toBe(WRITE);
      const refused = obtain(ADMIN, [ADMIN], { redirect: HTTPS });
      await expect(refused, 'nor the other way round').rejects.toThrow('access_denied');
    });

    test('what was ticked is allowed there, what was not is not refused anywhere', async () => {
      await obtain(`${READ} ${WRITE}`);
      const tick = [READ];
      expect(scopesOf(await obtain(ADMIN, [], { redirect: OTHER, tick }))).toEqual([ADMIN, READ]);
      expect(await there(READ)).toMatchObject([{ alreadyAllowed: true }]);
      const both = (await shown(`${READ} ${WRITE}`)).slice(0, 2);
      expect(both.map(({ alreadyAllowed }) => alreadyAllowed)).toEqual([true, true]);
      expect(both.some(({ leftOutBefore }) => leftOutBefore)).toBe(false);
    });

    test('ticks nothing that was left out at the first', async () => {
      await obtain(`${READ} ${WRITE}`, [WRITE]);
      expect(await there(WRITE)).toMatchObject([
        { name: WRITE, checked: false, leftOutBefore: true },
        { name: READ, checked: false },
      ]);
      expect(await ticked(WRITE)).toEqual([READ, WRITE]);
    });
  });
});
