import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDirectory } from '../embedded/directory.ts';
import { openCluster } from '../embedded/embedded-database.ts';
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
  /** A data directory with an embedded database and the schema, closed: to be copied, not opened. */
  readonly embeddedDirectory: () => Promise<string>;
  readonly stop: () => Promise<void>;
}

export function createSupply(): Supply {
  let postgres: Promise<TestPostgres> | undefined;
  let template: Promise<string> | undefined;
  let embedded = givenEmbedded();
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-tests-'));

  const embeddedDirectory = (): Promise<string> =>
    (embedded ??= makeEmbedded(path.join(folder, 'embedded')));
  const server = (): Promise<TestPostgres> => (postgres ??= startPostgres());
  return {
    async serverDatabase() {
      template ??= migratedDatabase(await server());
      return (await server()).createDatabase(await template);
    },
    async emptyServerDatabase() {
      return (await server()).createDatabase();
    },
    async embeddedImage() {
      return imageOf(await embeddedDirectory());
    },
    embeddedDirectory,
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

/** A data directory, and beside it the tar file of what is in it. */
function imageOf(directory: string): string {
  return `${directory}.tar`;
}

/** Both at once, since making the files of a database takes ten times as long as writing them again. */
async function makeEmbedded(directory: string): Promise<string> {
  const cluster = await openDirectory(directory);
  const database = await openCluster(cluster, {});
  try {
    const dump = await cluster.pglite.dumpDataDir('none');
    writeFileSync(imageOf(directory), Buffer.from(await dump.arrayBuffer()));
    return directory;
  } finally {
    await database.close();
  }
}

/** TEST_EMBEDDED_DATABASE: what another run has made, and this one may copy; undefined where it is not set. */
function givenEmbedded(): Promise<string> | undefined {
  const directory = process.env['TEST_EMBEDDED_DATABASE'];
  return directory === undefined ? undefined : Promise.resolve(directory);
}
