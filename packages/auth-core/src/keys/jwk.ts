import type { JWK } from 'jose';

import type { KeyType } from '../token/algorithms.ts';

/** 2048 bits, the least RFC 7518 §3.3 allows, in base64url. */
const minModulusLength = 342;

/**
 * The public members of a JWK that verifies signatures (RFC 7517 §4), whatever else was published
 * with it; undefined when it is for something else or of a kind without a public part.
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

/** Whether an RSA key is long enough; keys of other kinds always are. */
export function isStrongEnough({ kty, n }: JWK): boolean {
  return kty !== 'RSA' || (typeof n === 'string' && n.length >= minModulusLength);
}
