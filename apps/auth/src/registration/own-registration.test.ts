import type { Database } from '@gatehouse/database';
import { openTestDatabase } from '@gatehouse/database/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { toldEvents } from '../events/testing/told-events.ts';
import type { Storage } from '../storage/storage.ts';
import { storageOn, token } from '../storage/testing/fixtures.ts';
import { registerItself, removeItself, replaceItself } from './own-registration.ts';

let database: Database;
let storage: Storage;
let told: ReturnType<typeof toldEvents>;
beforeAll(async () => {
  database = await openTestDatabase('server');
  storage = storageOn(database);
});
afterAll(() => database.close());
beforeEach(() => {
  told = toldEvents();
});

const parts = () => ({ registrations: storage.registrations, events: told.events });

async function registered() {
  const own = { clientId: `client_${token()}`, accessTokenHash: token() };
  const metadata = { client_id: own.clientId };
  await registerItself(parts(), metadata, { ...own, from: token(), most: 20_000 });
  return { ...own, metadata };
}

test('each is told once', async () => {
  const own = await registered();
  const { clientId } = own;
  await replaceItself(parts(), own.metadata, own.accessTokenHash);
  await removeItself(parts(), own);
  expect(told.happened).toEqual([
    { type: 'client_registered', clientId, kind: 'dynamic' },
    { type: 'client_changed', clientId, change: 'replaced', grants: 0 },
    { type: 'client_ended', clientId, reason: 'removed_itself', grants: 0 },
  ]);
});

test('who was removed or disabled since their token was looked at is refused, and nothing is told', async () => {
  const [gone, disabled] = [await registered(), await registered()];
  await storage.clients.remove(gone.clientId);
  await storage.clients.setDisabled(disabled.clientId, true);
  told = toldEvents();
  for (const own of [gone, disabled]) {
    const refused = { status: 401, error: 'invalid_token' };
    const replaced = replaceItself(parts(), own.metadata, own.accessTokenHash);
    await expect(replaced).rejects.toMatchObject(refused);
    await expect(removeItself(parts(), own)).rejects.toMatchObject(refused);
  }
  expect(told.happened).toEqual([]);
});

test('who comes with a token that was used up in between is refused, and nothing is told', async () => {
  const { id } = await storage.initialAccessTokens.add({
    id: token(),
    tokenHash: token(),
    expiresIn: -1,
  });
  const registration = { accessTokenHash: token(), from: token(), most: 20_000 };
  await expect(
    registerItself(parts(), { client_id: token() }, { ...registration, initialAccessTokenId: id }),
  ).rejects.toMatchObject({
    status: 401,
    error: 'invalid_token',
    error_description: 'the initial access token has no use left',
  });
  expect(told.happened).toEqual([]);
});
