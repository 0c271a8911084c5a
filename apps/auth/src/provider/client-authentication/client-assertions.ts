import { type Configuration, errors } from 'oidc-provider';
import { ENDPOINTS } from '../../protocol/endpoints.ts';
import { isOfDocument } from '../../registration/document-keys.ts';

/** An assertion that is good for longer is refused: its identifier would have to be remembered. */
export const LONGEST_ASSERTION = 3600;

/** How far a clock may be off (seconds). */
export const CLOCK_TOLERANCE = 15;

/** What clients may sign their assertions with; shared secrets (HS256) are not accepted. */
export const ASSERTION_ALGORITHMS = ['ES256', 'RS256', 'PS256', 'EdDSA', 'Ed25519'] as const;

/**
 * What an assertion may be addressed to. That is the issuer and nothing else: one that is addressed to a
 * token endpoint, or to several places, could have been obtained by another server that named ours as its
 * endpoint (draft-ietf-oauth-rfc7523bis §4).
 *
 * Clients with a document are written for everybody's server, and the best known of them names the token
 * endpoint (RFC 7523 §3). It is taken of these, because theirs is no grant without a person: a code that
 * is sent along is bound to whoever has its verifier.
 */
export function audiencesOf(clientId: string | undefined, issuer: string): readonly string[] {
  return isOfDocument({ client_id: clientId })
    ? [issuer, `${issuer}${ENDPOINTS.token.path}`]
    : [issuer];
}

/**
 * What is asked of `private_key_jwt` beyond the library's own checks.
 *
 * @param now seconds since the epoch
 */
export function assertionPolicy(
  now: () => number,
): Pick<Configuration, 'clockTolerance' | 'enabledJWA' | 'assertJwtClientAuthClaimsAndHeader'> {
  return {
    clockTolerance: CLOCK_TOLERANCE,
    enabledJWA: { clientAuthSigningAlgValues: [...ASSERTION_ALGORITHMS] },
    async assertJwtClientAuthClaimsAndHeader(ctx, claims, _header, { clientId }) {
      if (!audiencesOf(clientId, ctx.oidc.issuer).some((one) => one === claims.aud)) {
        throw new errors.InvalidClientAuth('the audience of an assertion must be the issuer alone');
      }
      if (Number(claims.exp) > now() + LONGEST_ASSERTION) {
        throw new errors.InvalidClientAuth(
          `an assertion may be good for ${LONGEST_ASSERTION} seconds`,
        );
      }
    },
  };
}
