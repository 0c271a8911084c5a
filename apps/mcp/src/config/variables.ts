import { BRAND_VARIABLES } from '@gatehouse/brand';
import { TRACING_VARIABLES } from '@gatehouse/telemetry';

/**
 * Every variable that this app reads. `.env.example` explains each; tests keep the two, and what
 * `loadConfig` really reads, in step.
 */
export const VARIABLES = [
  'NODE_ENV',
  'HOST',
  'PORT',
  'OPERATIONS_HOST',
  'OPERATIONS_PORT',
  'LOG_LEVEL',
  'MCP_TRANSPORT',
  'MCP_URL',
  'ALLOWED_HOSTS',
  'ALLOWED_ORIGINS',
  'AUTH_MODE',
  'AUTH_AUDIENCE',
  'AUTH_SCOPE_MAP',
  'AUTH_GRANT_SCOPES',
  'AUTH_ISSUER',
  'AUTH_PROVIDER',
  'AUTH_JWKS_URL',
  'AUTH_JWKS_OVER_HTTP',
  'AUTH_OTHER_AUDIENCES',
  'JWT_ALGORITHMS',
  'JWT_PUBLIC_KEY',
  'JWT_PUBLIC_KEY_FILE',
  'AUTH_INTROSPECTION_URL',
  'AUTH_CLIENT_ID',
  'AUTH_CLIENT_SECRET',
  'AUTH_CLIENT_AUTH_METHOD',
  'GITHUB_API_URL',
  'GOOGLE_ISSUER',
  'GOOGLE_HOSTED_DOMAIN',
  'GOOGLE_ID_TOKENS',
  'AUTH_CUSTOM_MODULE',
  'ALLOW_PROXY',
  'PROXY_TOKENS',
  'PROXY_AUTHORIZATION_URL',
  'PROXY_TOKEN_URL',
  'PROXY_REVOCATION_URL',
  'PROXY_SCOPES',
  ...BRAND_VARIABLES,
  ...TRACING_VARIABLES,
] as const;

/** Of those, the ones that apps/auth reads as well: set for it, they say nothing about this app. */
export const SHARED_VARIABLES: readonly string[] = [
  'NODE_ENV',
  'HOST',
  'PORT',
  'OPERATIONS_HOST',
  'OPERATIONS_PORT',
  'LOG_LEVEL',
  'GITHUB_API_URL',
  'GOOGLE_ISSUER',
  ...BRAND_VARIABLES,
  ...TRACING_VARIABLES,
];
