import { InvalidTokenError } from '../errors/errors.ts';

/** `b68token` of RFC 6750 §2.1: what any access token consists of. */
const b68token = /^[A-Za-z0-9._~+/-]+=*$/;

/** Longer tokens are no use to anybody: the headers of a request have about this much room. */
export const maxAccessTokenLength = 16_384;

/**
 * Demands the form that every access token has, of whatever kind, before it is sent anywhere or
 * looked up anywhere.
 *
 * @param maxLength in characters
 * @throws {@link InvalidTokenError} `token_too_long`, `token_malformed`
 */
export function checkForm(token: string, maxLength: number): void {
  if (token.length > maxLength) {
    throw new InvalidTokenError('token_too_long', `the token is longer than ${maxLength}`);
  }
  if (!b68token.test(token)) {
    throw new InvalidTokenError('token_malformed', 'the token has characters that no token has');
  }
}
