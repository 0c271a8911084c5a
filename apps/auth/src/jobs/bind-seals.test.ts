import { randomBytes, randomUUID } from 'node:crypto';
import type { Database } from '@gatehouse/database';
import { describeEachDatabase, describeOnServer } from '@gatehouse/database/testing';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createServerSealer } from '../keys/create-sealer.ts';
import { loadSigningKeys, refusesUnbound } from '../keys/signing-keys.ts';
import { createSealer, isMisplaced, type SealPurpose } from '../storage/sealing.ts';
import { createStorage, type Storage } from '../storage/storage.ts';
import { scene, SESSION_MAX, token } from '../storage/testing/fixtures.ts';
import { leaveAsOlderVersion } from '../storage/testing/older-version.ts';
import { sealUnbound } from '../storage/testing/unbound-seal.ts';
import { tokenHash } from '../storage/token-hash.ts';
import { judgeReplay } from '../provider/token/replay.ts';
import { loadUnit, rotate } from '../provider/token/testing/units.ts';
import { type BindReport, bindSeals } from './bind-seals.ts';
import { Lease } from './lease.ts';
import { SealBinder } from './seal-binder.ts';
import { bindBatch, UNBOUND_SEALS } from './unbound-seals.ts';

const [key, lost] = [randomBytes(32), randomBytes(32)];
const bare = createSealer([key]);

