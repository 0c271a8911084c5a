import type { Claims } from './claims.ts';
import { InvalidTokenError } from '../errors/errors.ts';

/**
 * The members of an introspection response that may say which kind of token it is. RFC 7662 defines
 * `token_type`; some servers use one of the others.
 */
const members = ['token_type', 'token_use', 'typ'];

/** The values for an access token: its types (RFC 6750, RFC 9449), and what servers write instead. */
const kinds = /^(?:bearer|dpop|access|access_token|jwt|at\+jwt|application\/at\+jwt)$/i;

/**
 * Refuses refresh tokens and ID tokens: an authorization server says that they are active, too,
 * because the introspection endpoint is for every kind of token (RFC 7662 §2.1).
 *
 * @throws {@link InvalidTokenError} `token_type_refused`, `token_claim_missing`
 */
export function checkIntrospectedType(answer: Claims): void {
  for (const member of members) {
    const kind = answer[member];
    if (kind === undefined) continue;
    if (typeof kind !== 'string' || !kinds.test(kind)) {
      throw new InvalidTokenError('token_type_refused', `${member} is not of an access token`);
    }
  }
  const { token_type: type, cnf } = answer;
  if (typeof type === 'string' && type.toLowerCase() === 'dpop' && cnf === undefined) {
    // Without `cnf` it would be accepted as a plain bearer token, although it is a DPoP token.
    throw new InvalidTokenError('token_claim_missing', 'cnf is missing from a token of type DPoP');
  }
}
