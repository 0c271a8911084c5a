/** A PostgreSQL server for the tests of any runner. This module does not use Vitest. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { type ClusterOptions, startCluster } from './cluster.ts';

export { type Cluster, type ClusterOptions, startCluster } from './cluster.ts';
export { Forwarder } from './forwarder.ts';
export { type PgBouncer, startPgBouncer } from './pgbouncer.ts';
export { type Standby, startStandby, untilGiven, waitForStandbys } from './standby.ts';

export interface TestPostgres {
  /** Connection string of a user who may create databases. */
  readonly url: string;
  /** Makes a database, empty or as a copy of `template`. @returns its connection string */
  createDatabase(template?: string): Promise<string>;
  /** Drops the databases that were made here, and ends the server if it was started here. */
  stop(): Promise<void>;
}

/**
 * The server of TEST_DATABASE_URL, or a throwaway one from the PostgreSQL installed on this machine.
 *
 * @throws DatabaseError with the remedy where there is neither
 * @example
 * const postgres = await startPostgres();
 * const database = await openDatabase({ url: await postgres.createDatabase() });
 * await database.close();
 * await postgres.stop();
 */
export async function startPostgres(options: ClusterOptions = {}): Promise<TestPostgres> {
  const given = givenServer();
  const cluster = given === '' ? await startCluster(options) : undefined;
  const url = cluster?.url ?? given;
  const created: string[] = [];

  const run = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };

  let last: Promise<unknown> = Promise.resolve();
  return {
    url,
    createDatabase(template) {
      const name = `gatehouse_test_${randomBytes(6).toString('hex')}`;
      const source = template === undefined ? '' : ` TEMPLATE ${nameOf(template)}`;
      // One after the other, because a template cannot be copied twice at the same time.
      const creating = last.then(() => run(`CREATE DATABASE ${name}${source}`));
      last = creating.catch(() => {});
      return creating.then(() => {
        created.push(name);
        const its = new URL(url);
        its.pathname = `/${name}`;
        return its.href;
      });
    },
    async stop() {
      if (cluster) return cluster.stop();
      for (const name of created) await run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

/** TEST_DATABASE_URL, a server that tests must not restart; empty where it is not set. */
export function givenServer(): string {
  return process.env['TEST_DATABASE_URL'] ?? '';
}

function nameOf(url: string): string {
  return new URL(url).pathname.slice(1);
}
