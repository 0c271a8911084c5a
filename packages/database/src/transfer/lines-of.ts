import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { damagedExport } from './format.ts';
import type { ExportConsumer } from './read-export.ts';

/** Characters of a line; a row has some thousands. What has no line feed at all would fill the memory. */
const LONGEST_LINE = 16 * 2 ** 20;

/** For an export that is only looked at, to see whether it is complete. */
export const NOTHING_TO_DO: ExportConsumer = { header: async () => {}, rows: async () => {} };

/**
 * The lines of an export. Splits only at line feeds, because names of clients may contain other line
 * separators of Unicode.
 *
 * @param source gzip
 * @throws DatabaseError `export_damaged` where a line is too long
 */
export async function* linesOf(source: Readable): AsyncGenerator<string> {
  const text = source.pipe(createGunzip()).setEncoding('utf8');
  // `pipe` does not pass errors on.
  source.on('error', (error) => text.destroy(error));
  let rest = '';
  try {
    for await (const chunk of text as AsyncIterable<string>) {
      // Only what has just come is looked through: a long line comes in many pieces.
      const [first = '', ...others] = chunk.split('\n');
      rest += first;
      if (rest.length > LONGEST_LINE) throw damagedExport('a line is not what it should be');
      const last = others.pop();
      if (last === undefined) continue;
      yield rest;
      yield* others;
      rest = last;
    }
    if (rest !== '') yield rest;
  } finally {
    source.destroy();
    text.destroy();
  }
}
