import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { backdated } from './testing/backdated.ts';
import { scene, storageOn, token } from './testing/fixtures.ts';
import type { Storage } from './storage.ts';

const HOUR = 3600;
const CAP = 100;

describeEachDatabase('a registration', (open) => {
  let database: Database;
  let storage: Storage;
  beforeAll(async () => {
    database = await open();
    storage = storageOn(database);
  });
  beforeEach(() => database.prisma.client.deleteMany());

  let most = CAP;
  beforeEach(() => {
    most = CAP;
  });
  const register = async (from: string, as = token(), initialAccessTokenId?: string) => {
    const id = `client_${token()}`;
    const answer = await storage.registrations.register(
      { client_id: id },
      { from, as, most, accessTokenHash: token(), initialAccessTokenId },
    );
    return { id, ...answer };
  };
  /** Those that registered while there was room. */
  const many = (count: number, from: string, as?: string) =>
    database.query(
      {
        name: 'test_put_registrations',
        text: `INSERT INTO clients (id, kind, metadata, last_used_on, registered_from, registered_as)
          SELECT gen_random_uuid()::text, 'dynamic', '{}', NULL, $2, coalesce($3, n::text)
          FROM generate_series(1, $1::int) AS n`,
      },
      [count, from, as],
    );
  const age = (seconds: number) => backdated(database, seconds);
  const unused = (from?: string) =>
    database.prisma.client.count({
      where: { lastUsedOn: null, ...(from && { registeredFrom: from }) },
    });
  const exists = async (id: string) => (await storage.clients.show(id)) !== undefined;

  test('is stored with where it comes from and what it is like, and never used', async () => {
    const { id, ...answer } = await register('a', 'x');
    expect(answer).toEqual({ outcome: 'registered', wait: 0, ended: [] });
    expect(await database.prisma.client.findUnique({ where: { id } })).toMatchObject({
      kind: 'dynamic',
      lastUsedOn: null,
      registeredFrom: 'a',
      registeredAs: 'x',
    });
  });

  test('of what registers again and again ends the oldest beyond ten, and none of the last hour', async () => {
    most = 10 * CAP;
    const first = await register('a', 'x');
    await age(2 * HOUR);
    const second = await register('a', 'x');
    await age(2 * HOUR);
    await many(8, 'a', 'x');
    expect(await unused()).toBe(10);
    const { ended } = await register('a', 'x');
    expect(ended).toEqual([{ client_id: first.id, grants: 0 }]);
    expect(await exists(second.id)).toBe(true);
    await register('a', 'x');
    expect(await exists(second.id)).toBe(false);
    await many(9, 'a', 'x');
    expect((await register('a', 'x')).ended).toEqual([]);
    expect(await unused()).toBe(20);
  });

  test('ends nothing of another network, and nothing that is not like it', async () => {
    most = 10 * CAP;
    await many(10, 'a', 'x');
    await age(2 * HOUR);
    await register('b', 'x');
    await register('a', 'y');
    expect(await unused()).toBe(12);
  });

  test('ends none that was used, whether its day was written or not', async () => {
    const used = await register('a', 'x');
    await age(1);
    const noted = await register('a', 'x');
    await database.prisma.client.update({
      where: { id: noted.id },
      data: { lastUsedOn: new Date() },
    });
    const { userId } = await scene(storage);
    const payload = { accountId: userId, clientId: used.id, resources: {} };
    const grantId = token();
    await storage.grants.create(grantId, payload, HOUR);
    await database.prisma.grant.update({
      where: { id: grantId },
      data: { firstUsedAt: new Date() },
    });
    await many(15, 'a', 'x');
    await age(2 * HOUR);
    await database.prisma.grant.updateMany({ data: { createdAt: new Date(0) } });
    await register('a', 'x');
    expect(await exists(used.id)).toBe(true);
    expect(await exists(noted.id)).toBe(true);
    expect(await unused('a')).toBe(10);
  });

  test('ends one in which somebody is just signing in as little, and later with its grants and tokens', async () => {
    const { userId, clientId, issue } = await scene(storage);
    await database.prisma.client.update({
      where: { id: clientId },
      data: { lastUsedOn: null, registeredFrom: 'a', registeredAs: 'x' },
    });
    await age(2 * HOUR);
    const grantId = token();
    await storage.grants.create(grantId, { accountId: userId, clientId, resources: {} }, HOUR);
    const code = await issue('AuthorizationCode', grantId);
    most = 10 * CAP;
    await many(9, 'a', 'x');
    expect((await register('a', 'x')).ended).toEqual([]);
    await database.prisma.grant.updateMany({ data: { createdAt: new Date(0) } });
    const { ended } = await register('a', 'x');
    expect(ended).toEqual([{ client_id: clientId, grants: 1 }]);
    expect(await storage.artifacts.find('AuthorizationCode', code)).toBeUndefined();
  });

  test('of a network with a tenth of all ends its own oldest, whatever it is like', async () => {
    const stranger = await register('b');
    await many(10, 'a');
    await age(2 * HOUR);
    const { ended } = await register('a');
    expect(ended).toHaveLength(1);
    expect(await unused('a')).toBe(10);
    expect(await exists(stranger.id)).toBe(true);
  });

  test('of a network whose tenth is of the last hour is refused, and others are not', async () => {
    await many(10, 'a');
    await age(HOUR - 120);
    const { outcome, wait, id } = await register('a');
    expect(outcome).toBe('no_room');
    expect(wait).toSatisfy((seconds: number) => seconds > 60 && seconds <= 120);
    expect(await exists(id)).toBe(false);
    expect((await register('b')).outcome).toBe('registered');
    await age(180);
    expect(await register('a')).toMatchObject({ outcome: 'registered', wait: 0 });
    expect(await unused('a')).toBe(10);
  });

  test('at the cap ends the oldest of the largest network, and nobody else’s', async () => {
    const strangers = [await register('honest1'), await register('honest2')];
    await many(8, 'office');
    await age(HOUR);
    for (let network = 0; network < 9; network += 1) await many(10, `flood${network}`);
    await age(2 * HOUR);
    await register('flood8');
    expect(await unused()).toBe(CAP);
    for (let each = 0; each < 5; each += 1) {
      const { outcome, ended } = await register(`new${each}`);
      expect(outcome).toBe('registered');
      expect(ended).toHaveLength(1);
    }
    expect(await unused()).toBe(CAP);
    for (const { id } of strangers) expect(await exists(id)).toBe(true);
    expect(await unused('office')).toBe(8);
  });

  test('at a cap that is full of the last hour is refused until the oldest is an hour old', async () => {
    for (let network = 0; network < 10; network += 1) await many(10, `flood${network}`);
    await age(HOUR - 60);
    const { outcome, wait } = await register('honest');
    expect(outcome).toBe('no_room');
    expect(wait).toSatisfy((seconds: number) => seconds > 30 && seconds <= 60);
    await age(120);
    expect((await register('honest')).outcome).toBe('registered');
    expect(await unused()).toBe(CAP);
  });

  test('under a cap that was lowered ends twenty at most, and more the next time', async () => {
    for (let network = 0; network < 10; network += 1) await many(8, `n${network}`);
    await many(60, 'largest');
    await age(2 * HOUR);
    const ended = [];
    for (let each = 0; each < 4; each += 1) ended.push((await register(`x${each}`)).ended.length);
    expect(ended).toEqual([20, 20, 3, 1]);
    expect(await unused()).toBe(CAP);
  });

  test('spends no use of an initial access token where there is no room, and ends nothing where none is left', async () => {
    await storage.initialAccessTokens.add({ id: 'once', tokenHash: token(), uses: 1 });
    const used = async () => (await storage.initialAccessTokens.list())[0]?.used;
    await many(10, 'a', 'x');
    expect((await register('a', 'x', 'once')).outcome).toBe('no_room');
    expect(await used()).toBe(0);
    await age(2 * HOUR);
    expect(await register('a', 'x', 'once')).toMatchObject({
      outcome: 'registered',
      ended: [{ grants: 0 }],
    });
    expect(await used()).toBe(1);
    expect(await register('a', 'x', 'once')).toMatchObject({ outcome: 'no_use_left', ended: [] });
    expect(await unused()).toBe(10);
  });

  test('many at once neither wait for each other nor fail, and the next ones make up for it', async () => {
    const here = Array.from({ length: 10 }, (_, network) => `n${network}`);
    await Promise.all(here.map((network) => many(10, network, 'x')));
    await age(2 * HOUR);
    const racing = [...here, ...here, ...here, ...here].map((network) => register(network, 'x'));
    for (const { outcome } of await Promise.all(racing)) expect(outcome).toBe('registered');
    await age(2 * HOUR);
    for (let each = 0; each < 20; each += 1) await register(`late${each}`);
    expect(await unused()).toBeLessThanOrEqual(CAP);
  });
});
