/**
 * Calls back with the type of every message of one direction of a connection: a letter, then the
 * length of the rest in 32 bits (PostgreSQL: Frontend/Backend Protocol, Message Formats).
 *
 * @param untyped messages at the beginning that have no letter: a client's start-up message
 */
export function messageReader(
  onMessage: (type: string) => void,
  untyped = 0,
): (chunk: Buffer) => void {
  let pending = Buffer.alloc(0);
  let skipped = 0;
  return (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    for (;;) {
      const letter = skipped < untyped ? 0 : 1;
      if (pending.length < letter + 4) return;
      const end = letter + pending.readUInt32BE(letter);
      if (pending.length < end) return;
      if (letter === 0) skipped += 1;
      else onMessage(String.fromCharCode(pending[0]!));
      pending = pending.subarray(end);
    }
  };
}
