import {
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type ServerMetadata,
} from 'openid-client';
import type { SignInSteps } from '../../upstream/connector.ts';
import { openIdClaims } from '../../upstream/openid-claims.ts';
import { type OpenIdOptions, openIdSignIn } from '../../upstream/openid-sign-in.ts';
import { profileOf } from '../../upstream/profile.ts';
import { UpstreamError } from '../../upstream/upstream-error.ts';
import type { Upstream } from '../../upstream/upstream-failure.ts';

export interface OpenIdSettings {
  /** as the provider spells it */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly emulated: boolean;
}

/** RFC 7518 §3.1 without `none` and HMAC. */
const ALGORITHMS = ['RS', 'PS', 'ES'].flatMap((kind) => ['256', '384', '512'].map((n) => kind + n));

/**
 * Any OpenID provider. Who it is comes from the signed ID token, under its `sub`; the name is
 * for show.
 */
export function createOpenIdConnector(
  { issuer, clientId, clientSecret, emulated }: OpenIdSettings,
  options: OpenIdOptions,
): SignInSteps {
  const upstream = { provider: 'oidc', label: new URL(issuer).host };
  return openIdSignIn(
    {
      upstream,
      issuer,
      clientId,
      emulated,
      isExact: true,
      scope: 'openid profile',
      algorithms: ALGORITHMS,
      authentication: (metadata) => authenticationAt(metadata, clientSecret, upstream),
      identityOf(idToken, received) {
        const claims = openIdClaims(upstream, idToken, { ...received, clientId });
        // Its address is not kept: at many providers users set one themselves, and what signs in with
        // Gatehouse would take it for theirs.
        const { sub: subject, name, auth_time: authTime } = claims;
        return {
          provider: upstream.provider,
          issuer,
          subject,
          ...profileOf({ name }),
          emailVerified: false,
          organisations: [],
          ...(authTime !== undefined && { authTime }),
        };
      },
    },
    options,
  );
}

/**
 * How the token endpoint takes the client secret: in the body where it says so, otherwise in the header,
 * which is what saying nothing means (OpenID Connect Discovery §3). The header's encoding (RFC 6749
 * §2.3.1) is not undone by every provider, and ids such as UUIDs need it.
 *
 * @throws UpstreamError where it wants something else
 */
function authenticationAt(
  { token_endpoint_auth_methods_supported: methods = ['client_secret_basic'] }: ServerMetadata,
  secret: string,
  { provider, label }: Upstream,
): ClientAuth {
  if (methods.includes('client_secret_post')) return ClientSecretPost(secret);
  if (methods.includes('client_secret_basic')) return ClientSecretBasic(secret);
  const message = `${label} takes no client secret at its token endpoint.`;
  throw new UpstreamError('invalid_response', provider, message);
}