describeEachDatabase('sealed values of an older version', (open) => {
  let database: Database;
  let storage: Storage;
  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    await database.prisma.signingKey.deleteMany();
    await database.prisma.artifact.deleteMany();
    await database.prisma.grant.deleteMany();
    await database.prisma.client.deleteMany();
    await database.prisma.lease.deleteMany();
    storage = started();
  });

  /** The storage of a server that starts now. */
  const started = () =>
    createStorage(
      database,
      createServerSealer([key], database, () => {}),
      { sessionMax: SESSION_MAX, interaction: 3600 },
    );
  const pass = (options: Partial<Parameters<typeof bindSeals>[0]> = {}) =>
    bindSeals({ database, sealer: bare, mayRefuse: true, ...options });
  const refused = () => refusesUnbound(database, bare);

  /** Puts every sealed value back into its older form. */
  async function makeOld(): Promise<void> {
    await leaveAsOlderVersion(database);
    const old = async (purpose: SealPurpose, row: string, sealed: string) =>
      sealUnbound(key, purpose, (await bare.inspect(purpose, row, sealed)).secret);
    for (const { kid, privateJwk } of await database.prisma.signingKey.findMany()) {
      const data = { privateJwk: await old('signing-key', kid, privateJwk) };
      await database.prisma.signingKey.update({ where: { kid }, data });
    }
    for (const { id, secret } of await database.prisma.client.findMany()) {
      if (secret === null) continue;
      const data = { secret: await old('client-secret', id, secret) };
      await database.prisma.client.update({ where: { id }, data });
    }
    for (const { kind, idHash, successor } of await database.prisma.artifact.findMany()) {
      if (successor === null) continue;
      const data = { successor: await old('refresh-successor', idHash, successor) };
      await database.prisma.artifact.update({ where: { kind_idHash: { kind, idHash } }, data });
    }
  }

  const secretOf = async (clientId: string) =>
    (await started().clients.find(clientId))?.client_secret;
  const saveClients = async (count: number) => {
    const ids = Array.from({ length: count }, () => `client_${token()}`);
    for (const id of ids) {
      await storage.clients.save({ client_id: id, client_secret: `secret of ${id}` }, 'dynamic');
    }
    return ids;
  };

  /** A refresh token that was just used, and its successor. */
  async function justUsed() {
    const { clientId, grant, issue } = await scene(storage);
    const value = await issue('RefreshToken', await grant());
    const { answer } = await rotate(storage, clientId, value);
    const replay = async () => {
      const presented = { kind: 'RefreshToken', value } as const;
      const server = started();
      return judgeReplay(await loadUnit(server, clientId, presented), server.sealer);
    };
    return { value, successor: answer, replay };
  }

  test('open until a start has bound them, and a later start has found none', async () => {
    const keys = await loadSigningKeys(database, bare);
    const ids = await saveClients(5);
    await storage.clients.save({ client_id: 'public' }, 'dynamic');
    const { successor, replay } = await justUsed();
    await makeOld();
    const [stray = ''] = ids;
    const oldForm = await sealUnbound(key, 'client-secret', `secret of ${stray}`);

    expect(await loadSigningKeys(database, storage.sealer)).toEqual(keys);
    expect(await secretOf(stray)).toBe(`secret of ${stray}`);
    expect(await replay()).toEqual({ outcome: 'successor', value: successor });

    expect(await pass({ batchSize: 2 })).toEqual({ outcome: 'bound', resealed: 8, unopened: [] });
    expect(await refused()).toBe(false);
    for (const id of ids)
      expect(await bare.open('client-secret', id, await sealedOf(id))).toBe(`secret of ${id}`);
    expect(await replay()).toEqual({ outcome: 'successor', value: successor });
    expect(await loadSigningKeys(database, bare)).toEqual(keys);

    // Written by a replica of the older version that is still running.
    await put(stray, oldForm);
    expect(await pass()).toMatchObject({ outcome: 'bound', resealed: 1 });

    const runsOn = started();
    expect(await pass()).toEqual({ outcome: 'refused', resealed: 0, unopened: [] });
    await put(stray, oldForm);
    expect(await secretOf(stray)).toBeUndefined();
    // A replica that started before refuses it as well, and another start does not change that.
    expect(await runsOn.clients.find(stray)).toBeUndefined();
    expect(await pass()).toMatchObject({ outcome: 'refused', resealed: 0 });
    expect(await sealedOf(stray)).toBe(oldForm);
    expect(await loadSigningKeys(database, bare)).toEqual(keys);
  });

  test('are refused in a database that this version began, and when its keys are made anew', async () => {
    await loadSigningKeys(database, bare);
    const [id = ''] = await saveClients(1);
    await put(id, await sealUnbound(key, 'client-secret', 'theirs'));
    expect(await secretOf(id)).toBeUndefined();
    // Somebody who can write to the database deletes the rows that say so.
    await database.prisma.signingKey.deleteMany();
    expect(await secretOf(id)).toBeUndefined();
    await loadSigningKeys(database, bare);
    expect(await secretOf(id)).toBeUndefined();
    await database.prisma.signingKey.deleteMany({ where: { alg: 'ES256' } });
    await loadSigningKeys(database, bare);
    expect(await secretOf(id)).toBeUndefined();
    expect(await pass()).toMatchObject({ outcome: 'refused', resealed: 0 });
  });

  test('a secret, a successor or a key moved to another row is nobody’s there', async () => {
    const [keyOne, keyTwo] = await loadSigningKeys(database, bare);
    const [own = '', foreign = ''] = await saveClients(2);
    const [mine, theirs] = [await justUsed(), await justUsed()];
    await put(foreign, await sealedOf(own));
    expect(await secretOf(foreign)).toBeUndefined();
    expect(await secretOf(own)).toBe(`secret of ${own}`);

    const row = (value: string) => ({
      kind_idHash: { kind: 'RefreshToken', idHash: tokenHash(value) },
    });
    const { successor, successorHash } = await database.prisma.artifact.findUniqueOrThrow({
      where: row(theirs.value),
    });
    await database.prisma.artifact.update({
      where: row(mine.value),
      data: { successor, successorHash },
    });
    expect(await mine.replay()).toEqual({ outcome: 'superseded' });
    expect(await theirs.replay()).toMatchObject({ outcome: 'successor' });

    const { privateJwk } = await database.prisma.signingKey.findUniqueOrThrow({
      where: { kid: keyOne!.kid! },
    });
    await database.prisma.signingKey.update({ where: { kid: keyTwo!.kid! }, data: { privateJwk } });
    const error: unknown = await loadSigningKeys(database, bare).catch((e: unknown) => e);
    expect(isMisplaced(error)).toBe(true);
  });

  test('a pass that is broken off is gone on with, and two at once lose nothing', async () => {
    await loadSigningKeys(database, bare);
    const ids = await saveClients(12);
    await makeOld();
    let batches = 0;
    const mayGoOn = () => Promise.resolve((batches += 1) <= 4);
    const broken = await pass({ batchSize: 3, mayGoOn });
    expect(broken).toMatchObject({ outcome: 'stopped', resealed: 8 });
    // A value that was changed after it was read is not overwritten.
    const read = { id: ids[0]!, sealed: await sealUnbound(key, 'client-secret', 'of before') };
    const now = await sealedOf(read.id);
    const late = { reached: read.id, unbound: [read] };
    expect(await bindBatch(database, bare, UNBOUND_SEALS[1]!, late)).toMatchObject({ resealed: 0 });
    expect(await sealedOf(read.id)).toBe(now);
    const [one, two] = await Promise.all([pass({ batchSize: 2 }), pass({ batchSize: 3 })]);
    expect(one.resealed + two.resealed).toBe(6);
    for (const id of ids) expect(await secretOf(id)).toBe(`secret of ${id}`);
    expect(await pass()).toMatchObject({ outcome: 'refused' });
    for (const id of ids) expect(await secretOf(id)).toBe(`secret of ${id}`);
  });

  test('what no key opens is named and kept, and keeps the older form from being refused', async () => {
    await loadSigningKeys(database, bare);
    const [kept = '', gone = ''] = await saveClients(2);
    const { value, replay } = await justUsed();
    await makeOld();
    await put(gone, await sealUnbound(lost, 'client-secret', 'secret of before'));
    await database.prisma.artifact.updateMany({
      where: { idHash: tokenHash(value) },
      data: { successor: await sealUnbound(lost, 'refresh-successor', 'of before') },
    });
    const unopened = [`client-secret of ${gone}`];
    expect(await pass()).toEqual({ outcome: 'bound', resealed: 4, unopened });
    expect(await pass()).toEqual({ outcome: 'bound', resealed: 0, unopened });
    expect(await replay()).toEqual({ outcome: 'superseded' });
    const both = createSealer([key, lost]);
    expect(await pass({ sealer: both })).toMatchObject({ outcome: 'bound', resealed: 1 });
    expect(await secretOf(gone)).toBe('secret of before');
    expect(await secretOf(kept)).toBe(`secret of ${kept}`);
    expect(await pass()).toMatchObject({ outcome: 'refused' });
  });

  test('are bound by a server at its start, and refused at the next', async () => {
    await loadSigningKeys(database, bare);
    const ids = await saveClients(3);
    await makeOld();
    for (const outcome of ['bound', 'refused']) {
      const start = startBinder(database);
      await expect.poll(() => start.reports).toHaveLength(1);
      await start.binder.stop();
      expect(start).toMatchObject({ reports: [{ outcome }], errors: [] });
    }
    for (const id of ids) expect(await secretOf(id)).toBe(`secret of ${id}`);
    expect(await database.prisma.lease.count()).toBe(0);
  });

  async function sealedOf(id: string): Promise<string> {
    return (await database.prisma.client.findUniqueOrThrow({ where: { id } })).secret!;
  }
  async function put(id: string, secret: string): Promise<void> {
    await database.prisma.client.update({ where: { id }, data: { secret } });
  }
});

