/**
 * Why a client assertion (RFC 7523) was refused. The library says “client authentication failed” for
 * everything, and whoever has to get a client going cannot tell a clock from a key.
 *
 * What the assertion says is judged first, by rules that are the same for everybody. Only then comes
 * what depends on the client, and of that no more than whether a key fits and the signature holds: a
 * client that does not exist is told the same as one whose key is another.
 *
 * @module
 */
import { decodeJwt, decodeProtectedHeader, type JWTPayload } from 'jose';
import type { errors, KoaContextWithOIDC, Provider } from 'oidc-provider';
import { USED_BEFORE } from '../adapter/replay-adapter.ts';
import { answerOf } from '../answer.ts';
import {
  ASSERTION_ALGORITHMS,
  audiencesOf,
  CLOCK_TOLERANCE,
  LONGEST_ASSERTION,
} from './client-assertions.ts';

/** One refusal, for the log. */
export interface RefusedAssertion {
  /** undefined where there is no such client */
  readonly clientId: string | undefined;
  readonly endpoint: string;
  /** what the client is told as well */
  readonly reason: string;
  /** the library's own words, where it has any */
  readonly detail: string | undefined;
}

/** Says the reason in `error_description`; the status and `invalid_client` stay. */
export function explainRefusedAssertions(
  provider: Provider,
  now: () => number,
  onRefused: (refused: RefusedAssertion) => void,
): void {
  const explain = (ctx: KoaContextWithOIDC, error: errors.OIDCProviderError) => {
    const assertion = ctx.oidc?.params?.client_assertion;
    if (error.error !== 'invalid_client' || typeof assertion !== 'string') return;
    const reason = refusedByClaims(assertion, provider.issuer, now()) ?? refusedByKey(error);
    const { client } = ctx.oidc;
    const detail = error.error_detail;
    onRefused({ clientId: client?.clientId, endpoint: ctx.path, reason, detail });
    const answer = answerOf(ctx);
    if (answer?.error !== 'invalid_client') return;
    ctx.body = { ...answer, error_description: `the client assertion was refused: ${reason}` };
  };
  provider.on('grant.error', explain);
  provider.on('revocation.error', explain);
  provider.on('introspection.error', explain);
}

/**
 * Why an assertion is refused whoever's it is, and whatever it is signed with; undefined where it depends on
 * that.
 *
 * @param now seconds since the epoch
 */
export function refusedByClaims(
  assertion: string,
  issuer: string,
  now: number,
): string | undefined {
  let alg: unknown;
  let claims: JWTPayload;
  try {
    ({ alg } = decodeProtectedHeader(assertion));
    claims = decodeJwt(assertion);
  } catch {
    return 'it is no signed JWT';
  }
  const { exp, nbf, jti, iss, sub, aud } = claims;
  if (!ASSERTION_ALGORITHMS.some((known) => known === alg)) {
    return `its algorithm (alg) is none of ${ASSERTION_ALGORITHMS.join(', ')}`;
  }
  if (typeof exp !== 'number') return 'it does not say when it expires (exp)';
  if (exp <= now - CLOCK_TOLERANCE) return 'it has expired (exp)';
  if (exp > now + LONGEST_ASSERTION) {
    return `it is good for more than ${LONGEST_ASSERTION} seconds (exp)`;
  }
  if (typeof nbf === 'number' && nbf > now + CLOCK_TOLERANCE) return 'it is not good yet (nbf)';
  if (typeof jti !== 'string' || jti === '') return 'it has no identifier (jti)';
  if (iss === undefined || iss !== sub) {
    return 'its issuer (iss) and its subject (sub) are not both the client_id';
  }
  const audiences = audiencesOf(iss, issuer);
  if (audiences.some((one) => one === aud)) return undefined;
  return audiences.length === 1
    ? 'its audience (aud) is not the issuer alone'
    : 'its audience (aud) is neither the issuer nor the token endpoint alone';
}

function refusedByKey({ error_detail: detail, cause }: errors.OIDCProviderError): string {
  if (detail === USED_BEFORE) return 'it was used before (jti)';
  const { code } = (cause ?? {}) as { code?: unknown };
  return code === 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED'
    ? 'its signature is not by the key that was registered'
    : 'no key that fits it (kid, alg) was registered for its client_id';
}
