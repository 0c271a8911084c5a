/**
 * Decompresses a ZLIB stream (RFC 1950). It stops after `maxBytes`, because a few kilobytes can
 * decompress to gigabytes.
 *
 * @throws {@link RangeError} when the result is longer; the error of the decompressor when the data
 *   is broken
 */
export async function inflate(
  compressed: Uint8Array<ArrayBuffer>,
  maxBytes: number,
): Promise<Uint8Array> {
  const unfolded = new Blob([compressed]).stream().pipeThrough(new DecompressionStream('deflate'));
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop by an exception cancels the stream.
  for await (const chunk of unfolded as AsyncIterable<Uint8Array> & typeof unfolded) {
    length += chunk.byteLength;
    if (length > maxBytes) throw new RangeError(`it unfolds into more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
