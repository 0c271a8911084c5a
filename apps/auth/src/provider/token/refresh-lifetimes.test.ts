import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Storage } from '../../storage/storage.ts';
import { scene, storageOn } from '../../storage/testing/fixtures.ts';
import { tokenHash } from '../../storage/token-hash.ts';
import { exchange, loadUnit, rotate } from './testing/units.ts';

const IDLE = 3600;
const MAX = 7200;

describeEachDatabase('what ends a refresh token', (open) => {
  let database: Database;
  let storage: Storage;
  beforeAll(async () => {
    database = await open();
    storage = storageOn(database);
  });

  const ago = (seconds: number) => new Date(Date.now() - seconds * 1000);
  const keyOf = (idHash: string) => ({ kind_idHash: { kind: 'RefreshToken', idHash } });
  const load = (clientId: string, value: string) =>
    loadUnit(storage, clientId, { kind: 'RefreshToken', value });

  test.each([
    [IDLE - 5, true],
    [IDLE + 5, false],
  ])('is its idle time, as configured today: unused for %d s', async (seconds, alive) => {
    const { clientId, grant, issue } = await scene(storage);
    const value = await issue('RefreshToken', await grant(), 10 * IDLE);
    await database.prisma.artifact.update({
      where: keyOf(tokenHash(value)),
      data: { createdAt: ago(seconds) },
    });
    expect((await load(clientId, value)).artifact('RefreshToken', value) !== null).toBe(alive);
  });

  test.each([
    [MAX - 5, true],
    [MAX + 5, false],
  ])('is the age of its chain, however often it was used: %d s', async (seconds, alive) => {
    const { clientId, grant, issue } = await scene(storage);
    const grantId = await grant(10 * MAX);
    const first = await exchange(storage, clientId, await issue('AuthorizationCode', grantId));
    const { answer: second } = await rotate(storage, clientId, first!);
    await database.prisma.grant.update({
      where: { id: grantId },
      data: { firstUsedAt: ago(seconds) },
    });
    expect((await load(clientId, second!)).grant(grantId) !== null).toBe(alive);
  });

  test('is the end of its grant, which a refresh does not move', async () => {
    const { clientId, grant, issue } = await scene(storage);
    const grantId = await grant(30);
    const { answer } = await rotate(storage, clientId, await issue('RefreshToken', grantId));
    const [successor, its] = await Promise.all([
      database.prisma.artifact.findUniqueOrThrow({ where: keyOf(tokenHash(answer!)) }),
      database.prisma.grant.findUniqueOrThrow({ where: { id: grantId } }),
    ]);
    expect(successor.expiresAt).toEqual(its.expiresAt);
  });

  describe('is the consent behind it', () => {
    test('when it is withdrawn', async () => {
      const { clientId, userId, grant, issue } = await scene(storage);
      const grantId = await grant();
      const value = await issue('RefreshToken', grantId);
      expect((await load(clientId, value)).grant(grantId)).not.toBeNull();
      await database.prisma.consent.deleteMany({ where: { userId, clientId } });
      expect((await load(clientId, value)).grant(grantId)).toBeNull();
    });

    test('as far as a scope was taken back', async () => {
      const { clientId, userId, grant, issue, resource } = await scene(storage);
      const grantId = await grant();
      const value = await issue('RefreshToken', grantId);
      const refused = ['mcp:read'];
      await storage.consents.remember({ userId, clientId, resource, scopes: [], refused }, 60);
      expect((await load(clientId, value)).grant(grantId)?.resources).toEqual({ [resource]: '' });
    });

    test('and not the time for which an answer is remembered', async () => {
      const { clientId, userId, grant, issue } = await scene(storage);
      const grantId = await grant();
      const value = await issue('RefreshToken', grantId);
      const where = { userId, clientId };
      await database.prisma.consent.updateMany({ where, data: { expiresAt: ago(1) } });
      expect((await load(clientId, value)).grant(grantId)).not.toBeNull();
    });
  });
});
