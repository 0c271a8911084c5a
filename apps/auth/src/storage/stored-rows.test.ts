import type { Database } from '@gatehouse/database';
import { openTestDatabase } from '@gatehouse/database/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { storedFacts } from '../federation/admission.ts';
import { loadSigningKeys } from '../keys/signing-keys.ts';
import { LoadedRecords } from '../provider/token/loaded-records.ts';
import { LIFETIMES } from '../provider/token/testing/units.ts';
import { clientAndResources } from './client-and-resources.ts';
import type { Storage } from './storage.ts';
import { RESOURCE, scene, storageOn } from './testing/fixtures.ts';

/** Rows that another version or somebody's hand has written otherwise. */
let database: Database;
let storage: Storage;
beforeAll(async () => {
  database = await openTestDatabase('embedded');
  storage = storageOn(database);
});
afterAll(() => database.close());

const told = (what: string, place: string) =>
  `a stored ${what} is not as this version stores it, at ${place}`;

/** What a token request reads of somebody who has a refresh token. */
async function loaded() {
  const { clientId, userId, grant, issue } = await scene(storage);
  const value = await issue('RefreshToken', await grant());
  const load = () =>
    new LoadedRecords({ database, sealer: storage.sealer, lifetimes: LIFETIMES }, clientId, {
      kind: 'RefreshToken',
      value,
    }).load();
  return { clientId, userId, load };
}

test('a client without metadata is told as such wherever it is read', async () => {
  const { clientId, load } = await loaded();
  expect((await load()).client(clientId)?.metadata.client_id).toBe(clientId);
  await database.prisma.client.update({
    where: { id: clientId },
    data: { metadata: ['hunter2'] },
  });

  const error = told('client', 'metadata.client_id');
  const records = await load();
  expect(() => records.client(clientId)).toThrow(error);
  await expect(storage.clients.find(clientId)).rejects.toThrow(error);
  await expect(clientAndResources(database, clientId)).rejects.toThrow(error);
});

test('a resource whose scopes are a list is told as such wherever it is read', async () => {
  const { clientId, load } = await loaded();
  expect((await load()).grantedResource()?.scopes).toEqual({ 'mcp:read': 'Read' });
  await database.prisma.protectedResource.update({
    where: { resource: RESOURCE },
    data: { scopes: ['hunter2'] },
  });

  const error = told('resource', 'scopes');
  const records = await load();
  expect(() => records.grantedResource()).toThrow(error);
  await expect(storage.resources.all()).rejects.toThrow(error);
  await expect(clientAndResources(database, clientId)).rejects.toThrow(error);
});

test('an identity whose organisations have no numbers as texts is not judged', async () => {
  const { userId, load } = await loaded();
  expect((await load()).user(userId)?.identities.map(storedFacts)).toHaveLength(1);
  await database.prisma.identity.updateMany({
    where: { userId },
    data: { organisationIds: { hunter2: 7 } },
  });

  const identities = (await load()).user(userId)?.identities ?? [];
  expect(() => identities.map(storedFacts)).toThrow(told('identity', 'organisation_ids'));
});

test('a signing key that is none is not loaded', async () => {
  const [key] = await loadSigningKeys(database, storage.sealer);
  const kid = key?.kid ?? '';
  await database.prisma.signingKey.update({
    where: { kid },
    data: {
      privateJwk: await storage.sealer.seal('signing-key', kid, '{"kty":"EC","d":"hunter2"}'),
    },
  });
  await expect(loadSigningKeys(database, storage.sealer)).rejects.toThrow(
    told('signing key', 'kid'),
  );
});
