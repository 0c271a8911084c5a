import { describeEachDatabase } from '@gatehouse/database/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { FailingStatements } from '../../storage/testing/failing-statements.ts';
import { tokenHash } from '../../storage/token-hash.ts';
import { RESOURCE, startTestServer, type TestServer } from '../testing/test-server.ts';
import { claims, TestClient } from '../testing/test-client.ts';

describeEachDatabase('a token request commits once', (open) => {
  let watched: FailingStatements;
  let server: TestServer;
  let client: TestClient;
  beforeAll(async () => {
    const database = await open();
    watched = FailingStatements.in(database);
    server = await startTestServer(database);
    client = await TestClient.register(server);
  });
  afterEach(() => watched.reset());
  afterAll(() => server.close());

  test('an exchange and a refresh take two statements each', async () => {
    const code = await client.obtainCode();
    watched.reset();
    const tokens = await client.exchange(code);
    expect(watched.statements).toEqual(['token_request_load', 'token_request_commit_exchange']);
    watched.reset();
    await client.refresh(tokens.refresh_token);
    expect(watched.statements).toEqual(['token_request_load', 'token_request_commit_refresh']);
  });

  test('an exchange whose n-th statement fails consumes nothing, for every n', async () => {
    for (let n = 1; n <= 2; n += 1) {
      const code = await client.obtainCode();
      watched.reset(n);
      expect(await client.exchange(code)).toMatchObject({ status: 500, error: 'server_error' });
      expect(watched.pending).toBe(false);
      expect((await client.exchange(code)).status).toBe(200);
    }
  });

  test('a refresh whose n-th statement fails consumes nothing, for every n', async () => {
    let { refresh_token: current } = await client.signIn();
    for (let n = 1; n <= 2; n += 1) {
      watched.reset(n);
      expect(await client.refresh(current)).toMatchObject({ status: 500, error: 'server_error' });
      expect(watched.pending).toBe(false);
      const again = await client.refresh(current);
      expect(again.status).toBe(200);
      current = again.refresh_token;
    }
  });

  test('a wrong resource or scope burns neither code nor refresh token', async () => {
    const code = await client.obtainCode();
    const elsewhere = { resource: 'https://elsewhere.example/mcp' };
    expect((await client.exchange(code, elsewhere)).error).toBe('invalid_target');
    const tokens = await client.exchange(code);
    expect(tokens.status).toBe(200);
    expect((await client.refresh(tokens.refresh_token, elsewhere)).error).toBe('invalid_target');
    const other = { scope: 'admin' };
    expect((await client.refresh(tokens.refresh_token, other)).error).toBe('invalid_scope');
    expect((await client.refresh(tokens.refresh_token)).status).toBe(200);
  });

  describe('a refresh that names scopes', () => {
    const WHOLE = 'mcp:read mcp:write';

    test('gets those that were granted, in two statements, and its successor has all', async () => {
      const { refresh_token: first } = await client.signIn({ resource: RESOURCE });
      watched.reset();
      const fewer = await client.refresh(first, { scope: 'mcp:read admin offline_access' });
      expect(watched.statements).toEqual(['token_request_load', 'token_request_commit_refresh']);
      expect([fewer.scope, claims(fewer.access_token).scope]).toEqual(['mcp:read', 'mcp:read']);
      const rest = await client.refresh(fewer.refresh_token);
      expect([rest.scope, claims(rest.access_token).scope]).toEqual([WHOLE, WHOLE]);
    });

    test('and is sent again for others has the same successor, and those others', async () => {
      const { refresh_token: first } = await client.signIn({ resource: RESOURCE });
      const narrow = await client.refresh(first, { scope: 'mcp:read' });
      const wide = await client.refresh(first, { scope: `${WHOLE} offline_access` });
      expect(wide.refresh_token).toBe(narrow.refresh_token);
      expect([narrow.scope, wide.scope]).toEqual(['mcp:read', WHOLE]);
      expect((await client.refresh(first, { scope: 'admin' })).error).toBe('invalid_scope');
      expect((await client.refresh(narrow.refresh_token)).scope).toBe(WHOLE);
    });

    test('at the same time as others, each gets its own of one successor', async () => {
      const { refresh_token: first } = await client.signIn({ resource: RESOURCE });
      const asked = ['mcp:read', 'mcp:write', `${WHOLE} admin`, undefined];
      const answers = await Promise.all(asked.map((scope) => client.refresh(first, { scope })));
      expect(answers.map(({ scope }) => scope)).toEqual(['mcp:read', 'mcp:write', WHOLE, WHOLE]);
      expect(new Set(answers.map((answer) => answer.refresh_token)).size).toBe(1);
    });

    test('that the person took back since is refused, and nothing is used up', async () => {
      const { refresh_token: first } = await client.signIn({ resource: RESOURCE });
      const { prisma } = server.storage.database;
      const where = { clientId: client.clientId };
      await prisma.consent.updateMany({ where, data: { scopes: ['mcp:read'] } });
      const gone = await client.refresh(first, { scope: 'mcp:write' });
      expect([gone.status, gone.error]).toEqual([400, 'invalid_scope']);
      const left = await client.refresh(first, { scope: WHOLE });
      expect([left.scope, claims(left.access_token).scope]).toEqual(['mcp:read', 'mcp:read']);
      await prisma.consent.updateMany({ where, data: { scopes: [] } });
      const nothing = await client.refresh(left.refresh_token);
      expect([nothing.status, nothing.error]).toEqual([400, 'invalid_grant']);
      await prisma.consent.updateMany({ where, data: { scopes: WHOLE.split(' ') } });
      expect((await client.refresh(left.refresh_token)).scope).toBe(WHOLE);
    });

    test('of another client, or after the replay window, is refused for that, whatever it names', async () => {
      const { refresh_token: first } = await client.signIn({ resource: RESOURCE });
      const other = await TestClient.register(server);
      expect((await other.refresh(first, { scope: 'admin' })).error).toBe('invalid_grant');
      const second = await client.refresh(first);
      await server.storage.database.prisma.artifact.update({
        where: { kind_idHash: { kind: 'RefreshToken', idHash: tokenHash(first) } },
        data: { consumedAt: new Date(Date.now() - 301_000) },
      });
      expect((await client.refresh(first, { scope: 'admin' })).error).toBe('invalid_grant');
      expect((await client.refresh(second.refresh_token)).error).toBe('invalid_grant');
    });

    test('may have spaces that say nothing, and is without a scope where it has only those', async () => {
      let { refresh_token: current } = await client.signIn({ resource: RESOURCE });
      const scopes = { ' mcp:read  mcp:write ': WHOLE, '  mcp:read': 'mcp:read', '   ': WHOLE };
      for (const [asked, granted] of Object.entries(scopes)) {
        const answer = await client.refresh(current, { scope: asked });
        expect([asked, answer.status, answer.scope]).toEqual([asked, 200, granted]);
        current = answer.refresh_token;
      }
      const { error } = await client.refresh(current, { scope: 'mcp:read\tmcp:write' });
      expect(error).toBe('invalid_scope');
    });

    test('of the resource that were not granted gets no token that allows nothing there', async () => {
      const scope = 'openid mcp:read';
      const { refresh_token: first } = await client.signIn({ resource: RESOURCE, scope });
      const refused = await client.refresh(first, { scope: 'openid mcp:write' });
      expect([refused.status, refused.error]).toEqual([400, 'invalid_scope']);
      expect((await client.refresh(first, { scope })).scope).toBe('mcp:read');
    });

    test('of who somebody is gets an ID token with them, and the resource’s as before', async () => {
      const scope = 'openid profile email mcp:read';
      const { refresh_token: first } = await client.signIn({ resource: RESOURCE, scope });
      const identity = await client.refresh(first, { scope: 'openid email offline_access' });
      expect(identity.scope).toBe('mcp:read');
      expect(claims(identity.id_token!).sub).toBe(server.userId);
      const without = await client.refresh(identity.refresh_token, { scope: 'mcp:read' });
      expect(without.id_token).toBeUndefined();
      const all = await client.refresh(without.refresh_token);
      expect(claims(all.id_token!).name).toBe('Octo Cat');
    });
  });

  test('another spelling of the granted resource means that resource', async () => {
    const code = await client.obtainCode();
    const tokens = await client.exchange(code, { resource: `${RESOURCE}/` });
    expect(tokens.status).toBe(200);
    expect((await client.refresh(tokens.refresh_token, { resource: `${RESOURCE}/` })).status).toBe(
      200,
    );
  });

  test('the granted resource may be named twice, and no other beside it', async () => {
    const { refresh_token: first } = await client.signIn({ resource: RESOURCE });
    const refresh = async (...resources: readonly string[]) => {
      const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: first });
      body.set('client_id', client.clientId);
      for (const resource of resources) body.append('resource', resource);
      const response = await fetch(new URL('/token', server.url), { method: 'POST', body });
      return (await response.json()) as { error?: string; scope?: string };
    };
    expect((await refresh(RESOURCE, 'https://rs256.example/mcp')).error).toBe('invalid_target');
    expect((await refresh(RESOURCE, `${RESOURCE}/`)).scope).toBe('mcp:read mcp:write');
  });

  describe('single use', () => {
    test('of parallel exchanges of one code one succeeds', async () => {
      const code = await client.obtainCode();
      const answers = await Promise.all(Array.from({ length: 20 }, () => client.exchange(code)));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(answers.filter(({ error }) => error === 'invalid_grant')).toHaveLength(19);
    });

    test('a replayed code revokes what it issued', async () => {
      const code = await client.obtainCode();
      const tokens = await client.exchange(code);
      expect((await client.exchange(code)).error).toBe('invalid_grant');
      expect((await client.refresh(tokens.refresh_token)).error).toBe('invalid_grant');
    });

    test('a code or refresh token that is refused says what to do, and the same whatever was wrong', async () => {
      const code = await client.obtainCode();
      const tokens = await client.exchange(code);
      const other = await TestClient.register(server);
      const stolen = { ...code, code_verifier: 'x'.repeat(43) };
      const unknown = { ...code, code: 'x'.repeat(43) };
      const codes = [
        await client.exchange(stolen),
        await other.exchange(code),
        await client.exchange(unknown),
        await client.exchange(code),
        await client.exchange(code),
      ];
      const refreshed = [
        await client.refresh(tokens.refresh_token),
        await client.refresh('x'.repeat(43)),
      ];
      for (const answers of [codes, refreshed]) {
        expect(new Set(answers.map(({ error }) => error))).toEqual(new Set(['invalid_grant']));
        const [words, ...others] = new Set(answers.map((answer) => answer.error_description));
        expect(others).toEqual([]);
        expect(words).toMatch(/ was used before.*: start the sign-in again$/);
        // RFC 6749 §5.2
        expect(words).toMatch(/^[\x20\x21\x23-\x5B\x5D-\x7E]+$/);
      }
    });

    test('a code replayed without its verifier, or by another client, revokes nothing', async () => {
      const code = await client.obtainCode();
      const tokens = await client.exchange(code);
      const stolen = { ...code, code_verifier: 'x'.repeat(43) };
      expect((await client.exchange(stolen)).error).toBe('invalid_grant');
      const other = await TestClient.register(server);
      expect((await other.exchange(code)).error).toBe('invalid_grant');
      expect((await client.refresh(tokens.refresh_token)).status).toBe(200);
    });

    test('a wrong verifier does not use the code up', async () => {
      const code = await client.obtainCode();
      const wrong = { ...code, code_verifier: 'x'.repeat(43) };
      expect((await client.exchange(wrong)).error).toBe('invalid_grant');
      expect((await client.exchange(code)).status).toBe(200);
    });

    test('parallel refreshes all get the same successor, and it works', async () => {
      const { refresh_token: first } = await client.signIn();
      const answers = await Promise.all(Array.from({ length: 20 }, () => client.refresh(first)));
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
      const [successor, ...others] = new Set(answers.map((answer) => answer.refresh_token));
      expect(others).toEqual([]);
      expect((await client.refresh(successor!)).status).toBe(200);
    });

    test('a lost answer is given again: the same successor, a fresh access token', async () => {
      const { refresh_token: first } = await client.signIn();
      const lost = await client.refresh(first);
      const again = await client.refresh(first);
      expect(again.refresh_token).toBe(lost.refresh_token);
      expect(again.access_token).not.toBe(lost.access_token);
    });

    test('once the successor was used, the old token is refused and nothing is revoked', async () => {
      const { refresh_token: first } = await client.signIn();
      const second = await client.refresh(first);
      const third = await client.refresh(second.refresh_token);
      expect((await client.refresh(first)).error).toBe('invalid_grant');
      expect((await client.refresh(third.refresh_token)).status).toBe(200);
    });

    test('after the replay window a replay ends the whole family', async () => {
      const { refresh_token: first } = await client.signIn();
      const second = await client.refresh(first);
      await server.storage.database.prisma.artifact.update({
        where: { kind_idHash: { kind: 'RefreshToken', idHash: tokenHash(first) } },
        data: { consumedAt: new Date(Date.now() - 301_000) },
      });
      expect((await client.refresh(first)).error).toBe('invalid_grant');
      expect((await client.refresh(second.refresh_token)).error).toBe('invalid_grant');
    });

    test("another client's refresh token is refused and stays good", async () => {
      const { refresh_token: mine } = await client.signIn();
      const other = await TestClient.register(server);
      expect((await other.refresh(mine)).error).toBe('invalid_grant');
      expect((await client.refresh(mine)).status).toBe(200);
      expect((await other.refresh(mine)).error).toBe('invalid_grant');
      expect((await client.refresh(mine)).status).toBe(200);
    });
  });
});
