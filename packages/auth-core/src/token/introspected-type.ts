import type { Claims } from './claims.ts';
import { InvalidTokenError } from '../errors/errors.ts';

/** Where servers say what kind of token they were asked about: the last two are their own. */
const members = ['token_type', 'token_use', 'typ'];

/** Types of access tokens (RFC 6750, RFC 9449), and how servers spell that it is one. */
const kinds = /^(?:bearer|dpop|access|access_token|jwt|at\+jwt|application\/at\+jwt)$/i;

/**
 * Refuses refresh tokens and ID tokens, about which an authorization server answers questions as
 * well (RFC 7662 §2.1 knows no difference).
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
    // Without its key it would pass as plain bearer, which it says it is not.
    throw new InvalidTokenError('token_claim_missing', 'cnf is missing from a token of type DPoP');
  }
}
