import { describeEachDatabase } from '@gatehouse/database/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { FailingStatements } from '../storage/testing/failing-statements.ts';
import { tokenHash } from '../storage/token-hash.ts';
import { RESOURCE, startTestServer, type TestServer } from './testing/test-server.ts';
import { TestClient } from './testing/test-client.ts';

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
    const more = { scope: 'mcp:read admin' };
    expect((await client.refresh(tokens.refresh_token, more)).error).toBe('invalid_scope');
    expect((await client.refresh(tokens.refresh_token)).status).toBe(200);
  });

  test('another spelling of the granted resource means that resource', async () => {
    const code = await client.obtainCode();
    const tokens = await client.exchange(code, { resource: `${RESOURCE}/` });
    expect(tokens.status).toBe(200);
    expect((await client.refresh(tokens.refresh_token, { resource: `${RESOURCE}/` })).status).toBe(
      200,
    );
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

    test('after a minute a replay ends the whole family', async () => {
      const { refresh_token: first } = await client.signIn();
      const second = await client.refresh(first);
      await server.storage.database.prisma.artifact.update({
        where: { kind_idHash: { kind: 'RefreshToken', idHash: tokenHash(first) } },
        data: { consumedAt: new Date(Date.now() - 61_000) },
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
