import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportStream, openDatabase, saveExport } from '@gatehouse/database';
import { openTestDatabase, testDatabaseUrl } from '@gatehouse/database/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bindSeals } from '../jobs/bind-seals.ts';
import { loadSigningKeys } from '../keys/signing-keys.ts';
import { createSealer } from '../storage/sealing.ts';
import { sealUnbound } from '../storage/testing/unbound-seal.ts';
import { runCommand } from './run.fixture.ts';

const key = randomBytes(32);
const sealer = createSealer([key]);
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-import-'));
const file = join(folder, 'older.gz');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Makes an export as an older version would, whose sealed values are bound to no row. */
beforeAll(async () => {
  const database = await openTestDatabase('embedded');
  const keys = await loadSigningKeys(database, sealer);
  for (const jwk of keys) {
    const data = { privateJwk: await sealUnbound(key, 'signing-key', JSON.stringify(jwk)) };
    await database.prisma.signingKey.update({ where: { kid: jwk.kid! }, data });
  }
  const secret = await sealUnbound(key, 'client-secret', 'hush');
  await database.prisma.client.create({
    data: { id: 'older', kind: 'operator', metadata: { client_id: 'older' }, secret },
  });
  await saveExport(file, exportStream(database, new Date()));
  await database.close();
});

async function importOn(url: string, keys: Uint8Array[] | undefined) {
  const settings = {
    littleMemory: false,
    poolSize: 2,
    preparedStatements: true,
    sweepInterval: 300,
  };
  const left = await runCommand(['database', 'import', file, '--json'], {
    loadDatabase: () => ({ url, dataDirectory: folder, ...settings }),
    loadSealingKeys: () => keys,
  });
  return { ...left, answer: left.stdout && (JSON.parse(left.stdout) as unknown) };
}

test('an import binds what an older version sealed to its rows, where the keys are', async () => {
  const url = await testDatabaseUrl();
  const { code, answer, stderr } = await importOn(url, [key]);
  expect(code).toBe(0);
  expect(answer).toMatchObject({ rows: { clients: 1, signing_keys: 2 } });
  expect(stderr).toBe('Sealed 3 values of an older version for the rows they are in.\n');
  const database = await openDatabase({ url, poolSize: 2 });
  const { secret } = await database.prisma.client.findUniqueOrThrow({ where: { id: 'older' } });
  expect(await sealer.open('client-secret', 'older', secret!)).toBe('hush');
  expect(await loadSigningKeys(database, sealer)).toHaveLength(2);
  await database.close();
});

test('an import with other keys is refused, and nothing of it is in the database', async () => {
  const url = await testDatabaseUrl();
  const { code, answer, stderr } = await importOn(url, [randomBytes(32)]);
  expect([code, answer]).toEqual([78, '']);
  expect(stderr).toMatch(/^ENCRYPTION_KEYS does not hold the key [^\n]+\n$/);
  const database = await openDatabase({ url, poolSize: 2 });
  expect(await database.prisma.signingKey.count()).toBe(0);
  await database.close();
});

test('an import without the keys leaves that to the first start', async () => {
  const url = await testDatabaseUrl();
  expect(await importOn(url, undefined)).toMatchObject({ code: 0, stderr: '' });
  const database = await openDatabase({ url, poolSize: 2 });
  const report = await bindSeals({ database, sealer, mayRefuse: true });
  expect(report).toMatchObject({ outcome: 'bound', resealed: 3 });
  await database.close();
});
