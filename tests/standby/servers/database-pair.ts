import {
  type Cluster,
  type Standby,
  startCluster,
  startStandby,
  untilGiven,
  waitForStandbys,
} from '@gatehouse/database/testing/postgres';
import { ownDatabase } from '../../faults/stored/own-database.ts';
import { Forwarder } from './forwarder.ts';

export interface PairOptions {
  /** Whether a commit waits for a standby. Default true. */
  readonly synchronous?: boolean;
  /** Default one. With more, a commit waits for any one of them. */
  readonly standbys?: number;
}

/** A PostgreSQL with standbys, and the one address of whichever is the primary. */
export interface DatabasePair {
  readonly primary: Cluster;
  /** the first of {@link standbys} */
  readonly standby: Standby;
  readonly standbys: readonly Standby[];
  readonly forwarder: Forwarder;
  /** Connection string of Gatehouse's own role, straight to the primary. */
  readonly primaryUrl: string;
  /** Connection string of a superuser to Gatehouse's database on one of the servers. */
  superuserUrl(server: Cluster): string;
  /** Stops sending to the standby: what is committed from now on it does not hear of. */
  holdBack(): Promise<void>;
  /** Kills the primary, and a second later makes the standby the primary and turns the forwarder. */
  failOver(): Promise<void>;
  stop(): Promise<void>;
}

/** Streaming replication on this machine: docs/operations.md, "PostgreSQL with a standby". */
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
      forwarder: wire,
      primaryUrl: serverUrl,
      superuserUrl: ({ url }) => {
        const its = new URL(url);
        its.pathname = '/gatehouse';
        return its.href;
      },
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
        wire.turn(standby.url);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
