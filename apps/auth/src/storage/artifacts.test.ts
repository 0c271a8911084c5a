import { describeEachDatabase } from '@gatehouse/database/testing';
import { beforeAll, expect, test } from 'vitest';
import { artifactRow } from './artifact.ts';
import type { Storage } from './storage.ts';
import { storageOn, token } from './testing/fixtures.ts';
import { tokenHash } from './token-hash.ts';

describeEachDatabase('short-lived records', (open) => {
  let storage: Storage;
  beforeAll(async () => {
    storage = storageOn(await open());
  });
  const put = (id: string, payload: object, expiresIn = 60, kind = 'Interaction') =>
    storage.artifacts.upsert(artifactRow(kind, tokenHash(id), payload as never, expiresIn));

  test('are written, read, replaced and destroyed', async () => {
    const id = token();
    await put(id, { uid: `u-${id}`, params: { a: 1 } });
    expect(await storage.artifacts.find('Interaction', id)).toEqual({
      jti: id,
      exp: expect.any(Number),
      uid: `u-${id}`,
      params: { a: 1 },
    });
    expect(await storage.artifacts.findByUid('Interaction', `u-${id}`)).toMatchObject({
      params: { a: 1 },
    });
    await put(id, { params: { a: 2 } });
    expect(await storage.artifacts.find('Interaction', id)).toMatchObject({ params: { a: 2 } });
    expect(await storage.artifacts.find('Session', id)).toBeUndefined();
    await storage.artifacts.destroy('Interaction', id);
    expect(await storage.artifacts.find('Interaction', id)).toBeUndefined();
  });

  test('are not found after their time, whether or not a sweep has run', async () => {
    const id = token();
    await put(id, {}, -1);
    expect(await storage.artifacts.find('Interaction', id)).toBeUndefined();
    expect(await storage.artifacts.consume('Interaction', id)).toBe(false);
  });

  test('are used once by 50 parallel callers', async () => {
    const id = token();
    await put(id, {}, 60, 'DeviceCode');
    const uses = await Promise.all(
      Array.from({ length: 50 }, () => storage.artifacts.consume('DeviceCode', id)),
    );
    expect(uses.filter(Boolean)).toHaveLength(1);
    expect((await storage.artifacts.find('DeviceCode', id))?.consumed).toBeTypeOf('number');
  });

  test('a one-time handle is taken once by 50 parallel callers', async () => {
    const id = token();
    await put(id, { boundTo: 'browser', to: 'somewhere' });
    const taken = await Promise.all(
      Array.from({ length: 50 }, () => storage.artifacts.take('Interaction', id, ['browser'])),
    );
    expect(taken.filter((payload) => payload !== undefined)).toEqual([
      { boundTo: 'browser', to: 'somewhere' },
    ]);
  });

  test('a one-time handle is neither given to nor used up by another browser', async () => {
    const id = token();
    await put(id, { boundTo: 'mine' });
    expect(await storage.artifacts.take('Interaction', id, ['theirs'])).toBeUndefined();
    expect(await storage.artifacts.take('Interaction', id, ['mine'])).toBeDefined();
  });

  test('a one-time handle that was taken may be given out again', async () => {
    const id = token();
    for (const attempt of [1, 2]) {
      await put(id, { boundTo: 'mine', attempt });
      expect(await storage.artifacts.take('Interaction', id, ['mine'])).toMatchObject({ attempt });
    }
  });

  test('a replay mark is set once by 50 parallel callers, and again after its time', async () => {
    const id = token();
    const mark = () =>
      storage.artifacts.insertOnce(artifactRow('ReplayDetection', tokenHash(id), {}, 60));
    const marks = await Promise.all(Array.from({ length: 50 }, mark));
    expect(marks.filter(Boolean)).toHaveLength(1);

    const old = token();
    const row = artifactRow('ReplayDetection', tokenHash(old), {}, -1);
    expect(await storage.artifacts.insertOnce(row)).toBe(true);
    expect(await storage.artifacts.insertOnce(row)).toBe(true);
  });

  test('are revoked by grant, and only those of the grant', async () => {
    const [mine, other] = [token(), token()];
    await put(mine, { grantId: 'g1' }, 60, 'RefreshToken');
    await put(other, { grantId: 'g2' }, 60, 'RefreshToken');
    await storage.artifacts.revokeByGrant('RefreshToken', 'g1');
    expect(await storage.artifacts.find('RefreshToken', mine)).toBeUndefined();
    expect(await storage.artifacts.find('RefreshToken', other)).toBeDefined();
  });

  test('a finished one is empty but remembered', async () => {
    const id = token();
    await put(id, { params: { state: 'kept nowhere' } });
    const finished = await Promise.all(
      Array.from({ length: 20 }, () => storage.artifacts.finish('Interaction', id)),
    );
    expect(finished.filter(Boolean)).toHaveLength(1);
    const found = await storage.artifacts.find('Interaction', id);
    expect(found).toEqual({ jti: id, consumed: expect.any(Number), exp: expect.any(Number) });
  });

  test('of a finished one it is left in which languages it was asked for', async () => {
    const id = token();
    await put(id, { params: { state: 'kept nowhere', ui_locales: 'de-AT en' } });
    await storage.artifacts.finish('Interaction', id);
    const found = await storage.artifacts.find('Interaction', id);
    expect(found?.params).toEqual({ ui_locales: 'de-AT en' });
  });
});
