/**
 * Proof of possession at the resource server (RFC 9449 §7).
 *
 * A request with the scheme DPoP is checked in this order, the cheap checks first:
 *
 * ```
 *   form, header, key of the proof ─▶ the token, by the wrapped verifier ─▶ htm, htu, iat, jti, ath
 *      ─▶ thumbprint = cnf.jkt ─▶ signature ─▶ nonce ─▶ first use ─▶ accepted
 * ```
 *
 * A proof is written into the replay store only after all other checks. So only a client with a valid
 * token and its key can fill the store.
 *
 * @module
 */
import type { AuthInfo } from '../contract/auth-info.ts';
import type { Claims } from '../token/claims.ts';
import {
  AuthError,
  InvalidProofError,
  InvalidTokenError,
  TemporarilyUnavailableError,
} from '../errors/errors.ts';
import { type Presentation, type Verifier, wrapVerifier } from '../contract/verifier.ts';
import { type DpopExpectations, type DpopOptions, dpopExpectations } from './options.ts';
import { parseProof, thumbprintOf, verifyProofSignature } from './proof.ts';
import { checkProofClaims, type ProofIdentity } from './proof-claims.ts';
import { sha256 } from './sha256.ts';

/**
 * Lets `inner` accept tokens that are bound to a key, and checks the proof of each request:
 * `dpop(jwtVerifier({ issuer, audience }))`.
 *
 * A bound token is refused with the scheme Bearer, and an unbound one with the scheme DPoP. It goes
 * around a cache, never into one, because a proof is valid for one request only.
 *
 * The `htu` of a proof is compared with the URL of the presentation. For a `protectedResource` this is
 * the origin of its `resource` and the path of the request; the `Host` header is not used.
 *
 * @throws {@link ConfigurationError}
 */
export function dpop<C extends Claims>(inner: Verifier<C>, options: DpopOptions = {}): Verifier<C> {
  const expected = dpopExpectations(options);
  return wrapVerifier(inner, {
    judgesEachRequest: true,
    dpopAlgorithms: expected.algorithms,
    ...(expected.required && { dpopRequired: true }),
    verify: (token, presentation) =>
      presentation?.scheme === 'DPoP'
        ? verifyBound(inner, token, presentation, expected)
        : verifyBearer(inner, token, presentation, expected),
  });
}

async function verifyBearer<C extends Claims>(
  inner: Verifier<C>,
  token: string,
  presentation: Presentation | undefined,
  { required }: DpopExpectations,
): Promise<AuthInfo<C>> {
  const auth = await inner.verify(token, presentation);
  // The wrapped verifier should have refused it. One that caches its results may not have done so.
  if (auth.confirmation?.jkt !== undefined) {
    throw new InvalidTokenError('token_binding_unchecked', 'a token with cnf.jkt came as bearer');
  }
  refuseOtherBinding(auth, presentation);
  if (required) throw new InvalidTokenError('token_unbound', 'only tokens with cnf.jkt are taken');
  return auth;
}

async function verifyBound<C extends Claims>(
  inner: Verifier<C>,
  token: string,
  presentation: Presentation,
  expected: DpopExpectations,
): Promise<AuthInfo<C>> {
  const proof = parseProof(presentation.proofs, expected);
  const auth = await inner.verify(token, { ...presentation, bindingIsChecked: true });
  const jkt = auth.confirmation?.jkt;
  if (jkt === undefined) {
    throw new InvalidTokenError('token_unbound', 'a token without cnf.jkt came with DPoP');
  }
  refuseOtherBinding(auth, presentation);
  const identity = checkProofClaims(proof.claims, {
    method: presentation.method,
    url: expected.publicUrl(presentation.url),
    tokenHash: await sha256(token),
    now: Math.floor(expected.clock() / 1000),
    maxAge: expected.maxAge,
  });
  if ((await thumbprintOf(proof)) !== jkt) {
    throw new InvalidTokenError('token_binding_mismatch', 'cnf.jkt is not of the key of the proof');
  }
  await verifyProofSignature(proof);
  await requireNonce(proof.claims['nonce'], expected);
  await requireFirstUse(jkt, identity, expected);
  return auth;
}

/** A binding to a certificate is not checked here, so a wrapper around this one has to check it. */
function refuseOtherBinding(auth: AuthInfo, presentation: Presentation | undefined): void {
  if (auth.confirmation?.['x5t#S256'] === undefined || presentation?.bindingIsChecked) return;
  throw new InvalidTokenError('token_binding_unchecked', 'nobody checks cnf x5t#S256');
}

async function requireNonce(nonce: unknown, { nonces }: DpopExpectations): Promise<void> {
  if (nonces === undefined || (await nonces.accepts(nonce))) return;
  throw new InvalidProofError('proof_nonce_required', 'the nonce is missing or too old', {
    nonce: await nonces.current(),
  });
}

async function requireFirstUse(
  jkt: string,
  { jti, iat }: ProofIdentity,
  { replayStore, maxAge }: DpopExpectations,
): Promise<void> {
  let first: unknown;
  try {
    // Twice as long as the proof is valid here, because the clock of another instance may be behind.
    first = await replayStore.remember(await sha256(`${jkt} ${jti}`), Math.ceil(iat + 2 * maxAge));
  } catch (cause) {
    if (cause instanceof AuthError) throw cause;
    throw new TemporarilyUnavailableError('the replay store fails', {
      code: 'replay_store_unavailable',
      cause,
    });
  }
  // Only `true` is accepted, so that a store with an unexpected answer does not allow a replay.
  if (first !== true) throw new InvalidProofError('proof_replayed', 'the proof was used before');
}
