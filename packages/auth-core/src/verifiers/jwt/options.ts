import type { Fetch } from '../../issuer/fetch-json.ts';
import type { KeyOptions } from '../../issuer/configured-keys.ts';
import type { ClaimRequirements } from '../../token/required-claims.ts';

/**
 * How an issuer writes its access tokens, where that is not as RFC 9068 has it. A preset fills
 * this in.
 */
export interface TokenProfile {
  /**
   * The `typ` of the header. Default: `at+jwt`, which also stands for `application/at+jwt`.
   *
   * Issuers that say `JWT` or nothing leave it open whether a token is an access token: name the
   * type, or say `any` for no type, `JWT` and every spelling of `at+jwt`. Such a token is refused
   * when it has a claim of ID tokens or logout tokens (`nonce`, `at_hash`, `c_hash`, `s_hash`,
   * `events`). Not every ID token has one: let `accessTokenMarks` say what tells the two apart.
   */
  readonly typ?: string | readonly string[] | undefined;
  /** What the issuer writes into access tokens and into no other token of its own. */
  readonly accessTokenMarks?: ClaimRequirements | undefined;
  /** Claims that may name the client; the first that is there does. Default: `client_id`. */
  readonly clientIdClaims?: readonly string[] | undefined;
  /**
   * Claims that may hold the scopes, as text or as a list; the first that is there does. Default:
   * `scope`, and text alone.
   */
  readonly scopeClaims?: readonly string[] | undefined;
  /**
   * The claim that names the audience. Default: `aud`. Where an issuer writes none, the client a
   * token was issued to may have to stand in for it: `audience` then lists the clients let in.
   */
  readonly audienceClaim?: string | undefined;
  /** Audiences that may be named besides ours. Default: none, a token is for us alone. */
  readonly otherAudiences?: readonly string[] | undefined;
  /** Whether a token needs a `jti`. Default: yes. */
  readonly requireJti?: boolean | undefined;
}

/** What `jwtVerifier` takes. Everything that is compared is compared character by character. */
export interface JwtVerifierOptions extends TokenProfile, KeyOptions {
  /** The authorization server or servers, as their tokens' `iss` spells them. */
  readonly issuer: string | readonly string[];
  /**
   * This resource as tokens' `aud` spells it: for a Gatehouse, the URL users type into their
   * client. Of several names a token needs one.
   */
  readonly audience: string | readonly string[];
  /** Scopes that every token needs. */
  readonly requiredScopes?: readonly string[] | undefined;
  /** What claims every token needs, compared once the signature is known to be good. */
  readonly requiredClaims?: ClaimRequirements | undefined;
  /** Seconds two clocks may be apart, up to 300. Default: 5. */
  readonly clockTolerance?: number | undefined;
  /** Seconds a token may live at most, from `iat` to `exp`. Default: 86,400, a day. */
  readonly maxLifetime?: number | undefined;
  /** Characters a token may have at most, up to 16,384. Default: 8,192. */
  readonly maxTokenLength?: number | undefined;
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly clock?: (() => number) | undefined;
  /** Default: the global `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Told of every failure to reach the issuer or to use its documents. It must not throw. */
  readonly onProblem?: ((error: unknown) => void) | undefined;
}
