import type { VerificationKeys } from '../keys/verification-keys.ts';
import type { Claims } from '../token/claims.ts';
import type { TokenShape } from '../token/shape.ts';
import type { AuthInfo } from './auth-info.ts';

/** The `Authorization` scheme a token came with: RFC 6750 or RFC 9449 §7.1. */
export type TokenScheme = 'Bearer' | 'DPoP';

/** How the client sent a token, for verifiers that check more than the token itself. */
export interface Presentation {
  readonly scheme: TokenScheme;
  /** The value of every `DPoP` header, in order. Nothing is checked yet, not even their number. */
  readonly proofs: readonly string[];
  /** The request's method, as it was sent. */
  readonly method: string;
  /** The URL the client used: the public origin as configured, with path and query of the request. */
  readonly url: string;
  /**
   * Only for a wrapper that compares {@link AuthInfo.confirmation} with the proof itself. The
   * wrapped verifier then accepts a bound token.
   */
  readonly bindingIsChecked?: true;
}

/**
 * Decides whether an access token is accepted.
 *
 * It rejects with an `AuthError` and with nothing else. A verifier keeps no state of a request, so
 * any number of calls may run at the same time.
 */
export interface Verifier<C extends Claims = Claims> {
  /**
   * A token that is bound to a key is refused unless `presentation` says that a wrapper checks the
   * binding. Without a presentation the token counts as a plain bearer token.
   *
   * @throws {@link InvalidTokenError} when the token is refused
   * @throws {@link InsufficientScopeError} when it lacks a scope that the verifier itself requires
   * @throws {@link TemporarilyUnavailableError} when the token can be neither accepted nor refused
   *   now, because a server or a key cannot be reached
   */
  verify(token: string, presentation?: Presentation): Promise<AuthInfo<C>>;
  /**
   * Whether this verifier is the one for tokens of this shape. It verifies nothing: a token that is
   * recognised may still be refused. Absent: it is for every token.
   */
  readonly recognises?: (shape: TokenShape) => boolean;
  /**
   * Shapes that this verifier recognises. `anyOf` refuses to start when an earlier verifier would
   * get them, because one of the two would then never be used.
   */
  readonly shapes?: readonly TokenShape[];
  /** The algorithms DPoP proofs may be signed with, where the verifier checks them. */
  readonly dpopAlgorithms?: readonly string[];
  /**
   * Set where the result also depends on something that can change from request to request, such
   * as a proof or a status list. Such a verifier goes around a cache, never into one.
   */
  readonly judgesEachRequest?: true;
  /** Set where a token is accepted only with a DPoP proof (RFC 9449), never as a plain bearer token. */
  readonly dpopRequired?: true;
  /**
   * The keys of each issuer, where the verifier has keys. What else an issuer signs with them, such
   * as status lists, is verified with the same keys, so they are fetched and cached once.
   */
  readonly signingKeys?: ReadonlyMap<string, VerificationKeys>;
}

/** A verifier around `inner` with the same properties, except for `changes`. */
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
