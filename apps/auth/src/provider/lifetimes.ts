import type { Configuration } from 'oidc-provider';
import { GRANT_TYPES } from './token/grants/grant-types.ts';

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
  /** for so long after its use a refresh token still leads to its unused successor */
  readonly replayWindow: number;
  /** for so long after its use a refresh token that comes back ends its family */
  readonly replayMemory: number;
  readonly grant: number;
  readonly session: number;
  readonly interaction: number;
  /** of a remembered decision */
  readonly consent: number;
}

/**
 * The library's `ttl`: what the grant types say about their tokens, and the rest. The grant outlives
 * every refresh token, because a refresh does not extend it.
 */
export function ttl(lifetimes: Lifetimes): NonNullable<Configuration['ttl']> {
  const ofTokens: Record<string, number> = {};
  for (const { ttl: ofGrantType } of GRANT_TYPES) Object.assign(ofTokens, ofGrantType?.(lifetimes));
  return {
    ...ofTokens,
    Grant: Math.max(lifetimes.grant, lifetimes.refreshMax),
    Interaction: lifetimes.interaction,
    Session: lifetimes.session,
  };
}
