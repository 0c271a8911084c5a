import { describeEachDatabase } from '@gatehouse/database/testing';
import type { Database } from '@gatehouse/database';
import { beforeAll, expect, test } from 'vitest';
import { Lease } from './lease.ts';

let names = 0;

describeEachDatabase('a lease', (open) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  });
  const contenders = () => {
    names += 1;
    return ['one', 'two'].map((holder) => new Lease(database, `job ${names}`, holder, 60));
  };

  test('is held by one of 20 that ask at once', async () => {
    names += 1;
    const all = Array.from(
      { length: 20 },
      (_, index) => new Lease(database, `job ${names}`, `holder ${index}`, 60),
    );
    const held = await Promise.all(all.map((lease) => lease.take()));
    expect(held.filter(Boolean)).toHaveLength(1);
  });

  test('is renewed by its holder, and by nobody else', async () => {
    const [one, two] = contenders();
    expect(await one?.take()).toBe(true);
    expect(await two?.take()).toBe(false);
    expect(await one?.take()).toBe(true);
  });

  test('passes on when its holder dies, after its time', async () => {
    const [dead, heir] = contenders();
    expect(await dead?.take()).toBe(true);
    expect(await heir?.take()).toBe(false);
    // A minute later, by the database's clock, which is the one that decides.
    await database.prisma
      .$executeRaw`UPDATE leases SET expires_at = expires_at - interval '60 seconds' WHERE name = ${`job ${names}`}`;
    expect(await heir?.take()).toBe(true);
  });

  test('passes on at once when it is given up', async () => {
    const [one, two] = contenders();
    await one?.take();
    await one?.giveUp();
    expect(await two?.take()).toBe(true);
  });

  test('is known to be held until it runs out, is given up, or another has it', async () => {
    let now = 0;
    names += 1;
    const [one, two] = ['one', 'two'].map(
      (holder) => new Lease(database, `job ${names}`, holder, 60, () => now),
    );
    const known = () => [one?.isHeld, two?.isHeld];
    expect(known()).toEqual([false, false]);
    await one?.take();
    await two?.take();
    expect(known()).toEqual([true, false]);
    now = 59_999;
    expect(known()).toEqual([true, false]);
    now = 60_000;
    expect(known()).toEqual([false, false]);
    await one?.take();
    expect(known()).toEqual([true, false]);
    await one?.giveUp();
    await two?.take();
    await one?.take();
    expect(known()).toEqual([false, true]);
  });

  test('is not given up by one who does not hold it', async () => {
    const [one, two] = contenders();
    await one?.take();
    await two?.giveUp();
    expect(await two?.take()).toBe(false);
  });
});
