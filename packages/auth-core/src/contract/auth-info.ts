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
   * Seconds since the epoch. Always set: for a token without an expiry of its own it is the time
   * until which this result may be used. After it the token has to be verified again.
   */
  expiresAt: number;
  /**
   * The user: unique within `issuer`, and only there. Where a client acts for itself (client
   * credentials), it is the client.
   */
  subject: string;
  /** Who issued `subject`: the issuer exactly as its tokens spell it, or the provider's URL. */
  issuer: string;
  /** The resource the token was issued for, which is this server. Set if the token has it as a URL. */
  resource?: URL;
  /**
   * The token's own scopes, as far as the resource knows them and without those that the hierarchy
   * adds. A challenge repeats them. Set when `protect` has accepted the request.
   */
  grantedScopes?: string[];
  /** The URL of this server's protected-resource metadata. Set when `protect` has accepted the request. */
  resourceMetadataUrl?: string;
  /** The key the token is bound to. Whoever holds a token without one can use it. */
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
