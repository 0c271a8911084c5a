import { randomBytes } from 'node:crypto';
import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Event } from '../events/event.ts';
import type { Beside } from '../events/events.ts';
import { toldEvents } from '../events/testing/told-events.ts';
import type { Storage } from '../storage/storage.ts';
import { RESOURCE, scene, storageOn } from '../storage/testing/fixtures.ts';
import type { RowTable } from '../storage/unit-of-work.ts';
import { noRules } from './rules.fixture.ts';
import { type OperationName, runOperation } from './operations.ts';
import { documentsBy } from './documents.fixture.ts';

const TRAIL: RowTable = {
  name: 'trail_of_clients',
  columns: { event: 'text', client_id: 'text' },
};

/** What an audit trail will do. */
const trail: Beside = (event, unit) => {
  const { type, clientId } = event as Extract<Event, { clientId?: string | undefined }>;
  unit.add(type, TRAIL, { event: type, client_id: clientId });
};

describeEachDatabase('what a command about clients tells', (open) => {
  let database: Database;
  let storage: Storage;
  let told: ReturnType<typeof toldEvents>;
  beforeAll(async () => {
    database = await open();
    storage = storageOn(database);
    await database.prisma.$executeRawUnsafe(
      'CREATE TABLE trail_of_clients (event text NOT NULL, client_id text)',
    );
  });
  beforeEach(async () => {
    told = toldEvents([trail]);
    await database.prisma.$executeRawUnsafe('DELETE FROM trail_of_clients');
  });

  const run = (name: OperationName, input: object) =>
    runOperation(
      {
        ...storage,
        rules: noRules,
        events: told.events,
        configured: [],
        issuer: 'https://auth.example.com',
        documents: documentsBy(),
        production: false,
        registration: 'open',
        randomBytes,
      },
      name,
      input,
    );
  const rows = () =>
    database.prisma.$queryRawUnsafe<object[]>('SELECT event, client_id FROM trail_of_clients');

  test('that one was registered, with its row', async () => {
    await scene(storage);
    const asked = { client_name: 'A', resources: [RESOURCE] };
    const { client_id: clientId } = (await run('clients.add', asked)) as { client_id: string };
    expect(told.happened).toEqual([{ type: 'client_registered', clientId, kind: 'operator' }]);
    expect(await rows()).toEqual([{ event: 'client_registered', client_id: clientId }]);
  });

  test('that one was disabled and enabled, and nothing where it was so already', async () => {
    const { clientId } = await scene(storage);
    const input = { client_id: clientId };
    await Promise.all(Array.from({ length: 5 }, () => run('clients.disable', input)));
    const disabled = { type: 'client_changed', clientId, change: 'disabled' };
    expect(told.happened).toEqual([disabled]);
    await run('clients.enable', input);
    await run('clients.enable', input);
    expect(told.happened).toEqual([disabled, { ...disabled, change: 'enabled' }]);
    expect(await rows()).toHaveLength(2);
  });

  test('that one was removed, with how many authorizations ended', async () => {
    const { clientId, grant } = await scene(storage);
    const [revoked] = [await grant(), await grant(), await grant(), await grant(-1)];
    await storage.grants.revoke(revoked, 'revoked');
    await run('clients.remove', { client_id: clientId });
    await expect(run('clients.remove', { client_id: clientId })).rejects.toThrow('unknown_client');
    expect(told.happened).toEqual([
      { type: 'client_ended', clientId, reason: 'removed', grants: 2 },
    ]);
    expect(await rows()).toEqual([{ event: 'client_ended', client_id: clientId }]);
  });

  test('which were pruned, each once with its row, and nothing where they are only listed', async () => {
    await database.prisma.client.deleteMany();
    const [one, two] = [await scene(storage), await scene(storage)];
    await database.prisma.grant.updateMany({
      where: { id: await two.grant() },
      data: { createdAt: new Date(0) },
    });
    const prune = { never_used: true, min_age_seconds: 0 };
    await run('clients.prune', prune);
    expect(told.happened).toEqual([]);
    await run('clients.prune', { ...prune, remove: true });
    const ended = { type: 'client_ended', reason: 'unused' };
    expect(told.happened).toHaveLength(2);
    expect(told.happened).toContainEqual({ ...ended, clientId: one.clientId, grants: 0 });
    expect(told.happened).toContainEqual({ ...ended, clientId: two.clientId, grants: 1 });
    expect(await rows()).toHaveLength(2);
    for (const { clientId } of [one, two]) {
      expect(await rows()).toContainEqual({ event: 'client_ended', client_id: clientId });
    }
  });
});
