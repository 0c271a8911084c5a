import { openAsBlob } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, describe, inject } from 'vitest';
import type { Database, OpenOptions } from '../database.ts';
import { inMemory, openCluster } from '../embedded/embedded-database.ts';
import { openDatabase } from '../open.ts';
import type { Supply } from './supply.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where tests ask for databases. */
    gatehouseDatabases: string;
  }
}

/** Opens a new database with the schema in it. It is closed after the suite. */
export type OpenTestDatabase = (
  options?: Pick<
    OpenOptions,
    'poolSize' | 'statementTimeoutMs' | 'preparedStatements' | 'onStatement' | 'onUnavailable'
  >,
) => Promise<Database>;

export interface DatabaseKinds {
  /** Runs a third time, on the server without prepared statements, as behind a transaction pooler. */
  readonly withoutPreparedStatements?: boolean;
}

/**
 * One suite on every kind of database: embedded (in memory) and a real PostgreSQL server.
 *
 * @example
 * describeEachDatabase('the store of clients', (open) => {
 *   let database: Database;
 *   beforeAll(async () => { database = await open(); });
 *   it('…', async () => { … });
 * });
 */
export function describeEachDatabase(
  name: string,
  define: (open: OpenTestDatabase) => void,
  kinds: DatabaseKinds = {},
): void {
  describeOn(`${name} (embedded)`, define, openImage);
  describeOn(`${name} (PostgreSQL)`, define, openOnServer);
  if (kinds.withoutPreparedStatements) {
    describeOn(`${name} (PostgreSQL, no prepared statements)`, define, (options) =>
      openOnServer({ ...options, preparedStatements: false }),
    );
  }
}

/** A suite for a real server alone, where embedded Postgres differs, as in whose clock it reads. */
export function describeOnServer(name: string, define: (open: OpenTestDatabase) => void): void {
  describeOn(`${name} (PostgreSQL)`, define, openOnServer);
}

function describeOn(
  title: string,
  define: (open: OpenTestDatabase) => void,
  open: (options: OpenOptions) => Promise<Database>,
): void {
  describe(title, () => {
    const opened: Database[] = [];
    afterAll(async () => {
      await Promise.all(opened.map((database) => database.close()));
    });
    define(async (options = {}) => {
      const database = await open(options);
      opened.push(database);
      return database;
    });
  });
}

/** One database of a kind, for tests that need both at once. The caller closes it. */
export function openTestDatabase(kind: Database['kind']): Promise<Database> {
  return kind === 'embedded' ? openImage({}) : openOnServer({});
}

/** The URL of a new database of a real server, with the schema in it. */
export function testDatabaseUrl(): Promise<string> {
  return ask('serverDatabase');
}

/** The URL of a new database of a real server, with nothing in it. */
export function emptyDatabaseUrl(): Promise<string> {
  return ask('emptyServerDatabase');
}

/**
 * A data directory with an embedded database and the schema in it, for whoever copies it: to make one takes
 * four seconds of CPU, a copy a tenth of one.
 */
export function embeddedDirectory(): Promise<string> {
  return ask('embeddedDirectory');
}

async function openImage(options: OpenOptions): Promise<Database> {
  const image = await openAsBlob(await ask('embeddedImage'));
  return openCluster(inMemory(await PGlite.create({ loadDataDir: image })), options);
}

async function openOnServer(options: OpenOptions): Promise<Database> {
  return openDatabase({ ...options, url: await ask('serverDatabase') });
}

/**
 * Asks the run's global set-up, `@gatehouse/database/testing/global-setup`.
 *
 * @returns a connection string or a file name
 */
export async function ask(what: Exclude<keyof Supply, 'stop'>): Promise<string> {
  const databases = inject('gatehouseDatabases');
  if (databases === undefined) {
    throw new Error(
      'Tests with a database need globalSetup: @gatehouse/database/testing/global-setup in vitest.config.ts.',
    );
  }
  const response = await fetch(`${databases}/${what}`);
  const answer = await response.text();
  if (!response.ok) throw new Error(answer);
  return answer;
}
