import { createReadStream, createWriteStream } from 'node:fs';
import { link, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { Database } from '../database.ts';
import { DatabaseError } from '../errors.ts';
import type { ExportHeader } from './format.ts';
import { importLines } from './import-lines.ts';
import { readExport } from './read-export.ts';

/**
 * Writes an export to a file (0600). The file gets its name only after it was read back and found
 * complete.
 *
 * @param content gzip, as {@link exportStream} or a running server gives it
 * @throws DatabaseError `export_exists`, `export_damaged`, `file_refused`
 */
export async function saveExport(file: string, content: Readable): Promise<ExportHeader> {
  const draft = `${file}.${process.pid}.part`;
  // It may fail before anybody has begun to read it.
  content.on('error', () => {});
  try {
    if (await exists(file)) throw existsError(file);
    await pipeline(content, createWriteStream(draft, { flags: 'wx', mode: 0o600 }));
    const handle = await open(draft, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    const header = await readExport(linesOf(draft), {
      header: async () => {},
      rows: async () => {},
    });
    await putInPlace(draft, file);
    return header;
  } catch (error) {
    throw inWords(content.errored ?? error, file);
  } finally {
    content.destroy();
    await rm(draft, { force: true });
  }
}

/** @throws DatabaseError as {@link importLines}, and `file_refused` */
export async function importFile(database: Database, file: string): Promise<ExportHeader> {
  await stat(file).catch((error: unknown) => {
    throw inWords(error, file);
  });
  return importLines(database, linesOf(file));
}

/** Splits only at line feeds, because names of clients may contain other line separators of Unicode. */
async function* linesOf(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  const text = source.pipe(createGunzip()).setEncoding('utf8');
  // `pipe` does not pass errors on.
  source.on('error', (error) => text.destroy(error));
  let rest = '';
  try {
    for await (const chunk of text as AsyncIterable<string>) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
    if (rest !== '') yield rest;
  } finally {
    source.destroy();
    text.destroy();
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

function inWords(error: unknown, file: string): unknown {
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  if (error instanceof DatabaseError || syscall === undefined) return error;
  return new DatabaseError(
    'file_refused',
    `${path.resolve(file)} cannot be used: ${message}.`,
    code === 'ENOSPC'
      ? 'Free some space, or name a file on another disk.'
      : 'Name a file in a directory that exists and that you may use.',
    { cause: error },
  );
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
