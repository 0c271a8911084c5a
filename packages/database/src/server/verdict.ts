import pg from 'pg';

/** What an error means for its connection, and whether to try again. */

/** Whether the server refused the statement and the connection is still good. */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError)) return false;
  // Not: going down, connection lost, internal error, read-only, statement from before a migration.
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
    // The message may be translated, and the SQLSTATE is used for other errors too.
    (error.code === '0A000' && error.routine === 'RevalidateCachedQuery')
  );
}

/**
 * Whether the server knows another statement by the name, or this one already: somebody else's, with
 * whom a pooler lets this connection share a session. It was not run.
 */
export function isPlanOfAnother(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError)) return false;
  return (
    error.code === '42P05' || (error.code === '08P01' && error.routine === 'exec_bind_message')
  );
}

/** Whether the connection turned out to be dead before anything was sent over it. */
export function wasNeverSent(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return code === 'ERR_STREAM_DESTROYED' || String(message).endsWith('is not queryable');
}

/** Whether the connection was refused, as during a failover: the next attempt may succeed. */
export function wasTurnedAway(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === 'ECONNREFUSED' || code === 'ECONNRESET' || String(code).startsWith('57P');
}
