import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { inMemory, openCluster } from '../embedded/embedded-database.ts';
import { openDatabase } from '../open.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';

/** What all tests of a run share. Each thing is made once, when it is first asked for. */
export interface Supply {
  /** Connection string of a new database with the schema in it. */
  readonly serverDatabase: () => Promise<string>;
  /** Connection string of a new database with nothing in it. */
  readonly emptyServerDatabase: () => Promise<string>;
  /** Tar file of an embedded database with the schema, which loads six times as fast as making one. */
  readonly embeddedImage: () => Promise<string>;
  readonly stop: () => Promise<void>;
}

export function createSupply(): Supply {
  let postgres: Promise<TestPostgres> | undefined;
  let template: Promise<string> | undefined;
  let image: Promise<string> | undefined;
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-tests-'));

  const server = (): Promise<TestPostgres> => (postgres ??= startPostgres());
  return {
    async serverDatabase() {
      template ??= migratedDatabase(await server());
      return (await server()).createDatabase(await template);
    },
    async emptyServerDatabase() {
      return (await server()).createDatabase();
    },
    embeddedImage() {
      return (image ??= writeImage(path.join(folder, 'image.tar')));
    },
    async stop() {
      rmSync(folder, { recursive: true, force: true });
      await (await postgres?.catch(() => undefined))?.stop();
    },
  };
}

async function migratedDatabase(server: TestPostgres): Promise<string> {
  const url = await server.createDatabase();
  await (await openDatabase({ url })).close();
  return url;
}

async function writeImage(file: string): Promise<string> {
  const pglite = await PGlite.create();
  const database = await openCluster(inMemory(pglite), {});
  try {
    const dump = await pglite.dumpDataDir('none');
    writeFileSync(file, Buffer.from(await dump.arrayBuffer()));
    return file;
  } finally {
    await database.close();
  }
}
