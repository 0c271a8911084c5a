import type { Pool, PoolClient } from 'pg';
import { encodeParameter } from '../parameters.ts';
import { BATCH, type Execute, type TransferAccess } from './snapshot.ts';
import { rowsAsJson, TRANSFERRED } from './tables.ts';

/** Access to the rows of a server's database: one REPEATABLE READ transaction, read by a cursor. */
export function serverAccess(pool: Pool): TransferAccess {
  return {
    snapshot: (read) =>
      inTransaction(pool, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', async (execute) => {
        const counts = new Map<string, number>();
        for (const table of TRANSFERRED) {
          const [row] = await execute(`SELECT count(*)::int AS n FROM (${rowsAsJson(table)}) t`);
          counts.set(table.name, (row as { n: number }).n);
        }
        return read({ counts, rows: (name) => cursor(execute, name) });
      }),
    transaction: (work) => inTransaction(pool, 'BEGIN', work),
  };
}

async function* cursor(execute: Execute, name: string): AsyncGenerator<string[]> {
  const table = TRANSFERRED.find((one) => one.name === name);
  if (table === undefined) return;
  await execute(`DECLARE export_rows NO SCROLL CURSOR FOR ${rowsAsJson(table)}`);
  for (;;) {
    const rows = (await execute(`FETCH ${BATCH} FROM export_rows`)) as { line: string }[];
    if (rows.length === 0) break;
    yield rows.map(({ line }) => line);
  }
  await execute('CLOSE export_rows');
}

async function inTransaction<T>(
  pool: Pool,
  begin: string,
  work: (execute: Execute) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  const execute = executeOn(client);
  let broken: Error | undefined;
  try {
    await execute(begin);
    // The reader may be slow, such as a disk or a pipe.
    await execute('SET LOCAL idle_in_transaction_session_timeout = 0');
    await execute('SET LOCAL statement_timeout = 0');
    const result = await work(execute);
    await execute('COMMIT');
    return result;
  } catch (error) {
    await execute('ROLLBACK').catch((failed: unknown) => {
      broken = failed as Error;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

function executeOn(client: PoolClient): Execute {
  return async (text, values = []) =>
    (await client.query<object>(text, values.map(encodeParameter))).rows;
}
