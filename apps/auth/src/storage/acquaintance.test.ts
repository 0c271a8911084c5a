import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { beforeAll, expect, test } from 'vitest';
import { acquaintance } from './acquaintance.ts';
import type { Storage } from './storage.ts';
import { storageOn, token } from './testing/fixtures.ts';

describeEachDatabase('what is known of a client', (open) => {
  let database: Database;
  let storage: Storage;
  beforeAll(async () => {
    database = await open();
    storage = storageOn(database);
  });

  const people = (count: number) => Array.from({ length: count }, () => `usr_${token()}`);

  async function clientOf(users: readonly string[], resources: readonly string[] = ['r']) {
    const client_id = `client_${token()}`;
    await storage.clients.save({ client_id }, 'dynamic');
    await database.prisma.user.createMany({
      data: users.map((id) => ({ id })),
      skipDuplicates: true,
    });
    const expiresAt = new Date(Date.now() + 60_000);
    await database.prisma.consent.createMany({
      data: users.flatMap((userId) =>
        resources.map((resource) => ({ userId, clientId: client_id, resource, expiresAt })),
      ),
    });
    return client_id;
  }

  test('is who else has allowed it, each person once', async () => {
    const users = people(3);
    const clientId = await clientOf(users, ['one', 'two']);
    const known = (userId: string) => acquaintance(database, { clientId, userId });
    expect(await known('usr_somebody')).toEqual({ days: 0, others: 3, orMore: false });
    expect(await known(users[0]!)).toEqual({ days: 0, others: 2, orMore: false });
  });

  test('is counted so far that a client that everybody uses costs no more', async () => {
    const clientId = await clientOf(people(60));
    const known = await acquaintance(database, { clientId, userId: 'usr_somebody' });
    expect(known).toEqual({ days: 0, others: 50, orMore: true });
  });

  test('is since when, in whole days', async () => {
    const clientId = await clientOf([]);
    const createdAt = new Date(Date.now() - 3.5 * 86_400_000);
    await database.prisma.client.update({ where: { id: clientId }, data: { createdAt } });
    const known = await acquaintance(database, { clientId, userId: 'usr_somebody' });
    expect(known).toEqual({ days: 3, others: 0, orMore: false });
  });

  test('is nothing of one that there is not', async () => {
    expect(await acquaintance(database, { clientId: 'nobody', userId: 'x' })).toBeUndefined();
  });
});
