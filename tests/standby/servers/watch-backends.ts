import { setTimeout as delay } from 'node:timers/promises';
import { connectTo } from './connection.ts';

/** How often the server is asked (milliseconds). */
const EVERY = 500;

/** What was seen of the connections of Gatehouse's role, as the server has them. */
export interface Backends {
  /** the most at any time */
  readonly most: number;
  /** the most that waited for a standby at any time */
  readonly mostInSyncRep: number;
  /** the most that waited for a lock at any time */
  readonly mostInLock: number;
}

/**
 * Counts the backends of the role `gatehouse` until told to stop.
 *
 * @param superuserUrl of another role, which does not count itself
 */
export function watchBackends(superuserUrl: string): { stop(): Promise<Backends> } {
  const ended = new AbortController();
  const seen = watch(superuserUrl, ended.signal);
  return {
    stop() {
      ended.abort();
      return seen;
    },
  };
}

async function watch(url: string, stop: AbortSignal): Promise<Backends> {
  const client = await connectTo(url);
  let [most, mostInSyncRep, mostInLock] = [0, 0, 0];
  while (!stop.aborted) {
    const { rows } = await client.query<{ all: number; syncrep: number; lock: number }>(`
      SELECT count(*)::int AS all,
        (count(*) FILTER (WHERE wait_event = 'SyncRep'))::int AS syncrep,
        (count(*) FILTER (WHERE wait_event_type = 'Lock'))::int AS lock
      FROM pg_stat_activity WHERE usename = 'gatehouse'`);
    const { all, syncrep, lock } = rows[0]!;
    most = Math.max(most, all);
    mostInSyncRep = Math.max(mostInSyncRep, syncrep);
    mostInLock = Math.max(mostInLock, lock);
    await delay(EVERY);
  }
  await client.end();
  return { most, mostInSyncRep, mostInLock };
}
