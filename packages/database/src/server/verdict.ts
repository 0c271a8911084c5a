import pg from 'pg';

/** What an error says about the connection it came over, and about trying again. */

/** Whether the server said no and goes on, so that the connection is as good as before. */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError)) return false;
  // Going down, lost something, broke; read-only; holds a statement of a time before a migration.
  return !/^(57P|08|XX|25006)/.test(error.code ?? '') && !isStalePlan(error);
}

/**
 * Whether the server refused to run a statement that was prepared earlier: a migration of another
 * replica changed what it returns, or a pooler forgot it. It was not run.
 */
export function isStalePlan(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError)) return false;
  return (
    error.code === '26000' ||
    // The message is translated, and the SQLSTATE has other uses.
    (error.code === '0A000' && error.routine === 'RevalidateCachedQuery')
  );
}

/** Whether the connection turned out to be dead before anything was sent over it. */
export function wasNeverSent(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return code === 'ERR_STREAM_DESTROYED' || String(message).endsWith('is not queryable');
}

/** Whether nobody listened, as for a moment during a failover: the next attempt may find the new server. */
export function wasTurnedAway(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === 'ECONNREFUSED' || code === 'ECONNRESET' || String(code).startsWith('57P');
}
