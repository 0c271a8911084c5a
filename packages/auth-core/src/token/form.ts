import { InvalidTokenError } from '../errors/errors.ts';

/** `b64token` of RFC 6750 §2.1: the characters that an access token may have. */
const b64token = /^[A-Za-z0-9._~+/-]+=*$/;

/** Characters. All headers of a request together may usually not be longer than this. */
export const maxAccessTokenLength = 16_384;

/**
 * Requires the form that access tokens of every kind have. It is checked before the token is sent to
 * another server or looked up in a cache.
 *
 * @param maxLength in characters
 * @throws {@link InvalidTokenError} `token_too_long`, `token_malformed`
 */
export function checkForm(token: string, maxLength: number): void {
  if (token.length > maxLength) {
    throw new InvalidTokenError('token_too_long', `the token is longer than ${maxLength}`);
  }
  if (!b64token.test(token)) {
    throw new InvalidTokenError('token_malformed', 'the token has characters that no token has');
  }
}
