import {
  type Cluster,
  Forwarder,
  type Standby,
  startCluster,
  startStandby,
  untilGiven,
  waitForStandbys,
} from '@gatehouse/database/testing/postgres';
import { ownDatabase } from '../../faults/stored/own-database.ts';

export interface PairOptions {
  /** Whether a commit waits for a standby. Default true. */
  readonly synchronous?: boolean;
  /** Default one. With more, a commit waits for any one of them. */
  readonly standbys?: number;
}

/** A PostgreSQL with standbys, and one address that leads to whichever is the primary. */
export interface DatabasePair {
  readonly primary: Cluster;
  /** the first of {@link standbys} */
  readonly standby: Standby;
  readonly standbys: readonly Standby[];
  /** Connection string of Gatehouse's own role, to whichever is the primary ({@link failOver}). */
  readonly databaseUrl: string;
  /** The same, as a list of all servers. */
  readonly databaseUrlOfAll: string;
  /** Connection string of a superuser to Gatehouse's database on one of the servers. */
  superuserUrl(server: Cluster): string;
  /** Has commits wait for no standby any more, those that wait already included. */
  waitForNobody(): Promise<void>;
  /** Stops sending to the standby: what is committed from now on it does not hear of. */
  holdBack(): Promise<void>;
  /** Kills the primary, and a second later makes the standby the primary and turns the forwarder. */
  failOver(): Promise<void>;
  stop(): Promise<void>;
}

/** Streaming replication on this machine: docs/operations/database.md, "PostgreSQL with a standby". */
export async function startPair(options: PairOptions = {}): Promise<DatabasePair> {
  const { synchronous = true, standbys: count = 1 } = options;
  const primary = await startCluster({ durable: true, settings: ['wal_keep_size=256MB'] });
  const standbys: Standby[] = [];
  let forwarder: Forwarder | undefined;
  const stop = async () => {
    forwarder?.close();
    // A primary that waits for a standby waits at its end, too: the standbys are freed first.
    for (const standby of standbys) standby.unstall();
    await Promise.all([primary, ...standbys].map((server) => server.stop()));
  };
  try {
    const { serverUrl } = await ownDatabase(primary.url);
    for (let index = 2; index < 2 + count; index += 1) {
      standbys.push(await startStandby(primary, `s${index}`));
    }
    const [standby] = standbys as [Standby];
    const names = standbys.map(({ name }) => name).join(', ');
    if (synchronous) {
      await waitForStandbys(primary, count === 1 ? names : `ANY 1 (${names})`, count);
    }
    forwarder = await Forwarder.open(serverUrl);
    const wire = forwarder;
    return {
      primary,
      standby,
      standbys,
      databaseUrl: wire.url,
      databaseUrlOfAll: listOf(serverUrl, standbys),
      superuserUrl: ({ url }) => {
        const its = new URL(url);
        its.pathname = '/gatehouse';
        return its.href;
      },
      waitForNobody: () => waitForStandbys(primary, '', 0),
      async holdBack() {
        process.kill(
          await untilGiven(primary.url, 'SELECT pid FROM pg_stat_replication'),
          'SIGSTOP',
        );
      },
      async failOver() {
        await primary.crash();
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        await standby.promote();
        wire.lead(standby.url);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The same connection string with further servers in it. */
function listOf(url: string, others: readonly Cluster[]): string {
  const { host } = new URL(url);
  const hosts = [host, ...others.map((other) => new URL(other.url).host)];
  return url.replace(`@${host}/`, `@${hosts.join(',')}/`);
}
