import type { ClientAuthentication } from '../../client-authentication/options.ts';
import type { RemoteOptions } from '../../remote/options.ts';
import type { OtherAudiences } from '../../token/audience.ts';
import type { ClaimRequirements } from '../../token/required-claims.ts';

/** The options of `introspectionVerifier`. All values are compared character by character. */
export interface IntrospectionVerifierOptions extends RemoteOptions {
  /** The authorization server. If the answer has an `iss`, it has to be the same. */
  readonly issuer: string;
  /**
   * The introspection endpoint: https, or http on this machine. Default: the `introspection_endpoint`
   * of the issuer's metadata, which has to contain exactly this issuer.
   */
  readonly endpoint?: string | undefined;
  /** How this server authenticates at the authorization server (RFC 7662 §2.1). */
  readonly clientAuthentication: ClientAuthentication;
  /** This resource, exactly as in `aud`. If several names are given, `aud` needs one of them. */
  readonly audience: string | readonly string[];
  /** Other audiences that a token may have as well, or `any`. Default: none. */
  readonly otherAudiences?: OtherAudiences | undefined;
  /**
   * The member with the audience. Default: `aud`. If a server does not send `aud`, `client_id` can be
   * used instead: `audience` then lists the clients whose tokens are accepted.
   */
  readonly audienceClaim?: string | undefined;
  /**
   * Accepts tokens for which the answer has no audience. Then every token of that authorization server
   * is accepted here, also those for its other resources. Use it only if this is its only resource.
   * An audience that is present is still checked. Default: false.
   */
  readonly acceptMissingAudience?: boolean | undefined;
  /** Members that may contain the client; the first one that is present is used. Default: `client_id`. */
  readonly clientIdClaims?: readonly string[] | undefined;
  /** Members that may contain the scopes, as string or list. Default: `scope`, only as a string. */
  readonly scopeClaims?: readonly string[] | undefined;
  /** Scopes that every token needs. */
  readonly requiredScopes?: readonly string[] | undefined;
  /** Other members that every answer needs. */
  readonly requiredClaims?: ClaimRequirements | undefined;
  /** How many seconds two clocks may differ, up to 300. Default: 5. */
  readonly clockTolerance?: number | undefined;
  /** How many characters a token may have, up to 16,384. Default: 8,192. */
  readonly maxTokenLength?: number | undefined;
  /** Makes the `jti` of client assertions. Default: `crypto.randomUUID`. */
  readonly uniqueId?: (() => string) | undefined;
}
