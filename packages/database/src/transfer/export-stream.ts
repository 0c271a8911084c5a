import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { Database } from '../database.ts';
import { exportLines } from './export-lines.ts';

/**
 * An export as gzip. It reads the database only as fast as the stream is read, and stops when the stream
 * is destroyed.
 *
 * @throws (as an event `error` of the stream) DatabaseError
 */
export function exportStream(database: Database, now: Date): Readable {
  const gzip = createGzip();
  const gone = new AbortController();
  gzip.once('close', () => gone.abort());
  const write = async (text: string): Promise<void> => {
    gone.signal.throwIfAborted();
    if (!gzip.write(text)) await once(gzip, 'drain', { signal: gone.signal });
  };
  exportLines(database, now, write).then(
    () => gzip.end(),
    (error: unknown) => gzip.destroy(error as Error),
  );
  return gzip;
}
