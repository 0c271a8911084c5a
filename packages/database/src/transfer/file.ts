import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { link, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Database } from '../database.ts';
import { DatabaseError } from '../errors.ts';
import type { ExportHeader } from './format.ts';
import { importLines, type LookAtRows } from './import-lines.ts';
import { linesOf, NOTHING_TO_DO } from './lines-of.ts';
import { readExport } from './read-export.ts';
import { brokenOff } from './broken-off.ts';

/**
 * Writes an export to a file (0600). The file gets its name only after it was read back and found
 * complete; until then it is a draft beside it, which is removed whatever happens.
 *
 * @param content gzip, as {@link exportStream} or a running server gives it
 * @param signal interrupts it: nothing is left then
 * @throws DatabaseError `export_exists`, `export_damaged`, `file_refused`, `interrupted`
 */
export async function saveExport(
  file: string,
  content: Readable,
  signal?: AbortSignal,
): Promise<ExportHeader> {
  // Not by the process's number, which in a container is the same each time.
  const draft = `${file}.${randomBytes(6).toString('hex')}.part`;
  // It may fail before anybody has begun to read it.
  content.on('error', () => {});
  try {
    if (await exists(file)) throw existsError(file);
    // Opened by itself: a stream would tell that the folder is missing as one of two errors.
    const handle = await open(draft, 'wx', 0o600);
    const output = handle.createWriteStream({ flush: true });
    await pipeline(content, output, { ...(signal && { signal }) });
    const header = await readExport(linesOf(createReadStream(draft)), NOTHING_TO_DO);
    signal?.throwIfAborted();
    await putInPlace(draft, file);
    return header;
  } catch (error) {
    throw brokenOff([error, content.errored], path.resolve(file), signal);
  } finally {
    content.destroy();
    await rm(draft, { force: true });
  }
}

/**
 * Imports the export in a file.
 *
 * @throws DatabaseError as {@link importLines}, and `file_refused`
 */
export async function importFile(
  database: Database,
  file: string,
  look?: LookAtRows,
): Promise<ExportHeader> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    throw brokenOff([error], path.resolve(file));
  });
  try {
    const content = handle.createReadStream({ autoClose: false });
    return await importLines(database, linesOf(content), look);
  } finally {
    await handle.close();
  }
}

/** Links the file to its name, which fails if a file has appeared there; not every system has links. */
async function putInPlace(draft: string, file: string): Promise<void> {
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw existsError(file);
    await rename(draft, file);
  }
}

function existsError(file: string): DatabaseError {
  return new DatabaseError(
    'export_exists',
    `${file} exists already.`,
    'Name another file, or remove that one.',
  );
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
