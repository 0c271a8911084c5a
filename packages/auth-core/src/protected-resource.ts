import { bearerToken, type Credentials } from './bearer.ts';
import { type Refusal, refusal } from './challenge.ts';
import { type AuthError, ConfigurationError } from './errors.ts';
import {
  metadataPath,
  metadataPaths,
  type ProtectedResourceMetadata,
} from './resource-metadata.ts';
import { requireScopes } from './scopes.ts';
import type { AuthInfo, Verifier } from './verifier.ts';

export interface ProtectedResourceOptions {
  /** The resource's identifier: the URL clients use, and the `aud` of its tokens. */
  readonly resource: string;
  readonly verifier: Verifier;
  /** Issuers whose tokens the verifier accepts. */
  readonly authorizationServers: readonly string[];
  /** Scopes a client may ask for. Never `offline_access`, which is the authorization server's. */
  readonly scopesSupported: readonly string[];
  /** Scopes a client without a token should ask for first. Default: none named. */
  readonly initialScopes?: readonly string[];
  /** A name for people. */
  readonly name?: string;
  /** Documentation for developers of clients. */
  readonly documentation?: string;
}

/** A protected resource of RFC 9728, independent of any web framework. */
export interface ProtectedResource {
  readonly metadata: ProtectedResourceMetadata;
  readonly metadataUrl: string;
  /** Where `metadata` is to be served, readable by anyone from anywhere. */
  readonly metadataPaths: readonly string[];
  /**
   * Who is asking.
   *
   * @throws {@link AuthError} to be answered with {@link ProtectedResource.refuse}
   */
  authenticate(credentials: Credentials, requiredScopes?: readonly string[]): Promise<AuthInfo>;
  /** The HTTP answer to a request that failed with `error`. */
  refuse(error: AuthError): Refusal;
}

/** @throws {@link ConfigurationError} */
export function protectedResource(options: ProtectedResourceOptions): ProtectedResource {
  const { resource, verifier, scopesSupported, initialScopes = [] } = options;
  if (scopesSupported.includes('offline_access') || initialScopes.includes('offline_access')) {
    throw new ConfigurationError('offline_access is a scope of the authorization server');
  }
  if (options.authorizationServers.length === 0) {
    throw new ConfigurationError('authorizationServers: name at least one');
  }
  const metadataUrl = `${new URL(resource).origin}${metadataPath(resource)}`;
  const hints = { metadataUrl, scopes: initialScopes };

  return {
    metadata: {
      resource,
      authorization_servers: options.authorizationServers,
      scopes_supported: scopesSupported,
      bearer_methods_supported: ['header'],
      ...(options.name !== undefined && { resource_name: options.name }),
      ...(options.documentation !== undefined && {
        resource_documentation: options.documentation,
      }),
    },
    metadataUrl,
    metadataPaths: metadataPaths(resource),
    async authenticate(credentials, requiredScopes = []) {
      const auth = await verifier.verify(bearerToken(credentials));
      requireScopes(auth, requiredScopes);
      return { ...auth, resourceMetadataUrl: metadataUrl };
    },
    refuse: (error) => refusal(error, hints),
  };
}
