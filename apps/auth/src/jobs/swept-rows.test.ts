import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Storage } from '../storage/storage.ts';
import { rotate } from '../provider/token/testing/units.ts';
import { RESOURCE, scene, storageOn, token } from '../storage/testing/fixtures.ts';
import { GRANT_RETENTION } from './expired-rows.ts';
import { empty, putArtifacts, sweeperOn } from './sweeper.fixture.ts';

describeEachDatabase('a sweep', (open) => {
  let database: Database;
  let storage: Storage;
  beforeAll(async () => {
    database = await open();
    storage = storageOn(database);
  });
  beforeEach(() => empty(database));
  const sweeper = () => sweeperOn(database);
  const put = (expiresIn: number, count: number) => putArtifacts(database, expiresIn, count);
  const ended = (table: string, column: string, secondsAgo: number, id: string) =>
    database.query(
      {
        name: `test_end_${table}_${column}`,
        text: `UPDATE ${table} SET ${column} = now() - make_interval(secs => $1::float8) WHERE id = $2`,
      },
      [secondsAgo, id],
    );

  test('removes what has expired, and nothing else', async () => {
    await put(-1, 3);
    await put(60, 2);
    for (const [uid, expiresIn] of [
      ['gone', -1],
      ['here', 60],
    ] as const) {
      await storage.sessions.upsert(token(), { uid }, expiresIn);
    }
    await database.prisma.rateLimit.createMany({
      data: [
        { key: 'gone', points: 1, expire: BigInt(Date.now() - 60_000) },
        { key: 'here', points: 1, expire: BigInt(Date.now() + 60_000) },
      ],
    });
    const report = await sweeper().sweepOnce();
    expect(report).toMatchObject({
      outcome: 'done',
      removed: { artifacts: 3, sessions: 1, rate_limits: 1 },
    });
    expect(await database.prisma.artifact.count()).toBe(2);
    expect(await database.prisma.session.findMany({ select: { uid: true } })).toEqual([
      { uid: 'here' },
    ]);
    expect(await database.prisma.rateLimit.findMany({ select: { key: true } })).toEqual([
      { key: 'here' },
    ]);
  });

  test('keeps what was used until it expires, so that a replay still shows', async () => {
    const { clientId, grant, issue } = await scene(storage);
    const used = await issue('RefreshToken', await grant());
    await rotate(storage, clientId, used);
    await sweeper().sweepOnce();
    expect((await storage.artifacts.find('RefreshToken', used))?.consumed).toBeTypeOf('number');
  });

  test('keeps an expired consent as long as a grant made from it lives', async () => {
    const { userId, clientId, grant } = await scene(storage);
    const decision = { userId, clientId, scopes: ['mcp:read'], refused: [] };
    const grantId = await grant();
    await storage.consents.remember({ ...decision, resource: RESOURCE }, -1);
    await storage.consents.remember({ ...decision, resource: 'https://other.example' }, -1);
    await storage.consents.remember({ ...decision, resource: 'https://live.example' }, 60);
    const left = async () => {
      await sweeper().sweepOnce();
      const rows = await database.prisma.consent.findMany({ orderBy: { resource: 'asc' } });
      return rows.map(({ resource }) => resource);
    };
    const one = sweeper();
    await one.sweepOnce();
    await one.stop();
    expect(await left()).toEqual([RESOURCE, 'https://live.example']);
    await storage.grants.revoke(grantId, 'revoked');
    await database.prisma.lease.deleteMany();
    expect(await left()).toEqual(['https://live.example']);
  });

  test('keeps an initial access token that has ended for a while, and one that never ends', async () => {
    const { initialAccessTokens } = storage;
    const add = (id: string, uses?: number) =>
      initialAccessTokens.add({ id, tokenHash: token(), uses, expiresIn: uses && 3600 });
    for (const id of ['recent', 'gone']) await add(id, 1);
    await add('endless');
    await ended('initial_access_tokens', 'expires_at', GRANT_RETENTION - 60, 'recent');
    await ended('initial_access_tokens', 'expires_at', GRANT_RETENTION + 60, 'gone');
    const report = await sweeper().sweepOnce();
    expect(report?.removed.initial_access_tokens).toBe(1);
    const left = (await initialAccessTokens.list()).map(({ id }) => id).sort();
    expect(left).toEqual(['endless', 'recent']);
  });

  test('keeps an ended grant while it is recent, or anything of its family is left', async () => {
    const { grant, issue } = await scene(storage);
    const [live, recent, expired, revoked, family] = [
      await grant(),
      await grant(),
      await grant(),
      await grant(),
      await grant(),
    ];
    const long = GRANT_RETENTION + 60;
    await ended('grants', 'revoked_at', GRANT_RETENTION - 60, recent);
    await ended('grants', 'expires_at', long, expired);
    await ended('grants', 'revoked_at', long, revoked);
    await ended('grants', 'revoked_at', long, family);
    await issue('RefreshToken', family);
    const report = await sweeper().sweepOnce();
    expect(report?.removed.grants).toBe(2);
    const left = (await database.prisma.grant.findMany()).map(({ id }) => id);
    expect(left.sort()).toEqual([live, recent, family].sort());
  });

  test('leaves nothing that a replay of an old token could use', async () => {
    const { clientId, grant, issue } = await scene(storage);
    const grantId = await grant();
    const value = await issue('RefreshToken', grantId, 1);
    await database.prisma.artifact.updateMany({ data: { expiresAt: new Date(0) } });
    await ended('grants', 'revoked_at', GRANT_RETENTION + 60, grantId);
    await sweeper().sweepOnce();
    expect(await database.prisma.grant.count()).toBe(0);
    expect(await rotate(storage, clientId, value)).toEqual({ answer: undefined, committed: false });
  });

  test('removes a used refresh token when it is forgotten, and the family lives', async () => {
    const { clientId, grant, issue } = await scene(storage);
    const used = await issue('RefreshToken', await grant());
    const { answer } = await rotate(storage, clientId, used);
    await database.prisma.artifact.updateMany({
      where: { consumedAt: { not: null } },
      data: { expiresAt: new Date(Date.now() - 1000) },
    });
    expect((await sweeper().sweepOnce())?.removed.artifacts).toBe(1);
    expect(await rotate(storage, clientId, used)).toEqual({ answer: undefined, committed: false });
    expect((await rotate(storage, clientId, answer!)).committed).toBe(true);
  });
});
