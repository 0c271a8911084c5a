import type { JWK } from 'jose';

import type { KeyType } from '../token/algorithms.ts';

/** Characters of base64url for 2048 bits, the least that RFC 7518 §3.3 allows. */
const minModulusLength = 342;

/**
 * The public members of a JWK for verifying signatures (RFC 7517 §4), without its other members;
 * undefined when the key is not for signatures or has no public part.
 */
export function publicParts(value: unknown): (JWK & KeyType) | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { kty, crv, x, y, n, e, use, key_ops: operations } = value as JWK;
  if (kty !== 'RSA' && kty !== 'EC' && kty !== 'OKP') return undefined;
  if (use !== undefined && use !== 'sig') return undefined;
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes('verify'))) {
    return undefined;
  }
  const members = Object.entries({ crv, x, y, n, e }).filter(([, member]) => member !== undefined);
  return { kty, ...Object.fromEntries(members) };
}

/** Whether an RSA key is long enough; true for all other keys. */
export function isStrongEnough({ kty, n }: JWK): boolean {
  return kty !== 'RSA' || (typeof n === 'string' && n.length >= minModulusLength);
}
