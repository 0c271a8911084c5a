import { type Configuration, errors } from 'oidc-provider';

/** An assertion that is good for longer is refused: its identifier would have to be remembered. */
const LONGEST = 3600;

/** What clients may sign their assertions with; shared secrets (HS256) are not accepted. */
const ALGORITHMS = ['ES256', 'RS256', 'PS256', 'EdDSA', 'Ed25519'] as const;

/**
 * What is asked of `private_key_jwt` beyond the library's own checks. Its audience is the issuer and
 * nothing else: an assertion addressed to a token endpoint, or to several places, could have been
 * obtained by another server that named ours as its endpoint (draft-ietf-oauth-rfc7523bis §4).
 *
 * @param now seconds since the epoch
 */
export function assertionPolicy(
  now: () => number,
): Pick<Configuration, 'enabledJWA' | 'assertJwtClientAuthClaimsAndHeader'> {
  return {
    enabledJWA: { clientAuthSigningAlgValues: [...ALGORITHMS] },
    async assertJwtClientAuthClaimsAndHeader(ctx, claims) {
      if (claims.aud !== ctx.oidc.issuer) {
        throw new errors.InvalidClientAuth('the audience of an assertion must be the issuer alone');
      }
      if (Number(claims.exp) > now() + LONGEST) {
        throw new errors.InvalidClientAuth(`an assertion may be good for ${LONGEST} seconds`);
      }
    },
  };
}
