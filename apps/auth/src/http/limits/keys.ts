import { createHmac, createSecretKey } from 'node:crypto';
import type { Caller } from '../../provider/limits/foreign-page.ts';
import { addressBucket } from '../../events/address-bucket.ts';

/** Makes the name that a counter is stored under. */
export type LimitKey = (from: Caller, clientId?: string) => string;

/**
 * Names of counters hold no address: it is personal data, and there are so few IPv4 addresses that a
 * plain hash of one is undone by trying them all. So they are keyed with the newest of `COOKIE_KEYS`,
 * which all replicas share; a new key begins all counts anew.
 */
export function limitKeys(cookieKeys: readonly string[]): LimitKey {
  const [newest = ''] = cookieKeys;
  const key = createSecretKey(newest, 'utf8');
  return ({ address, foreign }, clientId = '') =>
    createHmac('sha256', key)
      .update(`${foreign ? 'page' : 'limit'}\0${addressBucket(address)}\0${clientId}`)
      .digest('base64url');
}
