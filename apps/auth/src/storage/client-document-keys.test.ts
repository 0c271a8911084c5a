import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { beforeAll, expect, test } from 'vitest';
import type { Storage } from './storage.ts';
import { scene, storageOn } from './testing/fixtures.ts';

const AT = 'https://keys.example/jwks.json';
const KEYS = [{ kty: 'EC', kid: 'one' }];
const GOOD = { keys: KEYS, freshFor: 300 };
const NOTHING = { jwks: null, fresh: false, waits: false, mayBePrivate: false };

let ids = 0;

describeEachDatabase('keys of clients with documents', (open) => {
  let database: Database;
  let storage: Storage;
  beforeAll(async () => {
    database = await open();
    storage = storageOn(database);
  });
  const newClient = async () => {
    const client_id = `https://client.example/${(ids += 1)}`;
    const fresh = { etag: null, lastModified: null, freshFor: 300 };
    await storage.clientDocuments.fetched({ client_id, client_name: 'A' }, fresh);
    return client_id;
  };
  const keys = () => storage.clientDocumentKeys;
  const aMinuteLater = (clientId: string) =>
    database.prisma.clientDocumentKeys.update({
      where: { clientId },
      data: { retryAt: new Date(Date.now() - 1000) },
    });

  test('are nothing until there was a good answer', async () => {
    const id = await newClient();
    expect(await keys().find(id, AT)).toEqual(NOTHING);
    await keys().fetched(id, AT, GOOD);
    expect(await keys().find(id, AT)).toEqual(NOTHING);
    expect(await keys().begin(id, AT)).toBe(true);
    expect(await keys().find(id, AT)).toEqual({ ...NOTHING, waits: true });
    await keys().fetched(id, AT, GOOD);
    const known = { ...NOTHING, jwks: { keys: KEYS }, fresh: true, waits: true };
    expect(await keys().find(id, AT)).toEqual(known);
  });

  test('are asked for by one of all that want to at the same time, and by nobody for a minute', async () => {
    const id = await newClient();
    const begin = () => Promise.all(Array.from({ length: 8 }, () => keys().begin(id, AT)));
    expect((await begin()).filter(Boolean)).toHaveLength(1);
    expect((await begin()).filter(Boolean)).toHaveLength(0);
    await aMinuteLater(id);
    expect((await begin()).filter(Boolean)).toHaveLength(1);
  });

  test('of another address are none of this one’s, also where an answer comes late', async () => {
    const id = await newClient();
    const other = `${AT}?2`;
    await keys().begin(id, AT);
    await keys().fetched(id, AT, GOOD);
    expect(await keys().find(id, other)).toEqual({ ...NOTHING, waits: true });
    await aMinuteLater(id);
    await keys().begin(id, other);
    await keys().fetched(id, AT, { keys: [{ kid: 'late' }], freshFor: 300 });
    expect(await keys().find(id, other)).toEqual({ ...NOTHING, waits: true });
    expect(await keys().find(id, AT)).toEqual({ ...NOTHING, waits: true });
  });

  test('stay while the address is asked again', async () => {
    const id = await newClient();
    await keys().begin(id, AT);
    await keys().fetched(id, AT, GOOD);
    await aMinuteLater(id);
    await keys().begin(id, AT);
    expect(await keys().find(id, AT)).toMatchObject({ jwks: { keys: KEYS }, fresh: true });
  });

  test('are of clients with documents alone', async () => {
    const { clientId } = await scene(storage);
    expect(await keys().begin(clientId, AT)).toBe(false);
    expect(await keys().begin('https://nobody.example/x', AT)).toBe(false);
  });
});
