import {
  InsufficientScopeError,
  InvalidRequestError,
  InvalidTokenError,
  type OAuthError,
  ServerError,
} from '@modelcontextprotocol/sdk/server/auth/errors.js';
import type { OAuthTokenVerifier } from '@modelcontextprotocol/sdk/server/auth/provider.js';

import { AuthError } from '../errors/errors.ts';
import type { TokenSource } from '../contract/verified-auth.ts';

/**
 * For the SDK's `requireBearerAuth` and `ProxyOAuthServerProvider`, where they have to stay. Give it
 * the resource rather than its verifier, so that the scope hierarchy counts.
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
  const translation = new (classFor(error))(error.description);
  translation.cause = error;
  return translation;
}

function classFor({ status }: AuthError): new (message: string) => OAuthError {
  if (status === 400) return InvalidRequestError;
  if (status === 403) return InsufficientScopeError;
  // 400 is its answer to any other class, `TemporarilyUnavailableError` included.
  return status === 401 ? InvalidTokenError : ServerError;
}
