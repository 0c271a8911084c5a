import { ConfigurationError, InvalidTokenError } from '../errors/errors.ts';
import { shapeOf, type TokenShape } from '../token/shape.ts';
import type { Verifier } from '../contract/verifier.ts';

/**
 * Several verifiers as one. Each token goes to the first verifier that recognises it, by its issuer or
 * its shape. If that verifier refuses the token, no other one is tried.
 *
 * ```ts
 * anyOf(
 *   cached(jwtVerifier({ issuer, audience })),
 *   githubTokenVerifier({ clientId, clientSecret }),
 * );
 * ```
 *
 * A verifier without `recognises` is for every token, so it can only be the last one.
 *
 * @throws {@link ConfigurationError} when a verifier would never be used, because an earlier one
 *   recognises the same tokens: for example two verifiers for the same issuer
 */
export function anyOf(...verifiers: readonly [Verifier, ...Verifier[]]): Verifier {
  checkOrder(verifiers);
  const shapes = verifiers.flatMap((verifier) => verifier.shapes ?? []);
  const dpopAlgorithms = sharedAlgorithms(verifiers);
  const dpopRequired = verifiers.every((verifier) => verifier.dpopRequired);
  const judgesEachRequest = verifiers.some((verifier) => verifier.judgesEachRequest);
  // The first verifier that knows an issuer is the one that counts, as with tokens.
  const keys = verifiers.flatMap((verifier) => [...(verifier.signingKeys ?? [])]).reverse();

  return {
    async verify(token, presentation) {
      const shape = shapeOf(token);
      const verifier = verifiers.find((each) => recognises(each, shape));
      if (!verifier) {
        throw new InvalidTokenError('token_unrecognised', 'no verifier recognises the token');
      }
      if (presentation?.scheme === 'DPoP' && !verifier.dpopAlgorithms) {
        // RFC 9449 §7.1: a client that sends a proof expects that it is checked.
        throw new InvalidTokenError(
          'token_binding_unchecked',
          'the token came with the scheme DPoP, and its verifier checks no proofs',
        );
      }
      return verifier.verify(token, presentation);
    },
    recognises: (shape) => verifiers.some((verifier) => recognises(verifier, shape)),
    shapes,
    ...(dpopAlgorithms && { dpopAlgorithms }),
    ...(dpopRequired && { dpopRequired }),
    ...(judgesEachRequest && { judgesEachRequest }),
    ...(keys.length > 0 && { signingKeys: new Map(keys) }),
  };
}

function recognises(verifier: Verifier, shape: TokenShape): boolean {
  return verifier.recognises?.(shape) ?? true;
}

function checkOrder(verifiers: readonly Verifier[]): void {
  if (verifiers.length === 0) throw new ConfigurationError('anyOf: name at least one verifier');
  for (const [place, verifier] of verifiers.entries()) {
    const earlier = verifiers.slice(0, place);
    if (earlier.some((each) => !each.recognises)) {
      throw new ConfigurationError(
        `anyOf: a verifier before number ${place + 1} takes whatever comes; it has to be the last`,
      );
    }
    const taken = (verifier.shapes ?? []).find((shape) =>
      earlier.some((each) => recognises(each, shape)),
    );
    if (taken) {
      throw new ConfigurationError(
        `anyOf: a verifier before number ${place + 1} takes its tokens too: ${JSON.stringify(taken)}`,
      );
    }
  }
}

/** The algorithms that all verifiers accept: the client does not know which verifier gets its token. */
function sharedAlgorithms(verifiers: readonly Verifier[]): readonly string[] | undefined {
  const lists = verifiers.flatMap(({ dpopAlgorithms }) => (dpopAlgorithms ? [dpopAlgorithms] : []));
  const [first, ...others] = lists;
  const shared = first?.filter((name) => others.every((list) => list.includes(name)));
  if (shared?.length === 0) {
    throw new ConfigurationError('anyOf: the verifiers have no algorithm of DPoP in common');
  }
  return shared;
}