/** The job that a server runs beside its requests after a start. */
function startBinder(database: Database) {
  const reports: BindReport[] = [];
  const errors: unknown[] = [];
  const binder = new SealBinder({
    database,
    sealer: bare,
    holder: randomUUID(),
    onDone: (report) => reports.push(report),
    onError: (error) => errors.push(error),
    retryAfter: 20,
  });
  binder.start();
  return { reports, errors, binder };
}

describeOnServer('replicas that start together', (open) => {
  test('leave the binding to one of them; who waited for it refuses nothing', async () => {
    const database = await open();
    for (const { kid, ...jwk } of await loadSigningKeys(database, bare)) {
      const data = { privateJwk: await sealUnbound(key, 'signing-key', JSON.stringify(jwk)) };
      await database.prisma.signingKey.update({ where: { kid: kid! }, data });
    }
    const leader = new Lease(database, 'bind_seals', randomUUID(), 600);
    expect(await leader.take()).toBe(true);
    const asked = vi.spyOn(database, 'query');
    const waits = startBinder(database);
    await expect.poll(() => asked.mock.calls.length).toBeGreaterThan(2);
    expect(new Set(asked.mock.calls.map(([{ name }]) => name))).toEqual(new Set(['lease_take']));
    const mayRefuse = true;
    expect((await bindSeals({ database, sealer: bare, mayRefuse })).resealed).toBe(2);
    await leader.giveUp();
    await expect.poll(() => waits.reports).toHaveLength(1);
    await waits.binder.stop();
    expect(waits.reports[0]).toMatchObject({ outcome: 'bound', resealed: 0 });
    expect(await refusesUnbound(database, bare)).toBe(false);
  });
});
