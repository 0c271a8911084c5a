import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { RESOURCE, scene, storageOn, token } from '../storage/testing/fixtures.ts';
import type { Storage } from '../storage/storage.ts';
import { empty, sweeperOn } from './sweeper.fixture.ts';

describeEachDatabase('a sweep of clients with documents', (open) => {
  let database: Database;
  let storage: Storage;
  let userId: string;
  beforeAll(async () => {
    database = await open();
    storage = storageOn(database);
    ({ userId } = await scene(storage));
  });
  beforeEach(() => empty(database));

  const fresh = { etag: null, lastModified: null, freshFor: 300 };
  /** One that nobody has asked for since. */
  async function put(name: string, byOperator?: { pinned: boolean }): Promise<string> {
    const id = `https://client.example/${name}`;
    const metadata = { client_id: id, client_name: name };
    if (byOperator === undefined) await storage.clientDocuments.fetched(metadata, fresh);
    else await storage.clientDocuments.byOperator(metadata, fresh, byOperator);
    await database.prisma.clientDocument.update({
      where: { clientId: id },
      data: { keptUntil: new Date(Date.now() - 1000) },
    });
    return id;
  }
  const left = async () => {
    const rows = await database.prisma.client.findMany({
      where: { kind: 'document' },
      orderBy: { id: 'asc' },
    });
    return rows.map(({ id }) => id.replace('https://client.example/', ''));
  };

  test('removes those that nobody holds, and no others', async () => {
    await put('unheld');
    await put('asked again');
    await storage.clientDocuments.find('https://client.example/asked again');
    for (const [name, expiresIn] of [
      ['allowed', 60],
      ['allowed once', -1],
    ] as const) {
      const clientId = await put(name);
      const decision = { userId, clientId, resource: '', scopes: ['openid'], refused: [] };
      await storage.consents.remember(decision, expiresIn);
    }
    const granted = { accountId: userId, clientId: await put('grant') };
    await storage.grants.create(token(), { ...granted, resources: { [RESOURCE]: 'x' } }, 60);
    await put('pinned', { pinned: true });
    await put('operator', { pinned: false });
    // Else the next request would bring it back, as one that nobody shut out.
    await storage.clients.setDisabled(await put('disabled'), true);
    const removed = (await sweeperOn(database).sweepOnce())?.removed;
    expect(removed).toMatchObject({ consents: 1, client_documents: 2 });
    expect(await left()).toEqual([
      'allowed',
      'asked again',
      'disabled',
      'grant',
      'operator',
      'pinned',
    ]);
    expect(await database.prisma.client.count({ where: { kind: 'dynamic' } })).toBeGreaterThan(0);
  });

  test('gets through many', async () => {
    const key = token();
    await database.prisma.$executeRaw`INSERT INTO clients (id, kind, metadata)
      SELECT ${key} || n, 'document', '{}' FROM generate_series(1, 1200) AS n`;
    await database.prisma
      .$executeRaw`INSERT INTO client_documents (client_id, fresh_until, kept_until)
      SELECT id, now(), now() - make_interval(secs => length(id)) FROM clients WHERE kind = 'document'`;
    const removed = (await sweeperOn(database).sweepOnce())?.removed;
    expect(removed?.client_documents).toBe(1200);
    expect(await left()).toEqual([]);
  });
});
