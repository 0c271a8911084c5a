import { describeEachDatabase } from '@gatehouse/database/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestClient } from '../provider/testing/test-client.ts';
import { RESOURCE, startTestServer, type TestServer } from '../provider/testing/test-server.ts';
import { FailingStatements } from '../storage/testing/failing-statements.ts';

const VERIFIER = 'v'.repeat(43);

describeEachDatabase('a decision to allow', (open) => {
  let statements: FailingStatements;
  let server: TestServer;
  beforeAll(async () => {
    const database = await open();
    statements = FailingStatements.in(database);
    server = await startTestServer(database);
  });
  afterAll(() => server.close());

  /** Follows redirects. @returns where the browser leaves this server, or stops at an error */
  async function follow(client: TestClient, from: string): Promise<URL | number> {
    let url = from;
    for (let hop = 0; hop < 12; hop += 1) {
      const response = await client.browse(url);
      const location = response.headers.get('location');
      if (location === null) return response.status;
      url = new URL(location, server.url).href;
      if (!url.startsWith(server.url)) return new URL(url);
    }
    throw new Error('redirects without end');
  }

  /** Signs a user in, up to the consent page. @returns its address */
  async function atConsent(client: TestClient): Promise<string> {
    let url = client.authorizationUrl({ resource: RESOURCE }, VERIFIER);
    for (let interactions = 0; ; ) {
      const response = await client.browse(url);
      url = new URL(response.headers.get('location') ?? '', server.url).href;
      if (url.includes('/interaction/')) interactions += 1;
      if (interactions === 2) return url;
    }
  }

  const codeOf = (end: URL | number) =>
    end instanceof URL ? (end.searchParams.get('code') ?? undefined) : undefined;

  test('whose n-th statement fails is made again, or the request is, for every n', async () => {
    const undisturbed = await TestClient.register(server);
    const page = await atConsent(undisturbed);
    statements.reset();
    expect(codeOf(await follow(undisturbed, page))).toBeTypeOf('string');
    const { length } = statements.statements;
    expect(length).toBeGreaterThan(5);

    for (let n = 1; n <= length; n += 1) {
      const client = await TestClient.register(server);
      const consent = await atConsent(client);
      statements.reset(n);
      const first = await follow(client, consent);
      expect(statements.pending, `statement ${n}`).toBe(false);
      statements.reset();
      const code =
        codeOf(first) ??
        codeOf(await follow(client, consent)) ??
        codeOf(await follow(client, client.authorizationUrl({ resource: RESOURCE }, VERIFIER)));
      expect(code, `statement ${n}`).toBeTypeOf('string');
      const answer = await client.exchange({ code: code!, code_verifier: VERIFIER });
      expect(answer, `statement ${n}`).toMatchObject({ status: 200, scope: 'mcp:read mcp:write' });

      // No failed attempt has left anything that could become a token.
      const { prisma } = server.storage.database;
      const used = await prisma.grant.findMany({
        where: { clientId: client.clientId, firstUsedAt: { not: null }, revokedAt: null },
      });
      expect(used, `statement ${n}`).toHaveLength(1);
      const others = await prisma.artifact.count({
        where: {
          clientId: client.clientId,
          grantId: { not: used[0]?.id ?? '' },
          kind: { in: ['AuthorizationCode', 'AccessToken', 'RefreshToken'] },
        },
      });
      expect(others, `statement ${n}`).toBe(0);
    }
  });
});
