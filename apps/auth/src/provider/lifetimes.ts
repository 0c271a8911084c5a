import { type Configuration, errors } from 'oidc-provider';

/** Seconds. */
export interface Lifetimes {
  readonly code: number;
  readonly accessToken: number;
  /** a refresh token that is not used ends after this */
  readonly refreshIdle: number;
  /** no chain of refresh tokens lives longer than this, however often it is used */
  readonly refreshMax: number;
  readonly grant: number;
  readonly session: number;
  readonly interaction: number;
}

/** The library's `ttl`. The grant outlives every refresh token, because a refresh does not extend it. */
export function ttl(lifetimes: Lifetimes): NonNullable<Configuration['ttl']> {
  return {
    AccessToken: lifetimes.accessToken,
    AuthorizationCode: lifetimes.code,
    Grant: Math.max(lifetimes.grant, lifetimes.refreshMax),
    IdToken: lifetimes.accessToken,
    Interaction: lifetimes.interaction,
    Session: lifetimes.session,
    RefreshToken(_ctx, token) {
      const remaining = lifetimes.refreshMax - token.totalLifetime();
      if (remaining <= 0) {
        throw new errors.InvalidGrant('the authorization has reached its greatest age');
      }
      return Math.min(lifetimes.refreshIdle, remaining);
    },
  };
}
