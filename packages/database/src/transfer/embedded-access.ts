import type { PGlite } from '@electric-sql/pglite';
import { DatabaseError } from '../errors.ts';
import { encodeParameter } from '../parameters.ts';
import { BATCH, type Snapshot, type TransferAccess } from './snapshot.ts';
import { rowsAsJson, TRANSFERRED } from './tables.ts';

/**
 * Access to the rows of the embedded database. It has one session, and all others wait while a
 * transaction is open. So the rows are first copied into a temporary table, which is fast and writes no
 * log. That table is then read in batches, between the statements of others.
 */
export function embeddedAccess(pglite: PGlite): TransferAccess {
  let busy = false;
  return {
    async snapshot(read) {
      if (busy) {
        throw new DatabaseError(
          'transfer_running',
          'The database is being exported already.',
          'Wait until that is done.',
        );
      }
      busy = true;
      try {
        return await read({ counts: await copyRows(pglite), rows: (name) => pages(pglite, name) });
      } finally {
        await pglite.exec('DROP TABLE IF EXISTS pg_temp.export_rows');
        busy = false;
      }
    },
    transaction: (work) =>
      pglite.transaction((tx) =>
        work(async (text, values = []) => {
          const { rows } = await tx.query<object>(text, values.map(encodeParameter));
          return rows;
        }),
      ),
  };
}

async function copyRows(pglite: PGlite): Promise<Snapshot['counts']> {
  return pglite.transaction(async (tx) => {
    await tx.exec(
      `CREATE TEMP TABLE export_rows (
        n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, source text NOT NULL, line text NOT NULL)`,
    );
    const counts = new Map<string, number>();
    for (const table of TRANSFERRED) {
      const { affectedRows } = await tx.query(
        `INSERT INTO pg_temp.export_rows (source, line)
          SELECT '${table.name}', line FROM (${rowsAsJson(table)}) r`,
      );
      counts.set(table.name, affectedRows ?? 0);
    }
    return counts;
  });
}

async function* pages(pglite: PGlite, name: string): AsyncGenerator<string[]> {
  // The rows of a table lie together: the first batch finds where they begin, the others go on.
  let after: number | undefined;
  for (;;) {
    const { rows } = await pglite.query<{ n: number; line: string }>(
      `SELECT n, line FROM pg_temp.export_rows
        WHERE source = $1 AND n > COALESCE($2, (SELECT min(n) - 1 FROM pg_temp.export_rows WHERE source = $1))
        ORDER BY n LIMIT ${BATCH}`,
      [name, after ?? null],
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.n;
    yield rows.map(({ line }) => line);
  }
}
