import { createHash } from 'node:crypto';
import type { Database } from '../database.ts';
import { DatabaseError } from '../errors.ts';
import { embeddedVersion } from '../embedded/version-stamp.ts';
import { migrations as known } from '../generated/migrations.ts';
import type { ExportHeader } from './format.ts';
import type { Snapshot } from './snapshot.ts';
import { TRANSFERRED } from './tables.ts';

/**
 * Gives the text of an export to `write`, in pieces. It shows the database as it was at one moment.
 *
 * @param write resolves when it can take the next piece
 * @returns the header, which says how many rows there are
 * @throws DatabaseError `transfer_schema` where this build does not know the schema exactly
 */
export async function exportLines(
  database: Database,
  now: Date,
  write: (text: string) => Promise<void>,
): Promise<ExportHeader> {
  const migrations = await checkSchema(database);
  const [version] = await database.query<{ version: string }>(
    { name: 'export_version', text: 'SELECT version()' },
    [],
  );
  // Before the snapshot, which may use the only connection.
  const columns = new Map<string, string[]>();
  for (const { name } of TRANSFERRED) columns.set(name, await columnsOf(database, name));
  return database.transfer.snapshot(async (snapshot) => {
    const header: ExportHeader = {
      format: 'gatehouse-export',
      version: 1,
      created: now.toISOString(),
      source: {
        kind: database.kind,
        postgres: version?.version ?? 'unknown',
        ...(database.kind === 'embedded' ? { pglite: embeddedVersion() } : {}),
      },
      migrations,
      rows: Object.fromEntries(snapshot.counts),
    };
    await writeAll(header, columns, snapshot, write);
    return header;
  });
}

async function writeAll(
  header: ExportHeader,
  columns: ReadonlyMap<string, readonly string[]>,
  snapshot: Snapshot,
  write: (text: string) => Promise<void>,
): Promise<void> {
  const digest = createHash('sha256');
  const put = (text: string) => {
    digest.update(text);
    return write(text);
  };
  await put(`${JSON.stringify(header)}\n`);
  let total = 0;
  for (const { name } of TRANSFERRED) {
    const rows = snapshot.counts.get(name) ?? 0;
    await put(`${JSON.stringify({ table: name, columns: columns.get(name), rows })}\n`);
    for await (const batch of snapshot.rows(name)) {
      total += batch.length;
      await put(batch.map((line) => `${line}\n`).join(''));
    }
  }
  await write(`${JSON.stringify({ end: true, rows: total, sha256: digest.digest('hex') })}\n`);
}

/** Refuses tables and columns that this build does not know, because they would be left out. */
async function checkSchema(database: Database): Promise<string[]> {
  const pending = await database.pendingMigrations();
  if (pending.length > 0) {
    throw new DatabaseError(
      'transfer_schema',
      `The database is older than this version of Gatehouse: ${pending.join(', ')} is not applied.`,
      'Export with the version that runs on it, or bring it up to date: `gatehouse database migrate`.',
    );
  }
  const applied = await appliedMigrations(database);
  const unknown = applied.filter((name) => !known.some((one) => one.name === name));
  if (unknown.length > 0) {
    throw new DatabaseError(
      'transfer_schema',
      `The database is newer than this version of Gatehouse, which does not know ${unknown.join(', ')}.`,
      'Export with the version that runs on it.',
    );
  }
  return applied;
}

export async function appliedMigrations(database: Database): Promise<string[]> {
  const rows = await database.query<{ name: string }>(
    {
      name: 'export_migrations',
      text: `SELECT migration_name::text AS name FROM _prisma_migrations
        WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
    },
    [],
  );
  return rows.map(({ name }) => name);
}

export async function columnsOf(database: Database, table: string): Promise<string[]> {
  const rows = await database.query<{ name: string }>(
    {
      name: 'export_columns',
      text: `SELECT column_name::text AS name FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name = $1 ORDER BY ordinal_position`,
    },
    [table],
  );
  return rows.map(({ name }) => name);
}
