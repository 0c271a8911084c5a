/** What the text of a statement says about when it is committed. */

/** Words of statements that write or lock rows. A function that writes is not seen. */
const WRITES = /\b(?:INSERT|UPDATE|DELETE|MERGE|SHARE|CREATE|ALTER|DROP|TRUNCATE)\b/i;

/** More texts than this program has, Prisma's included. */
const MOST_TEXTS = 2_000;

const known = new Map<string, boolean>();

/** Whether a statement that stands alone may have something to commit. */
export function writes(text: string): boolean {
  let answer = known.get(text);
  if (answer === undefined) {
    if (known.size >= MOST_TEXTS) known.clear();
    answer = !/^\s*SELECT\b/i.test(text) || WRITES.test(text);
    known.set(text, answer);
  }
  return answer;
}

/** Whether it begins a transaction. */
export function begins(text: string): boolean {
  return /^\s*(?:BEGIN|START)\b/i.test(text);
}

/** Whether it commits a transaction. */
export function commits(text: string): boolean {
  return /^\s*(?:COMMIT|END)\b/i.test(text);
}
