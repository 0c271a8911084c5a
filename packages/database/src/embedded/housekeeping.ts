import type { PGlite } from '@electric-sql/pglite';

/** Milliseconds between two checks of how much was written. */
const INTERVAL = 5_000;

/** Bytes of log after which a checkpoint is made. */
const LOG_LIMIT = 32 * 1024 * 1024;

/**
 * Limits of the log's size. Above `max_wal_size` a checkpoint removes files of the log instead of keeping
 * them for later use.
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
 * Does what background processes of a server do, but a Postgres in single-user mode does not. Checkpoints:
 * without them the log grows as long as the process runs, and a start after a crash replays all of it.
 * Vacuuming: without it no table gets smaller, and its statistics are never updated.
 *
 * @param onError called with what failed; it is tried again
 * @returns a function that stops it
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
  // One table after another, so that requests are answered in between.
  for (const { name } of tables.rows) await pglite.query(`VACUUM (ANALYZE) public.${name}`);
  await pglite.query('CHECKPOINT');
}
