import { OAuthError, OAuthErrorCode, type OAuthTokenVerifier } from '@modelcontextprotocol/server';

import { AuthError } from '../errors/errors.ts';
import type { TokenSource } from '../contract/verified-auth.ts';

/**
 * For `requireBearerAuth` of `@modelcontextprotocol/express` and `@modelcontextprotocol/server`,
 * where one of them has to stay. Give it the resource rather than its verifier, so that the scope
 * hierarchy counts.
 *
 * A bad token is 401 there as well. What `requireBearerAuth` cannot say: it answers 500 while tokens
 * cannot be checked, where `protect` has 503; it names an `error` though no token was sent; it does
 * not see proofs of possession.
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
  // 400 is its answer to any other code, `temporarily_unavailable` included.
  return status === 401 ? OAuthErrorCode.InvalidToken : OAuthErrorCode.ServerError;
}
