import type { Database } from '@gatehouse/database';

/** A probe wants an answer within two seconds, whatever the database does (milliseconds). */
const PROBE_TIMEOUT = 1_500;

/** The database is asked no more often (milliseconds). */
const PROBE_INTERVAL = 1_000;

export interface DatabaseChecks {
  /** it answers, and commits writes */
  readonly database: boolean;
  /** none is pending; left out while the database cannot be asked */
  readonly migrations?: boolean;
}

const NOTHING: DatabaseChecks = { database: false };

/**
 * What is known of the database, looked at once a second at most, however often it is asked. Whoever asks
 * meanwhile shares the answer, its one connection and its one write.
 */
export function checker(database: Database, now: () => number): () => Promise<DatabaseChecks> {
  let checks = Promise.resolve(NOTHING);
  let isRunning = false;
  let since = Number.NEGATIVE_INFINITY;
  return async () => {
    if (!isRunning && now() - since >= PROBE_INTERVAL) {
      since = now();
      isRunning = true;
      checks = check(database).finally(() => {
        isRunning = false;
      });
    }
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<DatabaseChecks>((resolve) => {
      timer = setTimeout(() => resolve(NOTHING), PROBE_TIMEOUT);
    });
    try {
      return await Promise.race([checks, timeout]);
    } finally {
      clearTimeout(timer);
    }
  };
}

async function check(database: Database): Promise<DatabaseChecks> {
  try {
    await database.checkWrites();
    return { database: true, migrations: (await database.pendingMigrations()).length === 0 };
  } catch {
    return NOTHING;
  }
}
