import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { ExportConsumer } from './read-export.ts';

/** For an export that is only looked at, to see whether it is complete. */
export const NOTHING_TO_DO: ExportConsumer = { header: async () => {}, rows: async () => {} };

/**
 * The lines of an export. Splits only at line feeds, because names of clients may contain other line
 * separators of Unicode.
 *
 * @param source gzip
 */
export async function* linesOf(source: Readable): AsyncGenerator<string> {
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
