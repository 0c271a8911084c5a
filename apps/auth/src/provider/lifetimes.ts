import type { Configuration } from 'oidc-provider';

/** Seconds. */
export interface Lifetimes {
  readonly code: number;
  readonly accessToken: number;
  /** of an access token that a client got for itself */
  readonly clientCredentials: number;
  /** a refresh token that is not used ends after this */
  readonly refreshIdle: number;
  /** no chain of refresh tokens lives longer than this, however often it is used */
  readonly refreshMax: number;
  readonly grant: number;
  readonly session: number;
  readonly interaction: number;
  /** of a remembered decision */
  readonly consent: number;
}

/** The library's `ttl`. The grant outlives every refresh token, because a refresh does not extend it. */
export function ttl(lifetimes: Lifetimes): NonNullable<Configuration['ttl']> {
  return {
    AccessToken: lifetimes.accessToken,
    AuthorizationCode: lifetimes.code,
    ClientCredentials: lifetimes.clientCredentials,
    Grant: Math.max(lifetimes.grant, lifetimes.refreshMax),
    IdToken: lifetimes.accessToken,
    Interaction: lifetimes.interaction,
    Session: lifetimes.session,
    // The greatest age of a chain is judged by the database (provider/token/token-request-statements.ts).
    RefreshToken: lifetimes.refreshIdle,
  };
}
