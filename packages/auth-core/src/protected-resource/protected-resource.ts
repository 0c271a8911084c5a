import type { AuthInfo } from '../contract/auth-info.ts';
import { type Refusal, refusal } from './challenge.ts';
import { type CredentialsRequest, presentedToken, schemeOf } from './credentials.ts';
import { type AuthError, ConfigurationError } from '../errors/errors.ts';
import { metadataPath, metadataPaths, type ProtectedResourceMetadata } from './metadata.ts';
import { type ScopeHierarchy, scopeExpansion } from '../scopes/scope-hierarchy.ts';
import { requireScopes } from '../scopes/scopes.ts';
import { isSecureUrl } from '../options/secure-url.ts';
import type { Presentation, TokenScheme, Verifier } from '../contract/verifier.ts';

export interface ProtectedResourceOptions {
  /**
   * The resource's identifier: the https URL that clients use (http on loopback), without fragment.
   * Where the authorization server supports `resource` (RFC 8707), it is the `aud` of the tokens.
   */
  readonly resource: string;
  readonly verifier: Verifier;
  /**
   * Issuers whose tokens the verifier accepts. `none`: the metadata names no server, which RFC 9728
   * §2 allows. MCP clients then cannot get a token by themselves and must be configured with one.
   */
  readonly authorizationServers: readonly string[] | 'none';
  /**
   * Scopes a client may ask for: every scope that some operation of this server needs. Never
   * `offline_access`, which is a scope of the authorization server.
   */
  readonly scopesSupported: readonly string[];
  /**
   * Scopes that a client without a token should ask for. Default: all of `scopesSupported`, because
   * many clients never ask for more than the first challenge names.
   */
  readonly initialScopes?: readonly string[];
  /**
   * Scopes that include other scopes. The included ones are added to `scopes` of the `AuthInfo`, so
   * they count wherever scopes are compared. A challenge names the token's own scopes and the scope
   * that the operation needs, never a scope that includes it.
   */
  readonly scopeHierarchy?: ScopeHierarchy;
  /**
   * Where clients find the metadata: an https URL (http on loopback) without query and fragment. Default:
   * the well-known URL of the resource at the root of its host (RFC 9728 §3.1). Say it where a proxy
   * passes only a prefix on to this server: `https://example.com/notes/.well-known/oauth-protected-resource`
   * for `https://example.com/notes/mcp`. Challenges name it, and it is served there as well, whether the
   * proxy removes the prefix or not. Clients that guess the URL instead of reading the challenge ask at
   * the root.
   */
  readonly metadataUrl?: string;
  /** A name to show to users. */
  readonly name?: string;
  /** The URL of documentation for developers of clients. */
  readonly documentation?: string;
}

/** A protected resource of RFC 9728, independent of any web framework. */
export interface ProtectedResource {
  readonly metadata: ProtectedResourceMetadata;
  readonly metadataUrl: string;
  /** The paths at which `metadata` has to be served, without authentication and for any origin. */
  readonly metadataPaths: readonly string[];
  /**
   * Verifies a token that the caller has taken from the request itself.
   *
   * @throws {@link AuthError} as {@link Verifier.verify} does
   */
  verify(token: string, presentation?: Presentation): Promise<AuthInfo>;
  /**
   * Takes the token from a request, verifies it and compares its scopes.
   *
   * @throws {@link AuthError}; {@link ProtectedResource.refuse} makes the answer from it
   */
  authenticate(request: CredentialsRequest, requiredScopes?: readonly string[]): Promise<AuthInfo>;
  /** The HTTP answer to the `request` that failed with `error`. */
  refuse(error: AuthError, request?: Pick<CredentialsRequest, 'authorization'>): Refusal;
}

