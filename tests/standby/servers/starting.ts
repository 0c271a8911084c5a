import { randomBytes } from 'node:crypto';

/**
 * Keys for the servers of one scene, which may be started twice on one database ({@link startInTurn}).
 *
 * @returns variables of `apps/auth`
 */
export function ownKeys(): Readonly<Record<'ENCRYPTION_KEYS' | 'COOKIE_KEYS', string>> {
  const key = () => randomBytes(32).toString('base64');
  return { ENCRYPTION_KEYS: key(), COOKIE_KEYS: key() };
}

/** A busy machine may not keep the three seconds that a first connection has. */
const ATTEMPTS = 3;

let last: Promise<unknown> = Promise.resolve();

/**
 * Starts servers of scenes that then run side by side, one scene's after the other's: all at once they would
 * be too busy to be on time. A server whose database does not answer within seconds ends, and is started
 * again, as whoever runs it would.
 */
export function startInTurn<T>(start: () => Promise<T>): Promise<T> {
  const started = last.then(() => attempt(start));
  last = started.catch(() => {});
  return started;
}

async function attempt<T>(start: () => Promise<T>, left = ATTEMPTS): Promise<T> {
  try {
    return await start();
  } catch (error) {
    if (left <= 1 || !/connection timeout/.test(String(error))) throw error;
    return attempt(start, left - 1);
  }
}
