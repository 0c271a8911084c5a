import type pg from 'pg';
import { isPlanOfAnother, isStalePlan } from './verdict.ts';

/**
 * What stands between this process and PostgreSQL.
 *
 * A pooler that gives each transaction another session (PgBouncer's `pool_mode=transaction`) breaks
 * prepared statements, unless it keeps them itself (`max_prepared_statements`, since 1.21), and start-up
 * parameters such as `statement_timeout`.
 *
 * @module
 */

/** For the log, and for whoever looks why. */
export const SET_PREPARED_STATEMENTS_OFF =
  'The database is behind a pooler that keeps no prepared statements, such as PgBouncer in transaction mode: set PREPARED_STATEMENTS=off. Gatehouse goes on without them.';

/** The start-up parameter that a pooler refused; `undefined` where the error is another one. */
export function refusedParameter(error: unknown): string | undefined {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (code !== '08P01' || typeof message !== 'string') return undefined;
  return /unsupported startup parameter(?: in options)?: (\w+)/.exec(message)?.[1];
}

/** One connection, seen from both ends. */
export interface Seen {
  /** Whether somebody else than the server has answered: it told another process id. */
  readonly isPooled: boolean;
  /** Whether the session has the limit that the connection asked for. */
  readonly isLimited: boolean;
}

/** Looks at a connection from both ends. @param statementTimeoutMs what it asked for */
export async function look(client: pg.PoolClient, statementTimeoutMs: number): Promise<Seen> {
  const { rows } = await client.query<{ pid: number; limit: string }>(
    "SELECT pg_backend_pid() AS pid, (SELECT setting FROM pg_settings WHERE name = 'statement_timeout') AS limit",
  );
  const { processID } = client as unknown as { processID: number | null };
  return {
    isPooled: rows[0]?.pid !== processID,
    isLimited: rows[0]?.limit === String(statementTimeoutMs),
  };
}

/**
 * Whether a prepared statement belongs to its connection. Two connections give one name to two
 * statements: a pooler that has one session for both, and does not know of names, mixes them up.
 */
export async function keepsPreparedStatements(
  one: pg.PoolClient,
  other: pg.PoolClient,
): Promise<boolean> {
  const name = 'gatehouse_pooler_check';
  const ask = async (client: pg.PoolClient, answer: number) => {
    const { rows } = await client.query<{ answer: number }>({
      name,
      text: `SELECT ${answer} AS answer`,
      values: [],
    });
    return rows[0]?.answer === answer;
  };
  try {
    return (await ask(one, 1)) && (await ask(other, 2)) && (await ask(one, 1));
  } catch (error) {
    if (isPlanOfAnother(error) || isStalePlan(error)) return false;
    throw error;
  }
}
