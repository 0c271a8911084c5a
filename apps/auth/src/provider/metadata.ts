import type { ProtectedResource } from '../protocol/resource.ts';
import { OPENID_SCOPES } from '../protocol/scopes.ts';
import type { Answer } from './answer.ts';

type Metadata = Record<string, unknown>;

/**
 * What the library's metadata document (RFC 8414, OpenID Connect Discovery) gets wrong about us: it
 * lists a response mode that was removed and only the scopes of OpenID. `offline_access` is listed,
 * because MCP clients of 2026-07-28 look for it here.
 */
export function correctMetadata(
  metadata: Answer,
  resources: readonly ProtectedResource[],
): Metadata {
  const resourceScopes = resources.flatMap(({ scopes }) => Object.keys(scopes));
  return {
    ...metadata,
    ...introspectionMethods(metadata),
    response_modes_supported: ['query', 'fragment'],
    scopes_supported: [...new Set([...OPENID_SCOPES, ...resourceScopes])],
  };
}

/**
 * Public clients may not introspect. Unless told otherwise, clients would read the methods of the token
 * endpoint here (RFC 8414 §2).
 */
function introspectionMethods({
  token_endpoint_auth_methods_supported: methods,
  token_endpoint_auth_signing_alg_values_supported: algorithms,
}: Answer): Metadata {
  return {
    introspection_endpoint_auth_methods_supported: methods?.filter((method) => method !== 'none'),
    introspection_endpoint_auth_signing_alg_values_supported: algorithms,
  };
}
