import type { Database } from '@gatehouse/database';
import { openTestDatabase } from '@gatehouse/database/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tokenHash } from '../../storage/token-hash.ts';
import { TestClient } from '../testing/test-client.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

let database: Database;
let server: TestServer;
beforeAll(async () => {
  database = await openTestDatabase('embedded');
  server = await startTestServer(database);
});
afterAll(async () => {
  await server.close();
  await database.close();
});

const secretly = { token_endpoint_auth_method: 'client_secret_post' };

test('a client whose secret was replaced by that of another is unknown, and registers again', async () => {
  const [attacker, victim] = [
    await TestClient.register(server, secretly),
    await TestClient.register(server, secretly),
  ];
  const { refresh_token: theirs } = await victim.signIn();
  const { secret } = await database.prisma.client.findUniqueOrThrow({
    where: { id: attacker.clientId },
  });
  const where = { id: victim.clientId };
  const { secret: own } = await database.prisma.client.findUniqueOrThrow({ where });
  await database.prisma.client.update({ where, data: { secret } });
  for (const client_secret of [attacker.secret, victim.secret]) {
    expect(await victim.refresh(theirs, { client_secret })).toMatchObject({
      status: 401,
      error: 'invalid_client',
    });
  }
  await database.prisma.client.update({ where, data: { secret: own } });
  expect(await victim.refresh(theirs)).toMatchObject({ status: 200 });
  expect(server.serverErrors).toEqual([]);
});

test('a sealed successor moved to a token of one’s own is not handed out', async () => {
  const [attacker, victim] = [await TestClient.register(server), await TestClient.register(server)];
  const used = async (client: TestClient) => {
    const { refresh_token: first } = await client.signIn();
    return { first, successor: (await client.refresh(first)).refresh_token };
  };
  const [mine, theirs] = [await used(attacker), await used(victim)];
  const at = (value: string) => ({
    kind_idHash: { kind: 'RefreshToken', idHash: tokenHash(value) },
  });
  const { successor } = await database.prisma.artifact.findUniqueOrThrow({
    where: at(theirs.successor),
  });
  expect(successor).not.toBeNull();
  const moves: [string, object][] = [
    [mine.successor, { successor }],
    [mine.first, { successor }],
    [mine.first, { successorHash: tokenHash(theirs.successor) }],
  ];
  for (const [token, data] of moves) {
    await database.prisma.artifact.update({ where: at(token), data });
    const answer = await attacker.refresh(mine.first);
    expect(answer).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect(JSON.stringify(answer)).not.toContain(theirs.successor);
  }
  // Nothing was revoked by that.
  expect(await attacker.refresh(mine.successor)).toMatchObject({ status: 200 });
  expect(await victim.refresh(theirs.successor)).toMatchObject({ status: 200 });
  expect(server.serverErrors).toEqual([]);
});
