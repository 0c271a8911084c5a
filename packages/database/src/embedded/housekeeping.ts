import type { PGlite } from '@electric-sql/pglite';

/** Milliseconds between looks at how much was written. */
const INTERVAL = 5_000;

/** Log written since the last checkpoint (bytes) that is worth one. */
const LOG_LIMIT = 32 * 1024 * 1024;

/**
 * The limits that a checkpoint keeps to. Above `max_wal_size` the files of the log are removed and
 * not kept for later.
 */
export const LOG_SETTINGS: readonly string[] = [
  '-c',
  'max_wal_size=64MB',
  '-c',
  'min_wal_size=32MB',
];

const WRITTEN = `SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn)::float8 AS bytes
  FROM pg_control_checkpoint()`;

/**
 * What a server's background processes do and a Postgres in single-user mode does not: checkpoints,
 * without which the log grows for as long as the process runs and a start after a crash replays all
 * of it; and vacuuming, without which no table ever gets smaller or its statistics truer.
 *
 * @param onError told what failed; it is tried again
 * @returns stops it
 */
export function keepHouse(
  pglite: PGlite,
  onError: (error: Error) => void,
  { intervalMs = INTERVAL, logLimit = LOG_LIMIT } = {},
): () => Promise<void> {
  let running = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    running = tidy(pglite, logLimit)
      .catch((error: unknown) => onError(error as Error))
      .finally(() => {
        busy = false;
      });
  }, intervalMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}

async function tidy(pglite: PGlite, logLimit: number): Promise<void> {
  const { rows } = await pglite.query<{ bytes: number }>(WRITTEN);
  if ((rows[0]?.bytes ?? 0) < logLimit) return;
  const tables = await pglite.query<{ name: string }>(
    `SELECT quote_ident(relname) AS name FROM pg_class
      WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
  );
  // One by one, so that requests get their turn in between.
  for (const { name } of tables.rows) await pglite.query(`VACUUM (ANALYZE) public.${name}`);
  await pglite.query('CHECKPOINT');
}
