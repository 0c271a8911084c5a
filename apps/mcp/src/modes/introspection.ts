import { introspectionVerifier, type Verifier } from '@gatehouse/auth-core';

import { type ClientCredentials, readClientCredentials } from './client-credentials.ts';
import { readEndpoint, readIssuer } from './issuer-url.ts';
import { asking, type ModeContext, type VerifierDependencies } from './mode.ts';

/** Tokens are verified at the introspection endpoint of the authorization server (RFC 7662). */
export interface IntrospectionMode extends ClientCredentials {
  readonly mode: 'introspection';
  readonly issuer: string;
  readonly audience: readonly string[];
  /** Undefined: the endpoint in the issuer's metadata. */
  readonly introspectionUrl: string | undefined;
  readonly authMethod: (typeof authMethods)[number];
}

const authMethods = ['client_secret_basic', 'client_secret_post'] as const;

export function readIntrospectionMode(context: ModeContext): IntrospectionMode {
  const { environment, audience } = context;
  const example = 'https://auth.example.com/introspect';
  return {
    mode: 'introspection',
    issuer: readIssuer(context),
    audience,
    introspectionUrl: readEndpoint(context, 'AUTH_INTROSPECTION_URL', example),
    ...readClientCredentials(context, 'the authorization server'),
    authMethod: environment.choice('AUTH_CLIENT_AUTH_METHOD', authMethods, 'client_secret_basic'),
  };
}

export function introspectionModeVerifier(
  mode: IntrospectionMode,
  dependencies: VerifierDependencies,
): Verifier {
  const { issuer, audience, introspectionUrl, authMethod, clientId, clientSecret } = mode;
  return introspectionVerifier({
    issuer,
    audience,
    endpoint: introspectionUrl,
    clientAuthentication: { method: authMethod, clientId, clientSecret },
    ...asking(dependencies, 'introspection'),
  });
}
