import type { VerificationKeys } from '../keys/verification-keys.ts';
import type { Claims } from '../token/claims.ts';
import type { TokenShape } from '../token/shape.ts';
import type { AuthInfo } from './auth-info.ts';

/** The `Authorization` scheme a token came with: RFC 6750 or RFC 9449 §7.1. */
export type TokenScheme = 'Bearer' | 'DPoP';

/** How a token was presented, for verifiers that check more than the token. */
export interface Presentation {
  readonly scheme: TokenScheme;
  /** The value of every `DPoP` header, in order; none is checked yet, nor that there is only one. */
  readonly proofs: readonly string[];
  /** The request's method, as it was sent. */
  readonly method: string;
  /** The URL the client used, as far as this server can tell: public origin, path and query. */
  readonly url: string;
  /**
   * Set by a wrapper that compares {@link AuthInfo.confirmation} with the proof itself, and by
   * nobody else: the verifier inside then lets a bound token through.
   */
  readonly bindingIsChecked?: true;
}

/**
 * Decides whether an access token is to be accepted.
 *
 * Whatever goes wrong, it rejects with an `AuthError`. A verifier holds no state of a request and
 * may be asked any number of times at once.
 */
export interface Verifier<C extends Claims = Claims> {
  /**
   * A token that is bound to a key is refused unless `presentation` says that somebody checks the
   * binding; without a presentation it counts as plain bearer.
   *
   * @throws {@link InvalidTokenError} when the token is not to be accepted
   * @throws {@link InsufficientScopeError} when it lacks a scope the verifier itself demands
   * @throws {@link TemporarilyUnavailableError} when that cannot be told just now
   */
  verify(token: string, presentation?: Presentation): Promise<AuthInfo<C>>;
  /**
   * Whether a token that looks like this would be this verifier's to judge. It looks at nothing
   * that costs anything and promises nothing. Absent: it takes whatever comes.
   */
  readonly recognises?: (shape: TokenShape) => boolean;
  /**
   * Shapes it is there for: it recognises them, and where `anyOf` would give them to another, one
   * of the two is there by mistake.
   */
  readonly shapes?: readonly TokenShape[];
  /** The algorithms DPoP proofs may be signed with, where the verifier checks them. */
  readonly dpopAlgorithms?: readonly string[];
  /**
   * Set where more than the token is judged, a proof or a status, that may be another at the next
   * request: such a verifier goes around a cache, never into one.
   */
  readonly judgesEachRequest?: true;
  /** Set where a token counts with a DPoP proof only (RFC 9449), never as plain bearer. */
  readonly dpopRequired?: true;
  /**
   * The keys of each issuer, where the verifier has any: for whatever else an issuer signs with
   * them, such as status lists, so that they are fetched and cached once.
   */
  readonly signingKeys?: ReadonlyMap<string, VerificationKeys>;
}

/** A verifier around `inner` that tells the outside the same about itself, but for `changes`. */
export function wrapVerifier<C extends Claims>(
  inner: Verifier<C>,
  changes: Pick<Verifier<C>, 'verify'> & Partial<Verifier<C>>,
): Verifier<C> {
  const { recognises, shapes, dpopAlgorithms, dpopRequired, judgesEachRequest, signingKeys } =
    inner;
  return {
    ...(recognises && { recognises }),
    ...(shapes && { shapes }),
    ...(judgesEachRequest && { judgesEachRequest }),
    ...(dpopAlgorithms && { dpopAlgorithms }),
    ...(dpopRequired && { dpopRequired }),
    ...(signingKeys && { signingKeys }),
    ...changes,
  };
}
