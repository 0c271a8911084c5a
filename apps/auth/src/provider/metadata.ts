import type { ProtectedResource } from '../storage/resources.ts';
import { OPENID_SCOPES } from './authorization-request.ts';

type Metadata = Record<string, unknown>;

/**
 * What the library's metadata document (RFC 8414, OpenID Connect Discovery) gets wrong about us: it
 * lists a response mode that was removed and only the scopes of OpenID. `offline_access` is listed,
 * because MCP clients of 2026-07-28 look for it here.
 */
export function correctMetadata(
  metadata: Metadata,
  resources: readonly ProtectedResource[],
): Metadata {
  const resourceScopes = resources.flatMap(({ scopes }) => Object.keys(scopes));
  return {
    ...metadata,
    response_modes_supported: ['query', 'fragment'],
    scopes_supported: [...new Set([...OPENID_SCOPES, ...resourceScopes])],
  };
}
