import type { JsonObject } from '../../remote/request-json.ts';
import type { Claims } from '../../token/claims.ts';
import { InvalidTokenError, IssuerError } from '../../errors/errors.ts';
import { parseScopeList } from '../../scopes/scopes.ts';

/** What is known about a GitHub token, under the names of JWT claims instead of GitHub's own names. */
export interface GithubClaims extends Claims {
  /** The user's number. It stays the same when the login changes. */
  readonly sub: string;
  /** The login. Only to be shown, never as an identifier: after a change somebody else may get it. */
  readonly preferred_username: string;
  readonly client_id: string;
  readonly scope: string;
  /** Seconds since the epoch. Only for a token that expires. */
  readonly exp?: number;
}

/**
 * Reads the answer of "check a token" (`POST /applications/{client_id}/token`). The answer contains the
 * token itself, which is not copied.
 *
 * @param now seconds since the epoch
 * @throws {@link InvalidTokenError}
 * @throws {@link IssuerError} when the answer does not have the form that GitHub documents
 */
export function readTokenCheck(answer: JsonObject, clientId: string, now: number): GithubClaims {
  const app = Object(answer['app']) as Claims;
  if (app['client_id'] !== clientId) {
    throw new InvalidTokenError('token_audience_mismatch', 'the token is for another app');
  }
  const { id, login } = Object(answer['user']) as Claims;
  if (!Number.isSafeInteger(id) || (id as number) <= 0 || typeof login !== 'string' || !login) {
    throw new IssuerError('issuer_response_refused', 'GitHub names no user of the token');
  }
  const exp = expiryOf(answer['expires_at']);
  if (exp !== undefined && exp <= now) {
    throw new InvalidTokenError('token_expired', 'expires_at is in the past');
  }
  return {
    sub: String(id),
    preferred_username: login,
    client_id: clientId,
    scope: readScopes(answer['scopes']).join(' '),
    ...(exp !== undefined && { exp }),
  };
}

function readScopes(scopes: unknown): string[] {
  return Array.isArray(scopes) ? parseScopeList(scopes) : [];
}

/** Tokens of OAuth apps do not expire. Those of GitHub Apps usually expire after 8 hours. */
function expiryOf(expiresAt: unknown): number | undefined {
  if (expiresAt === undefined || expiresAt === null) return undefined;
  const end = typeof expiresAt === 'string' ? Date.parse(expiresAt) : Number.NaN;
  if (Number.isNaN(end)) {
    throw new IssuerError('issuer_response_refused', 'expires_at is not a time');
  }
  return Math.floor(end / 1000);
}
