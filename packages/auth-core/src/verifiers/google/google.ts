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
 * A verifier of Google users' tokens that were issued to your own OAuth clients.
 *
 * ```ts
 * googleTokenVerifier({ clientId: '….apps.googleusercontent.com', hostedDomain: 'example.com' });
 * ```
 *
 * Access tokens (`ya29.…`) are verified at Google's tokeninfo endpoint. `aud` and `azp` both have to be
 * `clientId`: the owner of another app could otherwise use the tokens of that app here. They need a
 * scope with which Google tells the user, such as `openid`. `expiresAt` is `maxAge` seconds from now,
 * or the expiry of the token, if that is sooner.
 *
 * ID tokens are refused unless `idTokens` is true. Then they are verified with Google's keys, with
 * RS256 only.
 *
 * `subject` is Google's `sub`, because an e-mail address may later belong to another user.
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
