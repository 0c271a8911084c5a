import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { beforeAll, expect, test } from 'vitest';
import { ForeignClientId } from './client-documents.ts';
import type { Storage } from './storage.ts';
import { scene, storageOn } from './testing/fixtures.ts';

let ids = 0;
const newId = () => `https://client.example/${(ids += 1)}`;
const named = (client_id: string, client_name = 'A') => ({ client_id, client_name });
const FRESH = { etag: '"1"', lastModified: null, freshFor: 300 };

describeEachDatabase('clients with documents', (open) => {
  let database: Database;
  let storage: Storage;
  beforeAll(async () => {
    database = await open();
    storage = storageOn(database);
  });
  const row = (clientId: string) =>
    database.prisma.clientDocument.findUniqueOrThrow({ where: { clientId } });

  test('are found as what is known of them, and an id that nobody has as unknown', async () => {
    const id = newId();
    const nothing = { kind: null, disabled: false, etag: null, fresh: false, waits: false };
    expect(await storage.clientDocuments.find(id)).toMatchObject(nothing);
    expect(await storage.clientDocuments.fetched(named(id), FRESH)).toMatchObject({
      is: 'registered',
    });
    const known = { kind: 'document', etag: '"1"', fresh: true, pinned: false, ended: false };
    expect(await storage.clientDocuments.find(id)).toMatchObject(known);
    expect(await storage.clientDocuments.fetched(named(id), FRESH)).toBeUndefined();
    expect(await storage.clientDocuments.fetched(named(id, 'B'), FRESH)).toMatchObject({
      is: 'replaced',
    });
    expect((await storage.clients.row(id))?.metadata.client_name).toBe('B');
  });

  test('never take the id of another kind of client', async () => {
    const { clientId } = await scene(storage);
    expect(await storage.clientDocuments.fetched(named(clientId, 'Taken'), FRESH)).toBeUndefined();
    const byOperator = storage.clientDocuments.byOperator(named(clientId), FRESH, { pinned: true });
    await expect(byOperator).rejects.toThrow(ForeignClientId);
    expect(await storage.clients.row(clientId)).toMatchObject({
      kind: 'dynamic',
      metadata: { client_name: 'A client' },
    });
    expect(await storage.clientDocuments.find(clientId)).toMatchObject({ kind: 'dynamic' });
  });

  test('stay disabled, whatever is fetched', async () => {
    const id = newId();
    await storage.clientDocuments.fetched(named(id), FRESH);
    await storage.clients.setDisabled(id, true);
    await storage.clientDocuments.fetched(named(id, 'B'), FRESH);
    expect(await storage.clientDocuments.find(id)).toMatchObject({ disabled: true });
    expect(await storage.clients.row(id)).toBeUndefined();
  });

  test('keep the copy that the operator gave', async () => {
    const id = newId();
    await storage.clientDocuments.fetched(named(id), FRESH);
    const given = storage.clientDocuments.byOperator(named(id, 'Copy'), FRESH, { pinned: true });
    expect(await given).toMatchObject({ is: 'replaced' });
    const fetched = { ...FRESH, etag: '"2"' };
    expect(await storage.clientDocuments.fetched(named(id, 'Fetched'), fetched)).toBeUndefined();
    for (const what of ['failed', 'ended'] as const) {
      await storage.clientDocuments[what](id);
    }
    expect(await storage.clientDocuments.find(id)).toMatchObject({
      pinned: true,
      etag: FRESH.etag,
      mayBePrivate: true,
      fresh: true,
      waits: false,
      ended: false,
    });
    expect((await storage.clients.row(id))?.metadata.client_name).toBe('Copy');
  });

  test('remember failures until a good answer comes', async () => {
    const id = newId();
    const { clientDocuments } = storage;
    await clientDocuments.fetched(named(id), FRESH);
    await clientDocuments.failed(id);
    await database.prisma.clientDocument.update({
      where: { clientId: id },
      data: { failingSince: new Date(Date.now() - 100_000) },
    });
    await clientDocuments.failed(id);
    const { failingFor, waits } = await clientDocuments.find(id);
    expect(waits).toBe(true);
    expect(failingFor).toBeGreaterThan(90);
    await clientDocuments.ended(id);
    expect(await clientDocuments.find(id)).toMatchObject({ ended: true, fresh: false });
    await clientDocuments.unchanged(id, { ...FRESH, etag: null });
    const good = { ended: false, waits: false, failingFor: null, fresh: true, etag: '"1"' };
    expect(await clientDocuments.find(id)).toMatchObject(good);
  });

  test('are kept for whoever asks, and that is written seldom', async () => {
    const id = newId();
    await storage.clientDocuments.fetched(named(id), FRESH);
    const first = await row(id);
    await storage.clientDocuments.find(id);
    expect((await row(id)).keptUntil).toEqual(first.keptUntil);
    const keptUntil = new Date(first.keptUntil.getTime() - 601_000);
    await database.prisma.clientDocument.update({ where: { clientId: id }, data: { keptUntil } });
    await storage.clientDocuments.find(id);
    expect((await row(id)).keptUntil.getTime()).toBeGreaterThanOrEqual(first.keptUntil.getTime());
  });
});
