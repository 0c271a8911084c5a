import type { Database, Statement } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ofType } from '../../events/testing/told-events.ts';
import { tokenHash } from '../../storage/token-hash.ts';
import { TestClient } from '../testing/test-client.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

const HELD_UP = 400;

/**
 * A commit that waits for a standby is dated when it was made, and seen when the standby is back. Here
 * that happens to the one of `first`, while a request that tries again waits for its row.
 */
describeEachDatabase('a refresh whose commit was held up for longer than the window', (open) => {
  let server: TestServer;
  let client: TestClient;
  let beforeCommit: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    const database = await open();
    hold(database);
    server = await startTestServer(database, { replayWindow: 300 });
    client = await TestClient.register(server);
  });
  afterAll(() => server.close());

  function hold(database: Database) {
    const query = database.query.bind(database);
    Object.defineProperty(database, 'query', {
      value: async (statement: Statement, values: unknown[]) => {
        const meanwhile =
          statement.name === 'token_request_commit_refresh' ? beforeCommit : undefined;
        if (meanwhile !== undefined) {
          beforeCommit = undefined;
          await meanwhile();
        }
        return query(statement, values);
      },
    });
  }

  const where = (value: string) => ({
    kind_idHash: { kind: 'RefreshToken', idHash: tokenHash(value) },
  });
  const usedAgo = async (value: string) => {
    const { artifact } = server.storage.database.prisma;
    const { consumedAt } = await artifact.findUniqueOrThrow({ where: where(value) });
    return (Date.now() - consumedAt!.getTime()) / 1000;
  };
  const use = async (value: string, secondsAgo: number) => {
    const { refresh_token: successor } = await client.refresh(value);
    const data = { consumedAt: new Date(Date.now() - secondsAgo * 1000) };
    await server.storage.database.prisma.artifact.update({ where: where(value), data });
    return successor;
  };

  test('is answered with its successor to whoever tries again meanwhile, and from then on', async () => {
    const { refresh_token: first } = await client.signIn();
    let successor: string | undefined;
    beforeCommit = async () => {
      successor = await use(first, HELD_UP);
    };
    const retried = await client.refresh(first);
    expect(retried).toMatchObject({ status: 200, refresh_token: successor });
    expect(await usedAgo(first)).toBeLessThan(60);
    // That answer was lost, too.
    expect(await client.refresh(first)).toMatchObject({ status: 200, refresh_token: successor });
    expect((await client.refresh(successor!)).status).toBe(200);
    expect(ofType(server.happened, 'token_returned').map(({ outcome }) => outcome)).toEqual([
      'successor',
      'successor',
    ]);
  });

  test('keeps its date where it came in time', async () => {
    const { refresh_token: first } = await client.signIn();
    beforeCommit = async () => void (await use(first, 0));
    expect((await client.refresh(first)).status).toBe(200);
    const { artifact } = server.storage.database.prisma;
    const { consumedAt, createdAt } = await artifact.findUniqueOrThrow({ where: where(first) });
    expect(consumedAt!.getTime()).toBeGreaterThanOrEqual(createdAt.getTime());
  });

  test('and that comes back only after it was there to be seen is judged by its date', async () => {
    const { refresh_token: first } = await client.signIn();
    const successor = await use(first, HELD_UP);
    expect((await client.refresh(first)).error).toBe('invalid_grant');
    expect((await client.refresh(successor)).error).toBe('invalid_grant');
  });
});
