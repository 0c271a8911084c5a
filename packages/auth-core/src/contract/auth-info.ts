import type { Claims } from '../token/claims.ts';

/**
 * What an accepted token says, whatever kind of token it is.
 *
 * The shape is the one the MCP SDK (v1 and v2) calls `AuthInfo`, with more of it always there.
 */
export type AuthInfo<C extends Claims = Claims> = {
  /** The token itself. Never pass it on to another service. */
  token: string;
  /** The client it was issued to. */
  clientId: string;
  scopes: string[];
  /**
   * Seconds since the epoch. Always set: for a token without a life of its own it says until when
   * this verdict holds, after which the token has to be looked at again.
   */
  expiresAt: number;
  /** Who is asking: unique within `issuer`, and only there. For a client of its own, the client. */
  subject: string;
  /** Who vouches for `subject`: the issuer as its tokens spell it, or the provider's URL. */
  issuer: string;
  /** The resource the token was issued for, where the token names it by a URL: this server. */
  resource?: URL;
  /**
   * The scopes of the token that the resource knows, without what a hierarchy adds: what a challenge
   * repeats. Set once `protect` has let the request in.
   */
  grantedScopes?: string[];
  /** Where this server's protected-resource metadata is, once `protect` has let the request in. */
  resourceMetadataUrl?: string;
  /** The key the token is bound to. A token without one is good for whoever holds it. */
  confirmation?: Confirmation;
  extra: { claims: C };
};

/** The key a token is bound to, by its thumbprint (RFC 7800 §3.1). */
export interface Confirmation {
  /** SHA-256 of the JWK of the key that signs DPoP proofs (RFC 9449 §6.1). */
  readonly jkt?: string;
  /** SHA-256 of the client's certificate (RFC 8705 §3.1). */
  readonly 'x5t#S256'?: string;
}
