import { randomInt } from 'node:crypto';

/**
 * Letters and digits that nobody takes for another: no 0 and O, no 1, I and L, no 5 and S, no U beside V. What a
 * person reads out over the telephone is written down right.
 */
const LETTERS = '2346789ABCDEFGHJKMNPQRTVWXYZ';

/** Half of the letters of a reference. */
const HALF = 4;

/**
 * A reference, as `7Q4K-M2XP`. It opens nothing and says nothing: it is only found again in the log. There
 * are 4 × 10¹¹, so that among a million of them one pair is to be expected, and the time tells it apart.
 */
export function newReference(): string {
  const half = () =>
    Array.from({ length: HALF }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return `${half()}-${half()}`;
}
