import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { ofType, toldEvents } from '../events/testing/told-events.ts';
import { clientEnd, type ClientEnd, clientEndValues } from '../storage/client-ends.ts';
import type { Storage } from '../storage/storage.ts';
import { backdated } from '../storage/testing/backdated.ts';
import { scene, storageOn, token } from '../storage/testing/fixtures.ts';
import { endingClients } from './ending-clients.ts';
import { empty, sweeperOn } from './sweeper.fixture.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
const LIFETIMES = { unusedLifetime: 30 * DAY, idleLifetime: 90 * DAY };

describeEachDatabase('a sweep of registrations', (open) => {
  let database: Database;
  let storage: Storage;
  beforeAll(async () => {
    database = await open();
    storage = storageOn(database);
  });
  beforeEach(async () => {
    await empty(database);
    await database.prisma.client.deleteMany();
  });

  const register = async (as = token()) => {
    const id = `client_${token()}`;
    await storage.registrations.register(
      { client_id: id },
      { from: 'a', as, most: 100_000, accessTokenHash: token() },
    );
    return id;
  };
  const age = (seconds: number) => backdated(database, seconds);
  const used = (id: string) =>
    database.prisma.client.update({ where: { id }, data: { lastUsedOn: new Date() } });
  const person = async () => {
    const { userId, clientId } = await scene(storage);
    await storage.clients.remove(clientId);
    return userId;
  };
  const sweep = async (lifetimes: Parameters<typeof endingClients>[1] = LIFETIMES) => {
    const { events, happened } = toldEvents();
    const also = endingClients(events, lifetimes);
    const sweeper = sweeperOn(database, { also });
    const report = await sweeper.sweepOnce();
    await sweeper.stop();
    const ended = ofType(happened, 'client_ended');
    expect(report?.removed.clients ?? 0).toBe(ended.length);
    return new Map(ended.map(({ clientId, reason }) => [clientId, reason]));
  };

  test('ends those that were never used on the thirty-first day', async () => {
    const old = await register();
    await age(2 * DAY);
    const young = await register();
    await age(28 * DAY + HOUR);
    expect(await sweep()).toEqual(new Map([[old, 'unused']]));
    expect(await storage.clients.show(young)).toBeDefined();
    await age(2 * DAY);
    expect(await sweep()).toEqual(new Map([[young, 'unused']]));
    expect(await sweep()).toEqual(new Map());
  });

  test('ends those that were not used for ninety days, and use renews', async () => {
    const [idle, busy] = [await register(), await register()];
    for (const id of [idle, busy]) await used(id);
    await age(60 * DAY);
    await used(busy);
    await age(30 * DAY);
    expect(await sweep()).toEqual(new Map());
    await age(DAY);
    expect(await sweep()).toEqual(new Map([[idle, 'idle']]));
    await age(90 * DAY);
    expect(await sweep()).toEqual(new Map([[busy, 'idle']]));
  });

  test('ends those beyond ten alike of one network, the oldest, once an hour has passed', async () => {
    const ids = [];
    for (let each = 0; each < 13; each += 1) {
      ids.push(await register('x'));
      await age(1);
    }
    const other = await register('y');
    expect(await sweep()).toEqual(new Map());
    await age(HOUR);
    expect(await sweep()).toEqual(new Map(ids.slice(0, 3).map((id) => [id, 'surplus'])));
    expect(await storage.clients.show(other)).toBeDefined();
  });

  test('takes those that nobody noted a network of for unlike', async () => {
    for (let each = 0; each < 12; each += 1) {
      await storage.clients.save({ client_id: token() }, 'dynamic');
      await age(1);
    }
    await age(HOUR);
    expect(await sweep()).toEqual(new Map());
  });

  test('keeps what its grants show to be in use, though its day was never written', async () => {
    const userId = await person();
    const [forgotten, signingIn] = [await register(), await register()];
    await age(200 * DAY);
    const grants = [];
    for (const clientId of [forgotten, signingIn]) {
      const grantId = token();
      await storage.grants.create(grantId, { accountId: userId, clientId, resources: {} }, DAY);
      grants.push(grantId);
    }
    const [first = ''] = grants;
    await database.prisma.grant.update({
      where: { id: first },
      data: { createdAt: new Date(0), firstUsedAt: new Date(0), lastUsedAt: new Date() },
    });
    expect(await sweep()).toEqual(new Map());
    await database.prisma.grant.updateMany({
      data: { createdAt: new Date(0), lastUsedAt: new Date(0) },
    });
    expect(await sweep({ ...LIFETIMES, idleLifetime: undefined })).toEqual(
      new Map([[signingIn, 'unused']]),
    );
    expect(await sweep()).toEqual(new Map([[forgotten, 'unused']]));
    expect(await database.prisma.grant.count()).toBe(0);
  });

  test('keeps an idle one whose grant was used later than its day says', async () => {
    const userId = await person();
    const clientId = await register();
    await used(clientId);
    await age(120 * DAY);
    const grantId = token();
    await storage.grants.create(grantId, { accountId: userId, clientId, resources: {} }, DAY);
    expect(await sweep()).toEqual(new Map());
  });

  test('takes grants and tokens with them', async () => {
    const { clientId, grant, issue } = await scene(storage);
    await used(clientId);
    const value = await issue('RefreshToken', await grant());
    await age(91 * DAY);
    await database.prisma.grant.updateMany({ data: { createdAt: new Date(0) } });
    expect(await sweep()).toEqual(new Map([[clientId, 'idle']]));
    expect(await storage.artifacts.find('RefreshToken', value)).toBeUndefined();
    expect(await database.prisma.consent.count()).toBe(0);
  });

  test('keeps what an operator registered, and all where the lifetimes are “never”', async () => {
    for (const id of ['site', 'used site']) {
      await storage.clients.save({ client_id: id }, 'operator');
    }
    await used('used site');
    await age(4000 * DAY);
    expect(await sweep()).toEqual(new Map());
    const [unused, idle] = [await register(), await register()];
    await used(idle);
    await age(4000 * DAY);
    expect(await sweep({ unusedLifetime: undefined, idleLifetime: undefined })).toEqual(new Map());
    expect(await sweep()).toEqual(
      new Map([
        [unused, 'unused'],
        [idle, 'idle'],
      ]),
    );
    expect(await database.prisma.client.count({ where: { kind: 'operator' } })).toBe(2);
  });

  test('goes through more than one batch, past those that are kept', async () => {
    await database.query(
      {
        name: 'test_put_registrations',
        text: `INSERT INTO clients (id, kind, metadata, last_used_on, created_at, registered_from, registered_as)
          SELECT n::text, 'dynamic', '{}', NULL, now() - n * interval '1 second', 'a',
            CASE WHEN n % 2 = 0 THEN 'x' ELSE n::text END FROM generate_series(1, 250) AS n`,
      },
      [],
    );
    await age(HOUR + 1);
    expect((await sweep()).size).toBe(115);
    await age(31 * DAY);
    expect((await sweep()).size).toBe(135);
  });

  const ENDS: ClientEnd[] = ['unused', 'idle', 'surplus'];
  test.each(ENDS)('finds them by an index: %s', async (why) => {
    const run = (text: string, values: readonly unknown[] = []) =>
      database.query({ name: `test_${text.length}_${why}`, text }, values);
    await run(`INSERT INTO clients (id, kind, metadata, last_used_on, created_at, registered_from)
      SELECT n::text, 'dynamic', '{}', CASE WHEN n % 20 > 0 THEN current_date - n % 100 END,
        now() - make_interval(days => n % 100), (n % 7)::text
      FROM generate_series(1, 8000) AS n`);
    await run('ANALYZE clients');
    const values = clientEndValues(why, new Date(0), LIFETIMES);
    const plan = JSON.stringify(
      await run(`EXPLAIN (FORMAT JSON) ${clientEnd(why, 100).text}`, values),
    );
    expect(plan).toContain('Index');
    expect(plan).not.toMatch(/"Node Type":"Seq Scan"[^{}]*?"Relation Name":"clients"/);
  });
});
