import { randomUUID } from 'node:crypto';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Storage } from './storage.ts';
import { RESOURCE, scene, storageOn, token } from './testing/fixtures.ts';

const FRESH = { etag: null, lastModified: null, freshFor: 300 };
const KEY = { token_endpoint_auth_method: 'private_key_jwt' };
const NOTHING = { token_endpoint_auth_method: 'none' };

describeEachDatabase('grants of a client whose document changes', (open) => {
  let storage: Storage;
  let client_id: string;
  let grant: string;
  beforeAll(async () => {
    storage = storageOn(await open());
  });
  beforeEach(() => {
    client_id = `https://client.example/${randomUUID()}`;
  });

  const document = (change: object) => ({ client_id, client_name: 'A', ...change });
  const fetched = (change: object) => storage.clientDocuments.fetched(document(change), FRESH);
  const given = (change: object) =>
    storage.clientDocuments.byOperator(document(change), FRESH, { pinned: true });

  async function granted(): Promise<string> {
    const { userId } = await scene(storage);
    const id = token();
    const resources = { [RESOURCE]: 'mcp:read' };
    await storage.grants.create(id, { accountId: userId, clientId: client_id, resources }, 3600);
    return id;
  }
  const lives = async () => (await storage.grants.find(grant)) !== undefined;

  test.each([
    ['what is fetched', () => fetched(NOTHING)],
    ['a copy of the operator’s', () => given(NOTHING)],
  ])('end where it proved itself and by %s needs no proof any more', async (_what, change) => {
    await fetched(KEY);
    grant = await granted();
    expect(await change()).toEqual({ is: 'replaced', grants: 1 });
    expect(await lives()).toBe(false);
    // What is granted since has been granted to a client without a proof.
    grant = await granted();
    expect(await fetched({ ...NOTHING, client_name: 'B' })).not.toMatchObject({ grants: 1 });
    expect(await lives()).toBe(true);
  });

  test.each<[string, object, object]>([
    ['has another name', KEY, { ...KEY, client_name: 'B' }],
    ['has other keys', KEY, { ...KEY, jwks_uri: 'https://client.example/other' }],
    ['dropped its redirects', KEY, { ...KEY, redirect_uris: [] }],
    ['proves itself at last', NOTHING, KEY],
    ['never proved itself', NOTHING, { ...NOTHING, client_name: 'B' }],
  ])('stay where it %s', async (_what, before, after) => {
    await fetched(before);
    grant = await granted();
    expect(await fetched(after)).toEqual({ is: 'replaced', grants: 0 });
    expect(await lives()).toBe(true);
  });

  test('stay where what is fetched is not taken, because the operator gave a copy', async () => {
    await given(KEY);
    grant = await granted();
    expect(await fetched(NOTHING)).toBeUndefined();
    expect(await lives()).toBe(true);
  });

  test('of other clients stay', async () => {
    await fetched(KEY);
    grant = await granted();
    client_id = `https://client.example/${randomUUID()}`;
    await fetched(KEY);
    await granted();
    expect(await fetched(NOTHING)).toEqual({ is: 'replaced', grants: 1 });
    expect(await lives()).toBe(true);
  });
});
