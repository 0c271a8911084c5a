/** Words of placeholders. Long enough never to turn up in a random key of 43 characters. */
const PLACEHOLDER = /change|example|secret|password|placeholder|replace|gatehouse|abcdef|123456/i;

/**
 * Why a key does not look random, or undefined. Chance is out of the question: of 32 random bytes,
 * fewer than 16 distinct ones or none outside printable ASCII come up less than once in 10^13.
 *
 * @param text the key as it is written
 * @param bytes the key itself
 */
export function keyWeakness(text: string, bytes: Uint8Array): string | undefined {
  if (PLACEHOLDER.test(text)) return 'looks like a placeholder';
  if (new Set(bytes).size < 16) return 'repeats itself';
  const [first = 0, second = 0] = bytes;
  const step = second - first;
  if (bytes.every((byte, index) => index === 0 || byte - (bytes[index - 1] ?? 0) === step)) {
    return 'is a plain sequence';
  }
  if (bytes.every((byte) => byte >= 0x20 && byte < 0x7f)) return 'is text, not random bytes';
  return undefined;
}
