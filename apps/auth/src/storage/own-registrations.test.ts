import { randomBytes } from 'node:crypto';
import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { OwnClient } from './own-registrations.ts';
import type { Storage } from './storage.ts';
import { scene, storageOn, token } from './testing/fixtures.ts';

describeEachDatabase('what clients do about their own rows', (open) => {
  let database: Database;
  let storage: Storage;
  beforeAll(async () => {
    database = await open();
    storage = storageOn(database);
  });

  const register = (initialAccessTokenId?: string) => {
    const own = { clientId: `client_${token()}`, accessTokenHash: token() };
    const metadata = { client_id: own.clientId, client_secret: 'a secret' };
    return storage.registrations
      .register(metadata, {
        ...own,
        initialAccessTokenId,
        from: token(),
        as: token(),
        most: 20_000,
      })
      .then(({ outcome }) => ({ outcome, ...own }));
  };
  const row = ({ clientId: id }: OwnClient) =>
    database.prisma.client.findUniqueOrThrow({ where: { id } });

  test('a new one is dynamic, never used, and its secret is sealed', async () => {
    const own = await register();
    expect(own.outcome).toBe('registered');
    const stored = await row(own);
    expect(stored).toMatchObject({
      kind: 'dynamic',
      lastUsedOn: null,
      initialAccessTokenId: null,
      registrationAccessToken: own.accessTokenHash,
      metadata: { client_id: own.clientId },
    });
    expect(JSON.stringify(stored)).not.toContain('a secret');
    expect(await storage.clients.find(own.clientId)).toMatchObject({ client_secret: 'a secret' });
  });

  test('a replacement changes the metadata and the secret, and nothing that the server knows', async () => {
    const own = await register();
    const where = { id: own.clientId };
    const data = { lastUsedOn: new Date('2026-01-01'), createdAt: new Date('2026-01-01') };
    await database.prisma.client.update({ where, data });
    const {
      metadata: _,
      secret: __,
      updatedAt: ___,
      registeredAs: ____,
      ...before
    } = await row(own);
    const metadata = { client_id: own.clientId, client_name: 'New' };
    expect(await storage.registrations.replace(metadata, own.accessTokenHash, 'like another')).toBe(
      0,
    );
    expect(await row(own)).toMatchObject({
      ...before,
      metadata,
      secret: null,
      registeredAs: 'like another',
    });
  });

  test.each(['replace', 'remove'] as const)(
    'one that is disabled cannot %s itself',
    async (what) => {
      const own = await register();
      await storage.clients.setDisabled(own.clientId, true);
      const before = await row(own);
      expect(await storage.registrations.isOwn(own)).toBe(false);
      const { registrations } = storage;
      const done = await (what === 'replace'
        ? registrations.replace({ client_id: own.clientId }, own.accessTokenHash, '')
        : registrations.remove(own));
      expect(done).toBeUndefined();
      expect(await row(own)).toEqual(before);
    },
  );

  test('one that the operator registered is nobody’s, whatever its row holds', async () => {
    const own = await register();
    const data = { kind: 'operator' as const };
    await database.prisma.client.update({ where: { id: own.clientId }, data });
    const metadata = { client_id: own.clientId, client_name: 'Evil' };
    expect(await storage.registrations.isOwn(own)).toBe(false);
    expect(await storage.registrations.replace(metadata, own.accessTokenHash, 'like another')).toBe(
      undefined,
    );
    expect(await storage.registrations.remove(own)).toBeUndefined();
    expect(await row(own)).toMatchObject({ metadata: { client_id: own.clientId } });
  });

  test('a replacement brings nothing back that is gone', async () => {
    const own = await register();
    await storage.clients.remove(own.clientId);
    const metadata = { client_id: own.clientId };
    expect(await storage.registrations.replace(metadata, own.accessTokenHash, 'like another')).toBe(
      undefined,
    );
    expect(await storage.clients.show(own.clientId)).toBeUndefined();
  });

  test('a replacement that gives up the secret ends what was granted to its holder alone', async () => {
    const its = await scene(storage);
    const own = { clientId: its.clientId, accessTokenHash: token() };
    const { clientId } = own;
    const data = { registrationAccessToken: own.accessTokenHash };
    await database.prisma.client.update({ where: { id: clientId }, data });
    const replace = (token_endpoint_auth_method: string) =>
      storage.registrations.replace(
        { client_id: clientId, token_endpoint_auth_method },
        own.accessTokenHash,
        '',
      );
    expect(await replace('client_secret_post')).toBe(0);
    const grant = await its.grant();
    expect(await replace('client_secret_basic')).toBe(0);
    expect(await storage.grants.find(grant)).toBeDefined();
    expect(await replace('none')).toBe(1);
    expect(await storage.grants.find(grant)).toBeUndefined();
    await its.grant();
    expect(await replace('none')).toBe(0);
  });

  test('a removal takes consents, grants and tokens with it, and nobody else’s', async () => {
    const [its, other] = [await scene(storage), await scene(storage)];
    const own = { clientId: its.clientId, accessTokenHash: token() };
    const data = { registrationAccessToken: own.accessTokenHash };
    await database.prisma.client.update({ where: { id: own.clientId }, data });
    const [live, ended] = [await its.grant(), await its.grant(-1)];
    await its.issue('RefreshToken', live);
    await its.issue('RefreshToken', ended);
    const others = await other.grant();
    await other.issue('RefreshToken', others);
    expect(await storage.registrations.remove({ ...own, accessTokenHash: token() })).toBe(
      undefined,
    );
    expect(await database.prisma.artifact.count({ where: { grantId: live } })).toBe(1);
    expect(await storage.registrations.remove(own)).toBe(1);
    const clientId = own.clientId;
    expect(await database.prisma.artifact.count({ where: { clientId } })).toBe(0);
    expect(await database.prisma.grant.count({ where: { clientId } })).toBe(0);
    expect(await database.prisma.consent.count({ where: { clientId } })).toBe(0);
    expect(await database.prisma.artifact.count({ where: { grantId: others } })).toBe(1);
  });

  test('the token of one is nothing for another', async () => {
    const [own, other] = [await register(), await register()];
    const stolen = { clientId: own.clientId, accessTokenHash: other.accessTokenHash };
    const metadata = { client_id: own.clientId, client_name: 'Evil' };
    expect(await storage.registrations.isOwn(stolen)).toBe(false);
    expect(await storage.registrations.replace(metadata, other.accessTokenHash, '')).toBe(
      undefined,
    );
    expect(await storage.registrations.remove(stolen)).toBeUndefined();
    expect(await storage.registrations.isOwn(own)).toBe(true);
    expect(await row(own)).toMatchObject({ metadata: { client_id: own.clientId } });
  });

  test('of many removals at once one counts, also beside the operator’s', async () => {
    const { clientId, grant } = await scene(storage);
    const own = { clientId, accessTokenHash: token() };
    const data = { registrationAccessToken: own.accessTokenHash };
    await database.prisma.client.update({ where: { id: clientId }, data });
    await Promise.all([grant(), grant(), grant()]);
    const removals = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        n % 2 === 0 ? storage.registrations.remove(own) : storage.clients.remove(clientId),
      ),
    );
    expect(removals.filter((grants) => grants !== undefined)).toEqual([3]);
  });

  let initial: { readonly id: string; readonly tokenHash: string };
  beforeEach(() => {
    initial = { id: `token_${randomBytes(4).toString('hex')}`, tokenHash: token() };
  });
  const listed = async () =>
    (await storage.initialAccessTokens.list()).find(({ id }) => id === initial.id);

  test('of many registrations at once, as many succeed as the initial access token has uses', async () => {
    await storage.initialAccessTokens.add({ ...initial, uses: 3 });
    const all = await Promise.all(Array.from({ length: 10 }, () => register(initial.id)));
    const stored = all.filter(({ outcome }) => outcome === 'registered');
    expect(stored).toHaveLength(3);
    expect(await listed()).toMatchObject({ used: 3, uses: 3, state: 'used_up' });
    for (const own of all) {
      const found = await storage.clients.show(own.clientId);
      expect(found?.initial_access_token_id).toBe(
        own.outcome === 'registered' ? initial.id : undefined,
      );
    }
  });

  test('a use is taken only with a client that is stored', async () => {
    await storage.initialAccessTokens.add({ ...initial, uses: 2 });
    const { clientId } = await register();
    const registration = { accessTokenHash: token(), from: '', as: '', most: 20_000 };
    await expect(
      storage.registrations.register(
        { client_id: clientId },
        { ...registration, initialAccessTokenId: initial.id },
      ),
    ).rejects.toThrow('clients_pkey');
    expect(await listed()).toMatchObject({ used: 0, state: 'valid', last_used_at: null });
  });

  test('one without a number of uses is never used up, and counts them', async () => {
    await storage.initialAccessTokens.add({ ...initial, label: 'CI' });
    for (let n = 0; n < 3; n += 1) expect((await register(initial.id)).outcome).toBe('registered');
    expect(await listed()).toMatchObject({
      used: 3,
      uses: null,
      state: 'valid',
      label: 'CI',
      expires_at: null,
    });
  });

  test('one that has expired, or was removed, registers nobody', async () => {
    await storage.initialAccessTokens.add({ ...initial, expiresIn: 60 });
    expect((await register(initial.id)).outcome).toBe('registered');
    const past = new Date(Date.now() - 60_000);
    await database.prisma.initialAccessToken.update({
      where: { id: initial.id },
      data: { expiresAt: past },
    });
    expect((await register(initial.id)).outcome).toBe('no_use_left');
    const { tokenHash: hash } = initial;
    expect(await storage.initialAccessTokens.find(hash)).toEqual({
      id: initial.id,
      state: 'expired',
    });
    expect(await storage.initialAccessTokens.remove(initial.id)).toBe(true);
    expect(await storage.initialAccessTokens.remove(initial.id)).toBe(false);
    expect((await register(initial.id)).outcome).toBe('no_use_left');
    expect(await storage.initialAccessTokens.find(hash)).toBeUndefined();
  });
});
