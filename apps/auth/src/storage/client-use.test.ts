import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { beforeAll, expect, test } from 'vitest';
import { ClientUse } from './client-use.ts';
import { storageOn, token } from './testing/fixtures.ts';
import type { Storage } from './storage.ts';

const NOON = new Date('2026-11-28T12:00:00Z');
const HOUR = 3_600_000;

describeEachDatabase('the day on which a client was used', (open) => {
  let database: Database;
  let storage: Storage;
  beforeAll(async () => {
    database = await open();
    storage = storageOn(database);
  });

  async function newClient(): Promise<string> {
    const id = token();
    await storage.clients.save({ client_id: id, client_name: 'A' }, 'dynamic');
    return id;
  }
  const usedOn = async (id: string) => (await storage.clients.show(id))?.last_used_on;
  async function today(): Promise<string> {
    const [row] = await database.query<{ day: string }>(
      { name: 'today', text: 'SELECT current_date AS day' },
      [],
    );
    return row!.day;
  }
  const ago = (id: string, days: number) =>
    database.query(
      {
        name: 'ago',
        text: `UPDATE clients SET last_used_on = current_date - $2::int WHERE id = $1`,
      },
      [id, days],
    );

  test('is nothing at first, and today after a token', async () => {
    const [one, other] = [await newClient(), await newClient()];
    const use = new ClientUse();
    use.note(one);
    expect(await usedOn(one)).toBeNull();
    expect(await use.write(database, NOON)).toBe(1);
    expect([await usedOn(one), await usedOn(other)]).toEqual([await today(), null]);
  });

  test('is written once a day, however often a client comes and whoever else writes it', async () => {
    const id = await newClient();
    await ago(id, 3);
    const [use, replica] = [new ClientUse(), new ClientUse()];
    use.note(id);
    replica.note(id);
    expect([await use.write(database, NOON), await replica.write(database, NOON)]).toEqual([1, 0]);
    use.note(id);
    expect(await use.write(database, NOON)).toBe(0);
    // The next day: nothing of yesterday is remembered.
    await ago(id, 1);
    use.note(id);
    expect(await use.write(database, NOON)).toBe(0);
    await use.write(database, new Date(NOON.getTime() + HOUR));
    use.note(id);
    expect(await use.write(database, new Date(NOON.getTime() + HOUR))).toBe(1);
    expect(await usedOn(id)).toBe(await today());
  });

  test('is kept for the next time where it cannot be written', async () => {
    const id = await newClient();
    const use = new ClientUse();
    use.note(id);
    const broken = { query: () => Promise.reject(new Error('down')) } as unknown as Database;
    await expect(use.write(broken, NOON)).rejects.toThrow('down');
    expect(await use.write(database, NOON)).toBe(1);
    expect(await usedOn(id)).toBe(await today());
  });

  test('of a client that was removed is nobody’s', async () => {
    const use = new ClientUse();
    use.note('never was');
    expect(await use.write(database, NOON)).toBe(0);
  });

  test('is today for a row of a version that does not say, so that it counts as used', async () => {
    const id = token();
    await database.prisma.client.create({
      data: { id, kind: 'dynamic', metadata: { client_id: id } },
    });
    expect(await usedOn(id)).toBe(await today());
  });

  test('survives that a client is saved again', async () => {
    const id = await newClient();
    await ago(id, 5);
    const before = await usedOn(id);
    await storage.clients.save({ client_id: id, client_name: 'B' }, 'dynamic');
    expect(await usedOn(id)).toBe(before);
  });
});
