import type { Claims } from './claims.ts';
import { InvalidTokenError } from '../errors/errors.ts';

/** The part of a JOSE header that selects a key. */
export interface CheckedHeader {
  readonly alg: string;
  readonly kid: string | undefined;
}

export interface HeaderExpectations {
  readonly algorithms: ReadonlySet<string>;
  /** Whether the key is looked up by `kid`. */
  readonly kidRequired: boolean;
}

/** Longer key ids are refused, so that they cannot fill a log. */
const maxKeyIdLength = 256;

/**
 * Checks the JOSE header of an access token (RFC 8725 §3).
 *
 * `jwk`, `jku`, `x5c` and `x5u` are ignored: keys come only from the options of the verifier.
 *
 * @throws {@link InvalidTokenError}
 */
export function checkHeader(header: Claims, expected: HeaderExpectations): CheckedHeader {
  const { alg, kid } = header;
  if (typeof alg !== 'string' || !expected.algorithms.has(alg)) {
    throw new InvalidTokenError('token_algorithm_refused', 'alg is not one of those allowed');
  }
  for (const parameter of ['crit', 'b64', 'zip', 'enc']) {
    if (Object.hasOwn(header, parameter)) {
      throw new InvalidTokenError('token_header_refused', `the header carries ${parameter}`);
    }
  }
  if (kid === undefined && !expected.kidRequired) return { alg, kid };
  if (typeof kid !== 'string' || kid === '' || kid.length > maxKeyIdLength) {
    throw new InvalidTokenError('token_header_refused', 'kid is missing or not a usable string');
  }
  return { alg, kid };
}
