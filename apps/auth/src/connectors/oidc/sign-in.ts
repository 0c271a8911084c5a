import {
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type ServerMetadata,
} from 'openid-client';
import type { SignInSteps } from '../../upstream/connector.ts';
import { type OpenIdOptions, openIdSignIn } from '../../upstream/openid-sign-in.ts';
import { WRONG_CLIENT } from '../../upstream/oauth-errors.ts';
import type { ErrorMeaning, Upstream } from '../../upstream/upstream.ts';
import { UpstreamError } from '../../upstream/upstream-error.ts';
import type { LoginAs } from '../descriptor.ts';
import { type ClaimNames, identityOf } from './identity.ts';
import { inItsTenant, templateOf } from './tenants.ts';

export interface OpenIdSettings extends ClaimNames {
  /** as the provider spells it, or that of all tenants */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** what is asked for; empty: what the other settings need */
  readonly scopes: readonly string[];
  /** where the issuer is that of several tenants, those whose people may sign in */
  readonly tenants: readonly string[];
  readonly emulated: boolean;
}

/** RFC 7518 §3.1 without `none` and HMAC, RFC 8037 §3.1, RFC 9864 §2.2. */
const ALGORITHMS = [
  ...['RS', 'PS', 'ES'].flatMap((kind) => ['256', '384', '512'].map((n) => kind + n)),
  'EdDSA',
  'Ed25519',
];

/** Some take a secret in one way alone, whatever their metadata has, and say the same of a wrong one. */
const WRONG_CLIENT_OR_WAY: ErrorMeaning = {
  code: 'misconfigured',
  remedy: (registration) =>
    `${WRONG_CLIENT.remedy?.(registration, '')} If both are right, have the client authenticate by client_secret_post where the metadata announces it, and by client_secret_basic otherwise.`,
};

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
  settings: OpenIdSettings,
  { login, ...options }: OpenIdOptions & { readonly login: LoginAs },
): SignInSteps {
  const { issuer, clientId, clientSecret, tenants, emulated } = settings;
  const { label, variable } = login;
  const upstream: Upstream = {
    provider: login.id,
    label,
    registration: {
      clientId,
      variables: {
        clientId: variable('OIDC_CLIENT_ID'),
        clientSecret: variable('OIDC_CLIENT_SECRET'),
      },
      place: `the client at ${new URL(issuer).host}`,
      scope: scopeOf(settings),
    },
    errors: { invalid_client: WRONG_CLIENT_OR_WAY },
  };
  const reader = {
    ...settings,
    upstream,
    groupsVariable: variable('OIDC_GROUPS_CLAIM'),
  };
  const template = templateOf(issuer);
  return openIdSignIn(
    {
      upstream,
      issuer,
      issuerVariable: variable('OIDC_ISSUER'),
      clientId,
      emulated,
      spelling: template ?? issuer,
      selectsAccounts: SELECTING_HOSTS.has(new URL(issuer).hostname),
      algorithms: ALGORITHMS,
      authentication: (metadata) => authenticationAt(metadata, clientSecret, upstream),
      identityOf: (idToken, received) => identityOf(reader, idToken, received),
      ...(template !== undefined && {
        grantWith: inItsTenant({
          upstream,
          template,
          tenants,
          variable: variable('OIDC_TENANTS'),
        }),
      }),
    },
    options,
  );
}

function scopeOf({ scopes, vouchedDomains }: OpenIdSettings): string {
  if (scopes.length > 0) return scopes.join(' ');
  return vouchedDomains.length > 0 ? 'openid profile email' : 'openid profile';
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
