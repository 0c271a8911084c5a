/** A PostgreSQL server for tests of any runner; nothing in here needs Vitest. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { type ClusterOptions, startCluster } from './cluster.ts';

export { type Cluster, type ClusterOptions, startCluster } from './cluster.ts';

export interface TestPostgres {
  /** Connection string of a user who may create databases. */
  readonly url: string;
  /** A new database: empty, or a copy of `template`. Gives its connection string. */
  createDatabase(template?: string): Promise<string>;
  /** Drops the databases made here; a server started here ends. */
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
      // One after the other: a template must not be in use by another copy.
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

/** TEST_DATABASE_URL: a server that is not ours to restart; empty where there is none. */
export function givenServer(): string {
  return process.env['TEST_DATABASE_URL'] ?? '';
}

function nameOf(url: string): string {
  return new URL(url).pathname.slice(1);
}
