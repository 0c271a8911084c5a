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
 * A token verifier for the SDK's `requireBearerAuth` and `ProxyOAuthServerProvider`, for servers that
 * cannot use `protect`. Pass the resource and not its verifier, so that the scope hierarchy is applied.
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
  const translation = new (classFor(error))(error.description);
  translation.cause = error;
  return translation;
}

function classFor({ status }: AuthError): new (message: string) => OAuthError {
  if (status === 400) return InvalidRequestError;
  if (status === 403) return InsufficientScopeError;
  // For any other class, such as `TemporarilyUnavailableError`, it would answer 400.
  return status === 401 ? InvalidTokenError : ServerError;
}
