import { once } from 'node:events';
import { PassThrough, type Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Database } from '../database.ts';
import { brokenOff } from './broken-off.ts';
import type { ExportHeader } from './format.ts';
import { importLines, type LookAtRows } from './import-lines.ts';
import { linesOf, NOTHING_TO_DO } from './lines-of.ts';
import { readExport } from './read-export.ts';

/**
 * Writes an export to a pipe, and reads along: it resolves only where all of it was written and is
 * complete. Whoever reads the pipe has to ask for the exit code, because what was written is written.
 *
 * @param output is not ended
 * @throws DatabaseError `export_damaged`, `file_refused`, `interrupted`
 */
export async function pipeExport(
  output: Writable,
  content: Readable,
  signal?: AbortSignal,
): Promise<ExportHeader> {
  const copy = new PassThrough();
  const read = readExport(linesOf(copy), NOTHING_TO_DO);
  // Whichever fails first is told; the other one must not go unheard.
  read.catch(() => {});
  content.on('error', () => {});
  try {
    const options = { end: false, ...(signal && { signal }) };
    await pipeline(content, (chunks: AsyncIterable<Buffer>) => both(chunks, copy), output, options);
    return await read;
  } catch (error) {
    copy.destroy();
    throw brokenOff([error, content.errored], 'Standard output', signal);
  } finally {
    content.destroy();
  }
}

async function* both(chunks: AsyncIterable<Buffer>, copy: PassThrough): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    if (!copy.write(chunk)) await once(copy, 'drain');
    yield chunk;
  }
  copy.end();
}

/**
 * Imports an export that comes through a pipe.
 *
 * @throws DatabaseError as {@link importLines}
 */
export function importPipe(
  database: Database,
  input: Readable,
  look?: LookAtRows,
): Promise<ExportHeader> {
  return importLines(database, linesOf(input), look);
}
