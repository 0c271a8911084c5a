import { Readable } from 'node:stream';
import { createGzip, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { linesOf } from './lines-of.ts';
import { readExport } from './read-export.ts';

const packed = (text: string) => Readable.from([gzipSync(text)]);

it.each<[string, string[]]>([
  ['', []],
  ['a', ['a']],
  ['a\n', ['a']],
  ['a\n\nb\u2028c\r\n', ['a', '', 'b\u2028c\r']],
  [`${'long'.repeat(50_000)}\nz`, ['long'.repeat(50_000), 'z']],
])('the lines of a text, however they arrive', async (text, lines) => {
  const found: string[] = [];
  for await (const line of linesOf(packed(text))) found.push(line);
  expect(found).toEqual(lines);
});

it('a few kilobytes that unpack into one endless line are refused before they are unpacked', async () => {
  const piece = Buffer.alloc(2 ** 20, 'a');
  let unpacked = 0;
  const source = Readable.from(
    (function* () {
      for (; unpacked < 1000; unpacked += 1) yield piece;
    })(),
  ).pipe(createGzip());
  const reading = readExport(linesOf(source), { header: async () => {}, rows: async () => {} });
  await expect(reading).rejects.toMatchObject({
    code: 'export_damaged',
    message: expect.stringMatching(/a line is not what it should be/),
  });
  // In MiB: 16 are a line, and as many fit into each of the half dozen buffers of 16 KiB on the way.
  expect(unpacked).toBeLessThan(300);
});
