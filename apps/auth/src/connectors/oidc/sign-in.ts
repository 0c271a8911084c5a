import {
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type ServerMetadata,
} from 'openid-client';
import type { SignInSteps } from '../../upstream/connector.ts';
import { type OpenIdClaims, openIdClaims } from '../../upstream/openid-claims.ts';
import { type OpenIdOptions, openIdSignIn } from '../../upstream/openid-sign-in.ts';
import { isMailAddress, isOfDomain, profileOf } from '../../upstream/profile.ts';
import type { Upstream } from '../../upstream/upstream.ts';
import { UpstreamError } from '../../upstream/upstream-error.ts';

export interface OpenIdSettings {
  /** as the provider spells it */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** domains that the operator vouches for the addresses of, lower-cased */
  readonly vouchedDomains: readonly string[];
  readonly emulated: boolean;
}

/** RFC 7518 §3.1 without `none` and HMAC. */
const ALGORITHMS = ['RS', 'PS', 'ES'].flatMap((kind) => ['256', '384', '512'].map((n) => kind + n));

/** Known to let people choose among their accounts; their metadata does not say which prompts they take. */
const SELECTING_HOSTS: ReadonlySet<string> = new Set([
  'accounts.google.com',
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'login.partner.microsoftonline.cn',
]);

/**
 * Any OpenID provider. Who it is comes from the signed ID token, under its `sub`; the name is
 * for show.
 */
export function createOpenIdConnector(
  { issuer, clientId, clientSecret, vouchedDomains, emulated }: OpenIdSettings,
  options: OpenIdOptions,
): SignInSteps {
  const label = new URL(issuer).host;
  const upstream: Upstream = {
    provider: 'oidc',
    label,
    registration: {
      clientId,
      variables: { clientId: 'OIDC_CLIENT_ID', clientSecret: 'OIDC_CLIENT_SECRET' },
      place: `the client at ${label}`,
      scope: vouchedDomains.length > 0 ? 'openid profile email' : 'openid profile',
    },
  };
  return openIdSignIn(
    {
      upstream,
      issuer,
      issuerVariable: 'OIDC_ISSUER',
      clientId,
      emulated,
      isExact: true,
      selectsAccounts: SELECTING_HOSTS.has(new URL(issuer).hostname),
      algorithms: ALGORITHMS,
      authentication: (metadata) => authenticationAt(metadata, clientSecret, upstream),
      identityOf(idToken, received) {
        const claims = openIdClaims(upstream, idToken, { ...received, clientId });
        const { sub: subject, name, auth_time: authTime } = claims;
        return {
          provider: upstream.provider,
          issuer,
          subject,
          ...profileOf({ name }),
          ...vouchedAddress(claims, vouchedDomains),
          emailVerified: false,
          verifiedEmails: [],
          organisations: [],
          ...(authTime !== undefined && { authTime }),
        };
      },
    },
    options,
  );
}

/**
 * The address, where the operator vouches for its domain. Any other is not kept: at many providers users
 * set one themselves, and what signs in with Gatehouse would take it for theirs. A provider that says
 * of this one that it is not verified is believed.
 */
function vouchedAddress(
  { email, email_verified: verified }: OpenIdClaims,
  vouchedDomains: readonly string[],
): { readonly email?: string } {
  if (email === undefined || !isMailAddress(email)) return {};
  if (verified !== undefined && verified !== true) return {};
  return isOfDomain(email, vouchedDomains) ? { email } : {};
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
  { provider, label, registration }: Upstream,
): ClientAuth {
  if (methods.includes('client_secret_post')) return ClientSecretPost(secret);
  if (methods.includes('client_secret_basic')) return ClientSecretBasic(secret);
  const message = `${label} takes no client secret at its token endpoint.`;
  throw new UpstreamError('misconfigured', provider, message, {
    reason: 'client_authentication',
    remedy: `Allow ${registration.place} to authenticate with client_secret_basic or client_secret_post.`,
  });
}
