import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { findPostgresBinaries } from './binaries.ts';
import { type Cluster, clusterOf } from './cluster.ts';
import { freePort, ServerFolder } from './server-folder.ts';
import { ServerProcess } from './server-process.ts';

/** A PostgreSQL server that follows another by streaming replication. */
export interface Standby extends Cluster {
  /** what it calls itself at the primary, for `synchronous_standby_names` */
  readonly name: string;
  /** Suspends the process that receives: its connection stays, and nothing is acknowledged. */
  stall(): Promise<void>;
  /** Ends {@link stall}. */
  unstall(): void;
  /** Makes it the primary; resolves when it takes writes. */
  promote(): Promise<void>;
}

/** How long anything here may take (milliseconds). */
const PATIENCE = 60_000;

/**
 * Copies a running server and follows it.
 *
 * @param primary started with `durable`
 * @param name letters and digits
 */
export async function startStandby(primary: Cluster, name: string): Promise<Standby> {
  const folder = new ServerFolder('gatehouse-standby-');
  const data = path.join(folder.path, 'data');
  const source = new URL(primary.url);
  source.searchParams.set('application_name', name);
  await folder.run(path.join(findPostgresBinaries(), 'pg_basebackup'), [
    `--pgdata=${data}`,
    '--write-recovery-conf',
    '--wal-method=stream',
    '--checkpoint=fast',
    '--no-sync',
    `--dbname=${source.href}`,
  ]);
  const port = await freePort();
  const url = new URL(primary.url);
  url.port = String(port);
  const server = await ServerProcess.start({ folder, data, port, url: url.href, settings: [] });
  const cluster = clusterOf(folder, server, url.href);
  let stalled: number | undefined;
  const unstall = (): void => {
    if (stalled !== undefined) process.kill(stalled, 'SIGCONT');
    stalled = undefined;
  };
  return {
    ...cluster,
    name,
    async stall() {
      stalled = await untilGiven(url.href, 'SELECT pid FROM pg_stat_wal_receiver');
      process.kill(stalled, 'SIGSTOP');
    },
    unstall,
    async promote() {
      await untilGiven(url.href, 'SELECT 1 AS pid WHERE pg_promote(true, 60)');
    },
    async stop() {
      unstall();
      await cluster.stop();
    },
  };
}

/**
 * Has every commit wait for standbys from now on.
 *
 * @param names as in `synchronous_standby_names`; not before they exist, or the copy would wait for itself
 * @param count of standbys that are waited for at a time
 */
export async function waitForStandbys(primary: Cluster, names: string, count = 1): Promise<void> {
  const client = new pg.Client({ connectionString: primary.url });
  await client.connect();
  try {
    await client.query(`ALTER SYSTEM SET synchronous_standby_names = '${names}'`);
    await client.query('SELECT pg_reload_conf()');
  } finally {
    await client.end();
  }
  await untilGiven(
    primary.url,
    `SELECT 1 AS pid FROM pg_stat_replication
     WHERE state = 'streaming' AND sync_state IN ('sync', 'quorum') HAVING count(*) >= ${count}`,
  );
}

/** Asks until there is a row. @returns its `pid` */
export async function untilGiven(url: string, query: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    const deadline = Date.now() + PATIENCE;
    while (Date.now() < deadline) {
      const { rows } = await client.query<{ pid: number }>(query);
      if (rows[0] !== undefined) return rows[0].pid;
      await delay(100);
    }
  } finally {
    await client.end();
  }
  throw new Error(`not within ${PATIENCE / 1_000} s: ${query}`);
}
