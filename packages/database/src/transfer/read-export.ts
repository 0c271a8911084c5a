import { createHash } from 'node:crypto';
import { DatabaseError } from '../errors.ts';
import { damagedExport, type ExportHeader, type TableLine, type Trailer } from './format.ts';
import { BATCH } from './snapshot.ts';

/** Receives an export while it is read. */
export interface ExportConsumer {
  header(header: ExportHeader): Promise<void>;
  rows(table: TableLine, lines: readonly string[]): Promise<void>;
}

/**
 * Reads the lines of an export. It resolves only when the export was complete and unchanged, so a caller
 * that imports it in a transaction commits afterwards.
 *
 * @returns the header
 * @throws DatabaseError `export_damaged`
 */
export async function readExport(
  lines: AsyncIterable<string>,
  consumer: ExportConsumer,
): Promise<ExportHeader> {
  const digest = createHash('sha256');
  const iterator = counted(lines);
  const next = async (): Promise<string> => {
    const { value, done } = await iterator.next();
    if (done === true) throw damagedExport('it ends too early');
    return value;
  };
  const first = await next();
  digest.update(`${first}\n`);
  const header = parseHeader(first);
  await consumer.header(header);

  let total = 0;
  for (;;) {
    const line = await next();
    const parsed = parse(line) as TableLine | Trailer;
    if ('end' in parsed) {
      if (parsed.sha256 !== digest.digest('hex') || parsed.rows !== total) {
        throw damagedExport('it was altered after it had been made');
      }
      break;
    }
    digest.update(`${line}\n`);
    checkTableLine(parsed);
    for (let left = parsed.rows; left > 0; ) {
      const batch: string[] = [];
      for (let n = Math.min(BATCH, left); n > 0; n -= 1) batch.push(await next());
      for (const row of batch) digest.update(`${row}\n`);
      await consumer.rows(parsed, batch);
      left -= batch.length;
      total += batch.length;
    }
  }
  if ((await iterator.next()).done !== true) throw damagedExport('something follows its end');
  return header;
}

/** Turns faults of the file, such as gzip that ends too early, into our errors. */
async function* counted(lines: AsyncIterable<string>): AsyncGenerator<string, undefined> {
  try {
    yield* lines;
  } catch (error) {
    if (error instanceof DatabaseError) throw error;
    throw damagedExport('it is no gzip file, or breaks off', { cause: error });
  }
}

function parseHeader(line: string): ExportHeader {
  const header = parse(line) as Partial<ExportHeader>;
  if (header.format !== 'gatehouse-export') throw damagedExport('it is no export of Gatehouse');
  if (header.version !== 1 || !Array.isArray(header.migrations)) {
    throw damagedExport('it is of a format that this version does not know');
  }
  return header as ExportHeader;
}

function checkTableLine({ table, columns, rows }: TableLine): void {
  const sane =
    typeof table === 'string' && Array.isArray(columns) && Number.isSafeInteger(rows) && rows >= 0;
  if (!sane) throw damagedExport('a line is not what it should be');
}

function parse(line: string): object {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // The error follows below, without a cause, because a parser quotes what it read.
  }
  throw damagedExport('a line is not what it should be');
}
