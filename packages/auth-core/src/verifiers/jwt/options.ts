import type { Fetch } from '../../issuer/fetch-json.ts';
import type { KeyOptions } from '../../issuer/configured-keys.ts';
import type { OtherAudiences } from '../../token/audience.ts';
import type { ClaimRequirements } from '../../token/required-claims.ts';

/**
 * How an issuer writes its access tokens, where this differs from RFC 9068. The presets return it.
 */
export interface TokenProfile {
  /**
   * The `typ` of the header. Default: `at+jwt`, which also stands for `application/at+jwt`.
   *
   * With `JWT` or no type, it is not clear whether a token is an access token. For such an issuer
   * name the type, or use `any` for: no type, `JWT`, and every variant of `at+jwt`. A token whose type
   * is not `at+jwt` is refused when it has a claim of ID tokens or logout tokens (`nonce`, `at_hash`,
   * `c_hash`, `s_hash`, `events`). Not every ID token has such a claim, so use `accessTokenMarks` as
   * well.
   */
  readonly typ?: string | readonly string[] | undefined;
  /** Claims by which access tokens differ from all other tokens of this issuer. */
  readonly accessTokenMarks?: ClaimRequirements | undefined;
  /** Claims that may contain the client; the first one that is present is used. Default: `client_id`. */
  readonly clientIdClaims?: readonly string[] | undefined;
  /**
   * Claims that may contain the scopes, as a string or as a list; the first one that is present is
   * used. Default: `scope`, and only as a string.
   */
  readonly scopeClaims?: readonly string[] | undefined;
  /**
   * The claim with the audience. Default: `aud`. If an issuer does not write `aud`, the claim of the
   * client can be used instead: `audience` then lists the clients whose tokens are accepted.
   */
  readonly audienceClaim?: string | undefined;
  /**
   * Other audiences that a token may have as well. Default: none, a token is only for this resource.
   *
   * `any` is for an issuer that lists every client of a project in each token, as ZITADEL does. This
   * resource still has to be among them. Each of the others that receives such a token could use it
   * here, so all of them have to be trusted.
   */
  readonly otherAudiences?: OtherAudiences | undefined;
  /** Whether a token needs a `jti`. Default: true. */
  readonly requireJti?: boolean | undefined;
}

/** The options of `jwtVerifier`. All values are compared character by character. */
export interface JwtVerifierOptions extends TokenProfile, KeyOptions {
  /** The authorization server or servers, exactly as in the `iss` of their tokens. */
  readonly issuer: string | readonly string[];
  /**
   * This resource, exactly as in the `aud` of tokens. For a Gatehouse it is the URL that users enter
   * in their client. If several names are given, a token needs one of them.
   */
  readonly audience: string | readonly string[];
  /** Scopes that every token needs. */
  readonly requiredScopes?: readonly string[] | undefined;
  /** Claims that every token needs. They are compared after the signature was verified. */
  readonly requiredClaims?: ClaimRequirements | undefined;
  /** How many seconds two clocks may differ, up to 300. Default: 5. */
  readonly clockTolerance?: number | undefined;
  /** The longest lifetime of a token in seconds, from `iat` to `exp`. Default: 86,400, a day. */
  readonly maxLifetime?: number | undefined;
  /** How many characters a token may have, up to 16,384. Default: 8,192; a preset may have another. */
  readonly maxTokenLength?: number | undefined;
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly clock?: (() => number) | undefined;
  /** Default: the global `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Called when the issuer cannot be reached or its documents cannot be used. What it throws is dropped. */
  readonly onProblem?: ((error: unknown) => unknown) | undefined;
}