/** @throws {@link ConfigurationError} */
export function protectedResource(options: ProtectedResourceOptions): ProtectedResource {
  const { resource, verifier, scopesSupported, initialScopes = scopesSupported } = options;
  checkOptions(options);
  const { origin } = new URL(resource);
  const { dpopAlgorithms, dpopRequired } = verifier;
  const schemes: readonly TokenScheme[] = dpopAlgorithms ? ['Bearer', 'DPoP'] : ['Bearer'];
  const { metadataUrl = `${origin}${metadataPath(resource)}` } = options;
  const expand = scopeExpansion(options.scopeHierarchy);
  const known = knownScopes(options);
  const hints = {
    metadataUrl,
    scopes: initialScopes,
    known,
    ...(dpopAlgorithms && { dpopAlgorithms }),
    ...(dpopRequired && { dpopRequired }),
  };

  async function verify(token: string, presentation?: Presentation): Promise<AuthInfo> {
    const auth = await verifier.verify(token, presentation);
    return {
      ...auth,
      scopes: expand(auth.scopes),
      // In the order of `known`, so that the challenge does not depend on the order in the token.
      grantedScopes: known.filter((scope) => auth.scopes.includes(scope)),
      resourceMetadataUrl: metadataUrl,
    };
  }

  return {
    metadata: {
      resource,
      ...(options.authorizationServers !== 'none' && {
        authorization_servers: options.authorizationServers,
      }),
      scopes_supported: scopesSupported,
      bearer_methods_supported: ['header'],
      ...(dpopAlgorithms && { dpop_signing_alg_values_supported: dpopAlgorithms }),
      ...(dpopRequired && { dpop_bound_access_tokens_required: dpopRequired }),
      ...(options.name !== undefined && { resource_name: options.name }),
      ...(options.documentation !== undefined && {
        resource_documentation: options.documentation,
      }),
    },
    metadataUrl,
    metadataPaths: metadataPaths(resource, options.metadataUrl),
    verify,
    async authenticate(request, requiredScopes = []) {
      const { token, scheme } = presentedToken(request, schemes);
      const { dpop: proofs, method } = request;
      const url = publicUrl(origin, request.url);
      const auth = await verify(token, { scheme, proofs, method, url });
      requireScopes(auth, requiredScopes);
      return auth;
    },
    refuse(error, request) {
      const scheme = schemes.find((name) => name === schemeOf(request?.authorization[0]));
      return refusal(error, { ...hints, ...(scheme && { scheme }) });
    },
  };
}

/** Every scope that this resource knows, including those that only the hierarchy names. */
function knownScopes(options: ProtectedResourceOptions): readonly string[] {
  const { scopesSupported, initialScopes = [], scopeHierarchy = {} } = options;
  return [
    ...new Set([...scopesSupported, ...initialScopes, ...Object.entries(scopeHierarchy).flat(2)]),
  ];
}

/** The URL that the client used: the public origin, because a proxy may have changed the host. */
function publicUrl(origin: string, url: string): string {
  const path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '');
  return `${origin}${path.startsWith('/') ? '' : '/'}${path}`;
}

function checkOptions(options: ProtectedResourceOptions): void {
  const { resource, scopesSupported, initialScopes = [] } = options;
  if (!resource || !isSecureUrl(resource) || resource.includes('#')) {
    throw new ConfigurationError(
      `resource: ${JSON.stringify(resource)} is not an https URL (or http on this machine) without fragment`,
    );
  }
  const { metadataUrl } = options;
  if (metadataUrl !== undefined && (!isSecureUrl(metadataUrl) || /[?#]/.test(metadataUrl))) {
    throw new ConfigurationError(
      `metadataUrl: ${JSON.stringify(metadataUrl)} is not an https URL (or http on this machine) without query and fragment`,
    );
  }
  if (scopesSupported.includes('offline_access') || initialScopes.includes('offline_access')) {
    throw new ConfigurationError('offline_access is a scope of the authorization server');
  }
  if (options.authorizationServers.length === 0) {
    throw new ConfigurationError('authorizationServers: name at least one');
  }
}
