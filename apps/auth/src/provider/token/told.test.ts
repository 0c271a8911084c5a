import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Beside } from '../../events/events.ts';
import { ofType } from '../../events/testing/told-events.ts';
import type { RowTable } from '../../storage/unit-of-work.ts';
import { TestClient } from '../testing/test-client.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

const TRAIL: RowTable = {
  name: 'trail_of_test',
  columns: { event: 'text', grant_id: 'text', client_id: 'text', user_id: 'text' },
};

/** What an audit trail will do. */
const trail: Beside = (event, unit) => {
  if (event.type !== 'tokens_issued' && event.type !== 'grant_ended') return;
  const { type, grantId, clientId, userId } = event;
  unit.add(type, TRAIL, { event: type, grant_id: grantId, client_id: clientId, user_id: userId });
};

describeEachDatabase('what a token request tells', (open) => {
  let database: Database;
  let server: TestServer;
  let client: TestClient;
  let clientId: string;
  beforeAll(async () => {
    database = await open();
    await database.prisma.$executeRawUnsafe(
      'CREATE TABLE trail_of_test (event text NOT NULL, grant_id text, client_id text, user_id text)',
    );
    server = await startTestServer(database, {}, undefined, { beside: [trail] });
  });
  beforeEach(async () => {
    client = await TestClient.register(server);
    ({ clientId } = client);
    server.happened.length = 0;
    await database.prisma.$executeRawUnsafe('DELETE FROM trail_of_test');
  });
  afterAll(() => server.close());

  const rows = () =>
    database.prisma.$queryRawUnsafe<{ event: string; grant_id: string | null }[]>(
      'SELECT event, grant_id FROM trail_of_test ORDER BY event DESC',
    );
  const issued = () => ofType(server.happened, 'tokens_issued');

  test('an exchange and a refresh, each once it is committed, with its row', async () => {
    const { refresh_token: first } = await client.signIn();
    const [{ grantId } = {}] = issued();
    expect(issued()).toMatchObject([
      { grantType: 'authorization_code', clientId, userId: server.userId },
    ]);
    await client.refresh(first);
    expect(issued()[1]).toMatchObject({ grantType: 'refresh_token', clientId, grantId });
    expect(await rows()).toEqual([
      { event: 'tokens_issued', grant_id: grantId },
      { event: 'tokens_issued', grant_id: grantId },
    ]);
  });

  test('a token that is answered once more, with a row as well', async () => {
    const { refresh_token: first } = await client.signIn();
    await client.refresh(first);
    await client.refresh(first);
    expect(issued()).toHaveLength(3);
    expect(await rows()).toHaveLength(3);
  });

  test('which grants a new one superseded, each with its row', async () => {
    await client.signIn();
    const [{ grantId } = {}] = issued();
    await client.signIn();
    expect(ofType(server.happened, 'grant_ended')).toMatchObject([
      { reason: 'superseded', clientId, userId: server.userId, grantId },
    ]);
    const ended = (await rows()).filter(({ event }) => event === 'grant_ended');
    expect(ended).toContainEqual({ event: 'grant_ended', grant_id: grantId });
  });

  test('nothing of a request that was refused', async () => {
    const code = await client.obtainCode();
    server.happened.length = 0;
    await client.exchange({ ...code, code_verifier: 'x'.repeat(43) });
    await client.refresh('made up');
    expect(issued()).toEqual([]);
    expect(await rows()).toEqual([]);
  });

  test('a replay: what came back, and the grant that ended for it, once', async () => {
    const code = await client.obtainCode();
    await client.exchange(code);
    server.happened.length = 0;
    await client.exchange(code);
    await client.exchange(code);
    expect(server.happened.map(({ type }) => type)).toEqual(['grant_ended', 'token_returned']);
    expect(server.happened).toMatchObject([
      { reason: 'replay', clientId, userId: server.userId },
      { presented: 'code', outcome: 'revoked', clientId },
    ]);
  });

  test('of twenty parallel exchanges of one code one event, and one row', async () => {
    const code = await client.obtainCode();
    await Promise.all(Array.from({ length: 20 }, () => client.exchange(code)));
    expect(issued()).toHaveLength(1);
    expect((await rows()).filter(({ event }) => event === 'tokens_issued')).toHaveLength(1);
  });

  test('a revocation by the client', async () => {
    const { refresh_token: token } = await client.signIn();
    server.happened.length = 0;
    const body = new URLSearchParams({ token, client_id: clientId });
    await fetch(new URL('/token/revocation', server.url), { method: 'POST', body });
    expect(ofType(server.happened, 'grant_ended')).toMatchObject([{ clientId, reason: 'revoked' }]);
  });
});
