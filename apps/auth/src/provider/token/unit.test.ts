import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Storage } from '../../storage/storage.ts';
import { scene, storageOn, token } from '../../storage/testing/fixtures.ts';
import { leaveAsOlderVersion } from '../../storage/testing/older-version.ts';
import { tokenHash } from '../../storage/token-hash.ts';
import { commitRefresh } from './grants/refresh-token.ts';
import { judgeReplay } from './replay.ts';
import { exchange, LIFETIMES, loadUnit, rotate } from './testing/units.ts';

describeEachDatabase('a token request', (open) => {
  let database: Database;
  let storage: Storage;
  beforeAll(async () => {
    database = await open();
    storage = storageOn(database);
  });
  const age = (value: string, seconds: number) =>
    database.prisma.artifact.update({
      where: { kind_idHash: { kind: 'RefreshToken', idHash: tokenHash(value) } },
      data: { consumedAt: new Date(Date.now() - seconds * 1000) },
    });
  const load = (clientId: string, value: string) =>
    loadUnit(storage, clientId, { kind: 'RefreshToken', value });

  const replay = async (clientId: string, value: string) =>
    judgeReplay(await load(clientId, value), storage.sealer);

  test('loads client, artifact, grant and person at once', async () => {
    const { clientId, userId, grant, issue } = await scene(storage);
    const grantId = await grant();
    const value = await issue('RefreshToken', grantId);
    const unit = await load(clientId, value);
    expect(unit.client(clientId)?.metadata.client_name).toBe('A client');
    expect(unit.artifact('RefreshToken', value)).toMatchObject({ jti: value, grantId });
    expect(unit.grant(grantId)).toMatchObject({ jti: grantId, accountId: userId });
    expect(unit.user(userId)?.identities).toHaveLength(1);
    expect(unit.grantedResource()?.scopes).toEqual({ 'mcp:read': 'Read' });
  });

  test('writes nothing until it commits', async () => {
    const { clientId, grant, issue } = await scene(storage);
    const value = await issue('RefreshToken', await grant());
    const unit = await load(clientId, value);
    const successor = token();
    unit.consume('RefreshToken', value);
    unit.insert('RefreshToken', successor, {}, 60);
    expect((await storage.artifacts.find('RefreshToken', value))?.consumed).toBeUndefined();
    expect(await storage.artifacts.find('RefreshToken', successor)).toBeUndefined();
    expect(await commitRefresh(unit, storage.sealer)).toBe(true);
    expect((await storage.artifacts.find('RefreshToken', value))?.consumed).toBeTypeOf('number');
    expect(await storage.artifacts.find('RefreshToken', successor)).toBeDefined();
  });

  test('100 parallel refreshes of one token have one successor', async () => {
    const { clientId, grant, issue } = await scene(storage);
    const value = await issue('RefreshToken', await grant());
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => rotate(storage, clientId, value)),
    );
    expect(answers.filter(({ committed }) => committed)).toHaveLength(1);
    const [successor, ...others] = new Set(answers.map(({ answer }) => answer));
    expect(others).toEqual([]);
    expect((await rotate(storage, clientId, successor!)).committed).toBe(true);
  });

  test('50 parallel exchanges of one code succeed once', async () => {
    const { clientId, grant, issue } = await scene(storage);
    const value = await issue('AuthorizationCode', await grant());
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => exchange(storage, clientId, value)),
    );
    expect(answers.filter((answer) => answer !== undefined)).toHaveLength(1);
  });

  describe.each([
    ['this version', () => Promise.resolve()],
    ['a version before', leaveAsOlderVersion],
  ])('a replaced refresh token, as %s leaves it,', (_version, leave) => {
    const { replayWindow } = LIFETIMES;

    test('leads to its unused successor within the window', async () => {
      const { clientId, grant, issue } = await scene(storage);
      const value = await issue('RefreshToken', await grant());
      const { answer } = await rotate(storage, clientId, value);
      await leave(database);
      expect(await replay(clientId, value)).toEqual({ outcome: 'successor', value: answer });
      await age(value, replayWindow - 5);
      expect((await replay(clientId, value)).outcome).toBe('successor');
      await age(value, replayWindow + 5);
      expect((await replay(clientId, value)).outcome).toBe('replayed');
    });

    test('and is refused without revocation once the successor was used', async () => {
      const { clientId, grant, issue } = await scene(storage);
      const value = await issue('RefreshToken', await grant());
      const { answer } = await rotate(storage, clientId, value);
      await rotate(storage, clientId, answer!);
      await leave(database);
      expect((await replay(clientId, value)).outcome).toBe('superseded');
    });

    test('says whose it is, and grants what its successor does', async () => {
      const { clientId, userId, grant, issue } = await scene(storage);
      const grantId = await grant();
      const value = await issue('RefreshToken', grantId);
      await rotate(storage, clientId, value);
      await leave(database);
      const unit = await load(clientId, value);
      const own = { clientId, grantId, jti: value };
      expect(unit.artifact('RefreshToken', value)).toMatchObject({ ...own, accountId: userId });
      expect(unit.artifact('RefreshToken', value)?.consumed).toBeTypeOf('number');
      expect(unit.grantedScopes(clientId)).toEqual(['mcp:read']);
      expect(unit.grantedScopes('client_other')).toBeUndefined();
      expect(await storage.artifacts.find('RefreshToken', value)).toMatchObject(own);
    });
  });

  test('a used refresh token keeps what a replay is judged by, and not for longer', async () => {
    const { clientId, grant, issue } = await scene(storage);
    const row = (value: string) =>
      database.prisma.artifact.findUniqueOrThrow({
        where: { kind_idHash: { kind: 'RefreshToken', idHash: tokenHash(value) } },
      });
    const grantId = await grant();
    const [short, long] = [
      await issue('RefreshToken', grantId, 60),
      await issue('RefreshToken', grantId, 3600),
    ];
    const { expiresAt } = await row(short);
    const { answer } = await rotate(storage, clientId, short);
    await rotate(storage, clientId, long);
    const used = await row(short);
    const kept = { clientId, grantId, successorHash: tokenHash(answer!), expiresAt };
    expect(used).toMatchObject({ payload: {}, successor: null, userId: null, ...kept });
    expect(used.consumedAt).not.toBeNull();
    const after = await row(long);
    const memory = (after.expiresAt.getTime() - after.consumedAt!.getTime()) / 1000;
    expect(Math.round(memory)).toBe(LIFETIMES.replayMemory);
    expect((await row(answer!)).successor).not.toBeNull();
    await rotate(storage, clientId, answer!);
    expect((await row(answer!)).successor).toBeNull();
  });

  test('a use that waited for its grant is dated when it was made', async () => {
    // The embedded database does one thing after another, so nothing waits for a lock.
    if (database.kind === 'embedded') return;
    const { clientId, grant, issue } = await scene(storage);
    const grantId = await grant();
    const value = await issue('RefreshToken', grantId);
    const unit = await load(clientId, value);
    const held = database.query(
      {
        name: 'test_hold_grant',
        text: `WITH held AS MATERIALIZED (SELECT id FROM grants WHERE id = $1 FOR UPDATE)
          SELECT pg_sleep(2)::text FROM held`,
      },
      [grantId],
    );
    const waiting = `SELECT count(*)::int AS count FROM pg_stat_activity
      WHERE wait_event = 'PgSleep' AND query LIKE '%held%'`;
    const sleeps = { name: 'test_grant_is_held', text: waiting };
    await expect.poll(() => database.query(sleeps, [])).toEqual([{ count: 1 }]);
    const successor = token();
    unit.consume('RefreshToken', value);
    unit.insert('RefreshToken', successor, { grantId, clientId }, 60);
    expect(await commitRefresh(unit, storage.sealer)).toBe(true);
    await held;
    const at = (idHash: string) =>
      database.prisma.artifact.findUniqueOrThrow({
        where: { kind_idHash: { kind: 'RefreshToken', idHash } },
      });
    // The successor says when the statement began.
    const { createdAt } = await at(tokenHash(successor));
    const { consumedAt } = await at(tokenHash(value));
    expect(consumedAt!.getTime() - createdAt.getTime()).toBeGreaterThan(200);
  });

  test('a code keeps what a replay of it is judged by', async () => {
    const { clientId, grant, issue } = await scene(storage);
    const value = await issue('AuthorizationCode', await grant());
    const before = await storage.artifacts.find('AuthorizationCode', value);
    await exchange(storage, clientId, value);
    const { consumed, ...after } = (await storage.artifacts.find('AuthorizationCode', value))!;
    expect(consumed).toBeTypeOf('number');
    expect({ ...after, exp: 0 }).toEqual({ ...before, exp: 0 });
  });

  test('commits nothing under a grant that ended meanwhile', async () => {
    const { clientId, grant, issue } = await scene(storage);
    const grantId = await grant();
    const value = await issue('RefreshToken', grantId);
    const unit = await load(clientId, value);
    const successor = token();
    unit.consume('RefreshToken', value);
    unit.insert('RefreshToken', successor, {}, 60);
    await storage.grants.revoke(grantId, 'revoked');
    expect(await commitRefresh(unit, storage.sealer)).toBe(false);
    expect(await storage.artifacts.find('RefreshToken', successor)).toBeUndefined();
    expect((await load(clientId, value)).grant(grantId)).toBeNull();
  });

  test('an exchange ends the older grants of a client that registered itself', async () => {
    const { clientId, grant, issue } = await scene(storage);
    const older = await grant();
    const kept = await grant();
    const later = await grant();
    expect(await exchange(storage, clientId, await issue('AuthorizationCode', kept))).toBeDefined();
    expect(await storage.grants.find(older)).toBeUndefined();
    expect(await storage.grants.find(kept)).toBeDefined();
    expect(await storage.grants.find(later)).toBeDefined();
  });

  test('and keeps the ten newest of a client that is shared', async () => {
    const { clientId, grant, issue } = await scene(storage);
    const ids: string[] = [];
    for (let n = 0; n < 12; n += 1) ids.push(await grant());
    await exchange(storage, clientId, await issue('AuthorizationCode', ids.at(-1)!), 10);
    const live = await Promise.all(ids.map((id) => storage.grants.find(id)));
    expect(live.map((found) => found !== undefined)).toEqual(ids.map((_id, n) => n >= 2));
  });

  test('exchanges of one person at the same time do not block each other for good', async () => {
    const { clientId, grant, issue } = await scene(storage);
    const ids = await Promise.all(Array.from({ length: 20 }, () => grant()));
    const codes = await Promise.all(ids.map((id) => issue('AuthorizationCode', id)));
    const answers = await Promise.all(codes.map((code) => exchange(storage, clientId, code, 100)));
    expect(answers.every((answer) => answer !== undefined)).toBe(true);
  });

  test('finds nothing of a disabled person, client, or of another client id', async () => {
    const { clientId, userId, grant, issue } = await scene(storage);
    const value = await issue('RefreshToken', await grant());
    await database.prisma.user.update({ where: { id: userId }, data: { disabledAt: new Date() } });
    expect((await load(clientId, value)).user(userId)).toBeNull();
    await database.prisma.client.update({
      where: { id: clientId },
      data: { disabledAt: new Date() },
    });
    expect((await load(clientId, value)).client(clientId)).toBeNull();
    expect((await load('client_other', value)).client('client_other')).toBeNull();
  });
});
