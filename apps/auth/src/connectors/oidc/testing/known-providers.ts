/**
 * What providers publish of themselves, as their documentation shows it: endpoints, algorithms, ways to
 * authenticate, and what is particular in their keys.
 *
 * @module
 */

export interface KnownProvider {
  readonly metadata: Readonly<Record<string, unknown>> & {
    readonly issuer: string;
    readonly authorization_endpoint: string;
    readonly token_endpoint: string;
    readonly jwks_uri: string;
    readonly userinfo_endpoint: string;
  };
  /** keys say which algorithm they are for; Microsoft's do not */
  readonly hasAlgorithmInKeys: boolean;
  /** publishes a key for encryption as well */
  readonly hasEncryptionKey?: boolean;
}

type Endpoints = readonly [authorization: string, token: string, userinfo: string, jwks: string];

function metadata(issuer: string, [authorization, token, userinfo, jwks]: Endpoints, rest: object) {
  return {
    issuer,
    authorization_endpoint: authorization,
    token_endpoint: token,
    userinfo_endpoint: userinfo,
    jwks_uri: jwks,
    response_types_supported: ['code', 'id_token', 'code id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    ...rest,
  };
}

function entra(issuer: string, tenant: string): KnownProvider {
  const base = `https://login.microsoftonline.com/${tenant}`;
  const endpoints: Endpoints = [
    `${base}/oauth2/v2.0/authorize`,
    `${base}/oauth2/v2.0/token`,
    'https://graph.microsoft.com/oidc/userinfo',
    `${base}/discovery/v2.0/keys`,
  ];
  return {
    hasAlgorithmInKeys: false,
    metadata: metadata(issuer, endpoints, {
      token_endpoint_auth_methods_supported: [
        'client_secret_post',
        'private_key_jwt',
        'client_secret_basic',
      ],
      subject_types_supported: ['pairwise'],
      scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      request_uri_parameter_supported: false,
      tenant_region_scope: null,
      cloud_instance_name: 'microsoftonline.com',
    }),
  };
}

function okta(issuer: string): KnownProvider {
  const base = issuer.includes('/oauth2/') ? `${issuer}/v1` : `${issuer}/oauth2/v1`;
  const endpoints: Endpoints = [
    `${base}/authorize`,
    `${base}/token`,
    `${base}/userinfo`,
    `${base}/keys`,
  ];
  return {
    hasAlgorithmInKeys: true,
    metadata: metadata(issuer, endpoints, {
      token_endpoint_auth_methods_supported: [
        'client_secret_basic',
        'client_secret_post',
        'client_secret_jwt',
        'private_key_jwt',
        'none',
      ],
      code_challenge_methods_supported: ['S256'],
    }),
  };
}

function keycloak(issuer: string): KnownProvider {
  const base = `${issuer}/protocol/openid-connect`;
  const endpoints: Endpoints = [
    `${base}/auth`,
    `${base}/token`,
    `${base}/userinfo`,
    `${base}/certs`,
  ];
  return {
    hasAlgorithmInKeys: true,
    hasEncryptionKey: true,
    metadata: metadata(issuer, endpoints, {
      id_token_signing_alg_values_supported: ['PS384', 'EdDSA', 'HS256', 'ES256', 'RS256'],
      token_endpoint_auth_methods_supported: [
        'private_key_jwt',
        'client_secret_basic',
        'client_secret_post',
        'tls_client_auth',
        'client_secret_jwt',
      ],
      prompt_values_supported: ['none', 'login', 'consent'],
      authorization_response_iss_parameter_supported: true,
    }),
  };
}

/** By the heading of their section. */
export const KNOWN_PROVIDERS: Readonly<Record<string, KnownProvider>> = {
  'Entra ID, one tenant': entra(
    'https://login.microsoftonline.com/3f8a6d0e-5b7c-4a51-9d2e-6f1b0c4e7a90/v2.0',
    '3f8a6d0e-5b7c-4a51-9d2e-6f1b0c4e7a90',
  ),
  'Entra ID, several tenants': entra(
    'https://login.microsoftonline.com/{tenantid}/v2.0',
    'organizations',
  ),
  Okta: okta('https://example.okta.com'),
  'Okta, a custom authorization server': okta('https://example.okta.com/oauth2/default'),
  Auth0: {
    hasAlgorithmInKeys: true,
    metadata: metadata(
      'https://example.eu.auth0.com/',
      [
        'https://example.eu.auth0.com/authorize',
        'https://example.eu.auth0.com/oauth/token',
        'https://example.eu.auth0.com/userinfo',
        'https://example.eu.auth0.com/.well-known/jwks.json',
      ],
      {
        id_token_signing_alg_values_supported: ['HS256', 'RS256', 'PS256'],
        token_endpoint_auth_methods_supported: [
          'client_secret_basic',
          'client_secret_post',
          'private_key_jwt',
        ],
      },
    ),
  },
  Keycloak: keycloak('https://login.example.com/realms/corp'),
  GitLab: {
    hasAlgorithmInKeys: true,
    metadata: metadata(
      'https://gitlab.com',
      [
        'https://gitlab.com/oauth/authorize',
        'https://gitlab.com/oauth/token',
        'https://gitlab.com/oauth/userinfo',
        'https://gitlab.com/oauth/discovery/keys',
      ],
      {
        response_types_supported: ['code'],
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
        code_challenge_methods_supported: ['plain', 'S256'],
      },
    ),
  },
  ZITADEL: {
    hasAlgorithmInKeys: true,
    metadata: metadata(
      'https://example-abc123.zitadel.cloud',
      [
        'https://example-abc123.zitadel.cloud/oauth/v2/authorize',
        'https://example-abc123.zitadel.cloud/oauth/v2/token',
        'https://example-abc123.zitadel.cloud/oidc/v1/userinfo',
        'https://example-abc123.zitadel.cloud/oauth/v2/keys',
      ],
      {
        id_token_signing_alg_values_supported: ['EdDSA', 'RS256', 'ES256'],
        token_endpoint_auth_methods_supported: [
          'none',
          'client_secret_basic',
          'client_secret_post',
          'private_key_jwt',
        ],
        code_challenge_methods_supported: ['S256'],
      },
    ),
  },
};
