import type { Operator } from '@gatehouse/brand';
import type { ServedResource } from '../protocol/resource.ts';
import { OPENID_SCOPES } from '../protocol/scopes.ts';
import type { Answer } from './answer.ts';

type Metadata = Record<string, unknown>;

/**
 * What the library's metadata document (RFC 8414, OpenID Connect Discovery) gets wrong about us: it
 * lists a response mode that was removed and only the scopes of OpenID. `offline_access` is listed,
 * because MCP clients of 2026-07-28 look for it here. Documents of clients are read by us, and not by
 * the library, which therefore does not speak of them.
 *
 * @param documentsAreRead whether a client may be known by the address of its metadata
 */
export function correctMetadata(
  metadata: Answer,
  resources: readonly ServedResource[],
  documentsAreRead: boolean,
): Metadata {
  const resourceScopes = resources.flatMap(({ scopes }) => Object.keys(scopes));
  return {
    ...metadata,
    ...introspectionMethods(metadata),
    response_modes_supported: ['query', 'fragment'],
    client_id_metadata_document_supported: documentsAreRead,
    scopes_supported: [...new Set([...OPENID_SCOPES, ...resourceScopes])],
  };
}

/**
 * The operator's pages about data and terms (RFC 8414 §2). Their help is for people who sign in, and so is no
 * `service_documentation`, which is for developers.
 */
export function policies({ privacy, terms }: Pick<Operator, 'privacy' | 'terms'> = {}): Metadata {
  return {
    ...(privacy !== undefined && { op_policy_uri: privacy }),
    ...(terms !== undefined && { op_tos_uri: terms }),
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
