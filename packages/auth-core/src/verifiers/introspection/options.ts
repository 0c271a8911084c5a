import type { ClientAuthentication } from '../../client-authentication/options.ts';
import type { RemoteOptions } from '../../remote/options.ts';
import type { ClaimRequirements } from '../../token/required-claims.ts';

/** What `introspectionVerifier` takes. Names are compared character by character. */
export interface IntrospectionVerifierOptions extends RemoteOptions {
  /** The authorization server. It vouches for the subject; `iss`, where it is told, has to be it. */
  readonly issuer: string;
  /**
   * Where tokens are asked about: https, or http on this machine. Default: the
   * `introspection_endpoint` of the issuer's metadata, which has to name exactly this issuer.
   */
  readonly endpoint?: string | undefined;
  /** How this server shows who it is (RFC 7662 §2.1). */
  readonly clientAuthentication: ClientAuthentication;
  /** This resource as `aud` has it. Of several names one has to be there. */
  readonly audience: string | readonly string[];
  /** Audiences that may be named besides ours. Default: none. */
  readonly otherAudiences?: readonly string[] | undefined;
  /**
   * What names the audience. Default: `aud`. Where a server tells none, `client_id` may have to
   * stand in for it: `audience` then lists the clients let in.
   */
  readonly audienceClaim?: string | undefined;
  /**
   * Lets in tokens about whose audience nothing is told. Every token of that server then opens
   * this one, those of all its other resources too: only for a server that has a single resource.
   * An audience that is told still has to be ours. Default: false.
   */
  readonly acceptMissingAudience?: boolean | undefined;
  /** What may name the client; the first that is there does. Default: `client_id`. */
  readonly clientIdClaims?: readonly string[] | undefined;
  /** What may hold the scopes, as text or a list. Default: `scope`, and text alone. */
  readonly scopeClaims?: readonly string[] | undefined;
  /** Scopes that every token needs. */
  readonly requiredScopes?: readonly string[] | undefined;
  /** What else has to be told about every token. */
  readonly requiredClaims?: ClaimRequirements | undefined;
  /** Seconds two clocks may be apart, up to 300. Default: 5. */
  readonly clockTolerance?: number | undefined;
  /** Characters a token may have at most, up to 16,384. Default: 8,192. */
  readonly maxTokenLength?: number | undefined;
  /** Makes the `jti` of client assertions. Default: `crypto.randomUUID`. */
  readonly uniqueId?: (() => string) | undefined;
}
