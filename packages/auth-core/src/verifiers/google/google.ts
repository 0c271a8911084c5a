import { RemoteServer } from '../../remote/remote-server.ts';
import { remoteSettings } from '../../remote/options.ts';
import { InvalidTokenError } from '../../errors/errors.ts';
import { shapeOf, type TokenShape } from '../../token/shape.ts';
import type { Verifier } from '../../contract/verifier.ts';
import { cached } from '../../caching/cached.ts';
import { accessTokenVerifier } from './access-token.ts';
import type { GoogleClaims } from './claims.ts';
import { googleExpectations } from './expectations.ts';
import { idTokenVerifier } from './id-token.ts';
import type { GoogleTokenVerifierOptions } from './options.ts';

const prefix = 'ya29.';

/**
 * A verifier of Google users' tokens that were issued to one's own OAuth clients.
 *
 * ```ts
 * googleTokenVerifier({ clientId: '….apps.googleusercontent.com', hostedDomain: 'example.com' });
 * ```
 *
 * Access tokens (`ya29.…`) are asked about at Google's tokeninfo endpoint; `aud` and `azp` both
 * have to be `clientId`, since another app's token would let its owner in as the user. They need a
 * scope that names the user, such as `openid`. `expiresAt` says until when the verdict holds:
 * `maxAge` seconds from now, or the token's end, if that is sooner.
 *
 * ID tokens are refused unless `idTokens` is true; then they are verified by Google's keys, RS256
 * alone.
 *
 * `subject` is Google's `sub`: the e-mail address may change hands.
 *
 * @throws {@link ConfigurationError}
 */
export function googleTokenVerifier(options: GoogleTokenVerifierOptions): Verifier<GoogleClaims> {
  const expected = googleExpectations(options);
  const settings = remoteSettings(options, 60);
  const { clock, maxAge, maxEntries } = settings;
  const server = new RemoteServer(settings);
  const verifyAccessToken = accessTokenVerifier(expected, { server, clock, maxAge });
  const verifyIdToken = options.idTokens === true ? idTokenVerifier(expected, settings) : undefined;

  const isAccessToken = (shape: TokenShape) => shape.kind === 'opaque' && shape.prefix === prefix;
  const isIdToken = (shape: TokenShape) =>
    shape.kind === 'jwt' && expected.issuers.includes(shape.issuer ?? '');

  const verifier: Verifier<GoogleClaims> = {
    async verify(token, presentation) {
      const shape = shapeOf(token);
      if (isAccessToken(shape)) return verifyAccessToken(token);
      if (verifyIdToken && shape.kind === 'jwt') return verifyIdToken(token, presentation);
      if (isIdToken(shape)) {
        throw new InvalidTokenError('token_type_refused', 'an ID token is no access token');
      }
      throw new InvalidTokenError('token_unrecognised', 'not a token of Google');
    },
    recognises: (shape) => isAccessToken(shape) || isIdToken(shape),
    shapes: [
      { kind: 'opaque', prefix },
      ...expected.issuers.map((issuer) => ({ kind: 'jwt', issuer, type: undefined }) as const),
    ],
  };
  return cached(verifier, { maxAge, maxEntries, clock });
}
