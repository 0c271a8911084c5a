import type { Database } from '../database.ts';
import { DatabaseError } from '../errors.ts';
import { appliedMigrations, columnsOf } from './export-lines.ts';
import { damagedExport, type ExportHeader, type TableLine } from './format.ts';
import { readExport } from './read-export.ts';
import type { Execute } from './snapshot.ts';
import { TRANSFERRED } from './tables.ts';

/** Is given the rows of a table, as JSON texts, before they are imported; what it throws ends the import. */
export type LookAtRows = (table: string, rows: readonly string[]) => Promise<void>;

/**
 * Imports an export into a database with the schema and no data, in one transaction: all of it or nothing.
 *
 * @throws DatabaseError `export_damaged`, `transfer_schema`, `transfer_not_empty`
 */
export async function importLines(
  database: Database,
  lines: AsyncIterable<string>,
  look: LookAtRows = async () => {},
): Promise<ExportHeader> {
  const applied = await appliedMigrations(database);
  const columns = new Map<string, string[]>();
  for (const { name } of TRANSFERRED) columns.set(name, await columnsOf(database, name));

  return database.transfer.transaction(async (execute) => {
    await refuseUnlessEmpty(execute);
    return readExport(lines, {
      async header(header) {
        refuseNewer(header, applied);
      },
      async rows(table, batch) {
        await look(table.table, batch);
        await execute(insertion(table, columns), [`[${batch.join(',')}]`]).catch(refusedRow);
      },
    });
  });
}

/** Data exceptions (class 22) and violated constraints (class 23) mean that the file is damaged. */
function refusedRow(error: unknown): never {
  const { code } = error as { code?: unknown };
  if (typeof code !== 'string' || !/^2[23]/.test(code)) throw error;
  // Without a cause, because that would quote the row.
  throw damagedExport('a row in it does not fit');
}

/** Takes a lock, so that a server which starts meanwhile waits and finds the imported data. */
async function refuseUnlessEmpty(execute: Execute): Promise<void> {
  const tables = TRANSFERRED.map(({ name }) => `public.${name}`);
  await execute(`LOCK TABLE ${tables.join(', ')} IN EXCLUSIVE MODE`);
  for (const { name } of TRANSFERRED) {
    if ((await execute(`SELECT 1 FROM public.${name} LIMIT 1`)).length === 0) continue;
    throw new DatabaseError(
      'transfer_not_empty',
      `The database is not empty: there are rows in ${name}.`,
      'Import into an empty database: a new one of the server, or a data directory that does not exist yet. A server that was started on it has written its keys already.',
    );
  }
}

function refuseNewer({ migrations }: ExportHeader, applied: readonly string[]): void {
  const missing = migrations.filter((name) => !applied.includes(name));
  if (missing.length === 0) return;
  throw new DatabaseError(
    'transfer_schema',
    `The export was made by a newer version of Gatehouse: ${missing.join(', ')} is not known here.`,
    'Import it with that version or a later one.',
  );
}

/** Columns that are newer than the export get their default. */
function insertion(table: TableLine, columns: ReadonlyMap<string, readonly string[]>): string {
  const known = columns.get(table.table);
  // The names become part of a statement, so only those that the database itself has are allowed.
  if (known === undefined || !table.columns.every((column) => known.includes(column))) {
    throw damagedExport('it names a table or a column that does not exist');
  }
  const list = table.columns.map((column) => `"${column}"`).join(', ');
  return `INSERT INTO public.${table.table} (${list})
    SELECT ${list} FROM json_populate_recordset(NULL::public.${table.table}, $1::json)`;
}
