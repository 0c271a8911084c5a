import { InvalidTokenError } from '../errors.ts';
import type { SignatureAlgorithm } from './algorithms.ts';

/** The part of a JOSE header that selects a key. */
export interface CheckedHeader {
  readonly alg: SignatureAlgorithm;
  readonly kid: string;
}

/** Longer key ids are refused, so that they cannot fill a log. */
const maxKeyIdLength = 256;

/**
 * Checks the JOSE header of an access token (RFC 9068 §2.1, RFC 8725 §3).
 *
 * `jwk`, `jku`, `x5c` and `x5u` are neither used nor followed: keys come from the issuer alone.
 *
 * @throws {@link InvalidTokenError}
 */
export function checkHeader(
  header: Readonly<Record<string, unknown>>,
  algorithms: ReadonlySet<string>,
): CheckedHeader {
  const { alg, typ, kid } = header;
  if (typeof alg !== 'string' || !algorithms.has(alg)) {
    throw new InvalidTokenError('token_algorithm_refused', 'alg is not one of those allowed');
  }
  if (typeof typ !== 'string' || !isAccessTokenType(typ)) {
    throw new InvalidTokenError('token_type_refused', 'typ is not at+jwt');
  }
  for (const parameter of ['crit', 'b64', 'zip', 'enc']) {
    if (Object.hasOwn(header, parameter)) {
      throw new InvalidTokenError('token_header_refused', `the header carries ${parameter}`);
    }
  }
  if (typeof kid !== 'string' || kid === '' || kid.length > maxKeyIdLength) {
    throw new InvalidTokenError('token_header_refused', 'kid is missing or not a usable string');
  }
  return { alg: alg as SignatureAlgorithm, kid };
}

/** RFC 9068 §2.1: `at+jwt`, which is short for the media type; media types ignore case. */
function isAccessTokenType(typ: string): boolean {
  const type = typ.toLowerCase();
  return type === 'at+jwt' || type === 'application/at+jwt';
}
