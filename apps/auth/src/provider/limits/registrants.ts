import { createHmac, createSecretKey } from 'node:crypto';
import { addressBucket } from '../../events/address-bucket.ts';
import type { Caller } from './foreign-page.ts';

/**
 * Makes the name of a network that a registration keeps. It is no address, as little as the name of a
 * counter is (http/limits/keys.ts): a keyed hash, under the newest of `COOKIE_KEYS`. With a new key whatever
 * registered before is of other networks. What pages of other origins register is apart: they send it from
 * their visitors' networks.
 */
export function registrants(cookieKeys: readonly string[]): (from: Caller) => string {
  const [newest = ''] = cookieKeys;
  const key = createSecretKey(newest, 'utf8');
  return ({ address, foreign }) =>
    createHmac('sha256', key)
      .update(`registered by a ${foreign ? 'page' : 'program'}\0${addressBucket(address)}`)
      .digest('base64url')
      .slice(0, 22);
}
