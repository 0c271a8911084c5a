import { OAuthError, OAuthErrorCode, type OAuthTokenVerifier } from '@modelcontextprotocol/server';

import { AuthError } from '../errors/errors.ts';
import type { TokenSource } from '../contract/verified-auth.ts';

/**
 * A token verifier for `requireBearerAuth` of `@modelcontextprotocol/express` and
 * `@modelcontextprotocol/server`, for servers that cannot use `protect`. Pass the resource and not its
 * verifier, so that the scope hierarchy is applied.
 *
 * An invalid token gets 401 there as well. `requireBearerAuth` differs from `protect` in three ways: it
 * answers 500 instead of 503 while tokens cannot be verified; its challenge has an `error` even if no
 * token was sent; it does not support proofs of possession.
 */
export function oauthTokenVerifier(source: TokenSource): OAuthTokenVerifier {
  return {
    async verifyAccessToken(token) {
      try {
        return await source.verify(token);
      } catch (error) {
        throw error instanceof AuthError ? translated(error) : error;
      }
    },
  };
}

function translated(error: AuthError): OAuthError {
  const translation = new OAuthError(codeOf(error), error.description);
  translation.cause = error;
  return translation;
}

function codeOf({ status }: AuthError): OAuthErrorCode {
  if (status === 400) return OAuthErrorCode.InvalidRequest;
  if (status === 403) return OAuthErrorCode.InsufficientScope;
  // For any other code, such as `temporarily_unavailable`, it would answer 400.
  return status === 401 ? OAuthErrorCode.InvalidToken : OAuthErrorCode.ServerError;
}
