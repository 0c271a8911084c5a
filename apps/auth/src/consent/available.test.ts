import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ofType } from '../events/testing/told-events.ts';
import { CROSS_SITE } from '../provider/testing/navigation.ts';
import { OperatorClient } from '../provider/testing/operator-client.ts';
import { claims, TestClient, type TokenAnswer } from '../provider/testing/test-client.ts';
import { RESOURCE, startTestServer, type TestServer } from '../provider/testing/test-server.ts';

const HTTPS = 'https://app.example/cb';
const [READ, WRITE] = ['mcp:read', 'mcp:write'];
const ASKED = { resource: RESOURCE, scope: `${READ} ${WRITE}`, redirect_uri: HTTPS };
const REFUSED = 'error=access_denied&error_description=the+person+may+not+have+any';
const VERIFIER = 'v'.repeat(43);

describeEachDatabase('a scope that its user may not have', (open) => {
  let database: Database;
  let server: TestServer;
  let client: TestClient;
  beforeAll(async () => {
    database = await open();
    server = await startTestServer(database);
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    server.withhold();
    server.decide({ untick: [] });
    server.happened.length = 0;
    client = await TestClient.register(server, { redirect_uris: [HTTPS] });
  });

  async function obtain(params: Record<string, string> = {}, by = client): Promise<TokenAnswer> {
    const code = await by.obtainCode({ ...ASKED, ...params });
    return by.exchange(code, { redirect_uri: HTTPS });
  }
  const decision = () => server.storage.consents.find(server.userId, client.clientId, RESOURCE, '');
  const grantOf = (tokens: TokenAnswer) =>
    database.prisma.grant.findUniqueOrThrow({
      where: { id: String(claims(tokens.access_token).gid) },
    });

  describe('at the consent page', () => {
    test('is not granted, whatever a form says is ticked', async () => {
      server.withhold(WRITE);
      server.decide({ untick: [], tick: [WRITE] });
      const tokens = await obtain();
      expect(tokens.scope).toBe(READ);
      expect((await grantOf(tokens)).scopes).toEqual([READ]);
      expect((await decision())?.scopes).toEqual([READ]);
      expect(ofType(server.happened, 'consent_given')).toMatchObject([
        { scopes: [READ], refused: [], unavailable: [WRITE] },
      ]);
    });

    test('does not count as left out, and is asked for once the user may have it', async () => {
      server.withhold(WRITE);
      await obtain();
      expect((await decision())?.refused).toEqual([]);
      server.withhold();
      expect((await obtain()).scope).toBe(`${READ} ${WRITE}`);
    });

    test('ends the request where nothing else is asked for', async () => {
      server.withhold(READ, WRITE);
      // Nobody has allowed this client anything yet, so that a page stands before its answer.
      await expect(client.authorize(ASKED)).rejects.toThrow(REFUSED);
      expect(await decision()).toBeUndefined();
      expect(ofType(server.happened, 'consent_given')).toEqual([]);
    });

    test('ends it also where only scopes of OpenID stand beside it', async () => {
      server.withhold(WRITE);
      const asked = { ...ASKED, scope: `openid ${WRITE}` };
      await expect(client.authorize(asked)).rejects.toThrow(REFUSED);
    });

    test('is not kept at a step-up, which brings what is available', async () => {
      await obtain({ scope: WRITE });
      server.withhold(WRITE);
      const tokens = await obtain({ scope: READ });
      expect(tokens.scope).toBe(READ);
      expect((await grantOf(tokens)).scopes).toEqual([READ]);
    });

    test('is not offered where it was allowed at another redirect', async () => {
      const two = await TestClient.register(server, { redirect_uris: [HTTPS, `${HTTPS}2`] });
      await obtain({ scope: WRITE }, two);
      server.withhold(WRITE);
      server.decide({ untick: [], tick: [WRITE] });
      const elsewhere = { ...ASKED, scope: READ, redirect_uri: `${HTTPS}2` };
      const code = await two.obtainCode(elsewhere);
      const tokens = await two.exchange(code, { redirect_uri: `${HTTPS}2` });
      expect((await grantOf(tokens)).scopes).toEqual([READ]);
    });
  });

  describe('of a grant of before', () => {
    test('is left out of refreshed tokens, and comes back with the right to it', async () => {
      const first = await obtain();
      expect(first.scope).toBe(`${READ} ${WRITE}`);
      server.withhold(WRITE);
      server.happened.length = 0;
      const without = await client.refresh(first.refresh_token);
      expect(without.scope).toBe(READ);
      expect(claims(without.access_token).scope).toBe(READ);
      expect(ofType(server.happened, 'tokens_issued')).toMatchObject([{ withheld: [WRITE] }]);
      server.withhold();
      const again = await client.refresh(without.refresh_token);
      expect(again.scope).toBe(`${READ} ${WRITE}`);
      expect(ofType(server.happened, 'tokens_issued')[1]).not.toHaveProperty('withheld');
    });

    test('cannot be had by naming it', async () => {
      const { refresh_token: token } = await obtain();
      server.withhold(WRITE);
      expect((await client.refresh(token, { scope: WRITE })).error).toBe('invalid_scope');
      const both = await client.refresh(token, { scope: `${READ} ${WRITE}` });
      expect(both.scope).toBe(READ);
    });

    test('refuses the refresh where it is all there was, and uses nothing up', async () => {
      const { refresh_token: token } = await obtain({ scope: WRITE });
      server.withhold(WRITE);
      expect(await client.refresh(token)).toMatchObject({ status: 400, error: 'invalid_grant' });
      server.withhold();
      expect((await client.refresh(token)).scope).toBe(WRITE);
    });

    test('is left out of tokens for a code of before', async () => {
      const code = await client.obtainCode(ASKED);
      server.withhold(WRITE);
      const tokens = await client.exchange(code, { redirect_uri: HTTPS });
      expect(tokens.scope).toBe(READ);
      expect(claims(tokens.access_token).scope).toBe(READ);
      server.withhold();
      expect((await client.refresh(tokens.refresh_token)).scope).toBe(`${READ} ${WRITE}`);
    });

    test('is left out where somebody asks about a token', async () => {
      const tokens = await obtain();
      const nosy = await OperatorClient.register(server, {}, { introspects: [RESOURCE] });
      server.withhold(WRITE);
      const { body } = await nosy.introspect(tokens.access_token);
      expect(body).toMatchObject({ active: true, scope: READ });
      server.withhold();
      expect((await nosy.introspect(tokens.access_token)).body.scope).toBe(`${READ} ${WRITE}`);
    });
  });

  describe('and a client that is answered without a question', () => {
    const FIRST_HAND = { 'sec-fetch-site': 'none' };
    /** Where a request leads. */
    async function next(by = client, headers: Record<string, string> = FIRST_HAND, params = ASKED) {
      const { location = '' } = await by.navigate(by.authorizationUrl(params, VERIFIER), headers);
      const target = new URL(location, server.url);
      return target.pathname.startsWith('/interaction/') ? 'page' : target.searchParams;
    }
    const codeOf = (end: URLSearchParams | 'page') => (end === 'page' ? end : end.get('code'));
    const monthsLater = () =>
      database.prisma.grant.updateMany({
        where: { clientId: client.clientId },
        data: { firstUsedAt: new Date(0) },
      });

    test('is granted without it', async () => {
      await obtain();
      await monthsLater();
      server.withhold(WRITE);
      server.happened.length = 0;
      const code = codeOf(await next());
      expect(code).toMatch(/^[\w-]{20,}$/);
      const tokens = await client.exchange(
        { code: String(code), code_verifier: VERIFIER },
        { redirect_uri: HTTPS },
      );
      expect(tokens.scope).toBe(READ);
      expect((await grantOf(tokens)).scopes).toEqual([READ]);
      expect(ofType(server.happened, 'consent_reused')).toMatchObject([
        { by: 'decision', scopes: [READ], unavailable: [WRITE] },
      ]);
    });

    test('sees the page where it comes back at once, so that it does not go round', async () => {
      server.withhold(WRITE);
      await obtain();
      expect(await next()).toBe('page');
      expect(codeOf(await next(client, FIRST_HAND, { ...ASKED, scope: READ }))).not.toBe('page');
    });

    test('sees the page where nothing else is asked for', async () => {
      await obtain({ scope: `openid ${READ} ${WRITE}` });
      await monthsLater();
      server.withhold(READ, WRITE);
      expect(await next()).toBe('page');
      server.withhold(WRITE);
      expect(await next(client, FIRST_HAND, { ...ASKED, scope: `openid ${WRITE}` })).toBe('page');
    });

    test('is not trusted with it by the operator, who wrote its consent', async () => {
      const trusted = await TestClient.register(server, {
        redirect_uris: [HTTPS],
        token_endpoint_auth_method: 'client_secret_post',
      });
      await database.prisma.client.update({
        where: { id: trusted.clientId },
        data: { kind: 'operator', trusted: true, resources: [RESOURCE] },
      });
      await obtain();
      const here = trusted.inBrowserOf(client);
      server.withhold(WRITE);
      server.happened.length = 0;
      const code = codeOf(await next(here, CROSS_SITE));
      const tokens = await here.exchange(
        { code: String(code), code_verifier: VERIFIER },
        { redirect_uri: HTTPS },
      );
      expect(tokens.scope).toBe(READ);
      const consent = await server.storage.consents.find(
        server.userId,
        trusted.clientId,
        RESOURCE,
        '',
      );
      expect(consent?.scopes).toEqual([READ]);
      expect(ofType(server.happened, 'consent_reused')).toMatchObject([
        { by: 'operator', unavailable: [WRITE] },
      ]);
    });
  });
});
