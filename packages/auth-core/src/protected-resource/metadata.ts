/** The document of RFC 9728 §2, as far as an MCP server needs it. */
export interface ProtectedResourceMetadata {
  readonly resource: string;
  readonly authorization_servers?: readonly string[];
  readonly scopes_supported: readonly string[];
  readonly bearer_methods_supported: readonly ['header'];
  readonly dpop_signing_alg_values_supported?: readonly string[];
  readonly dpop_bound_access_tokens_required?: true;
  readonly resource_name?: string;
  readonly resource_documentation?: string;
}

const wellKnown = '/.well-known/oauth-protected-resource';

/** The path RFC 9728 §3.1 derives from the resource: the well-known name before the resource's path. */
export function metadataPath(resource: string): string {
  const { pathname } = new URL(resource);
  return `${wellKnown}${pathname.replace(/\/$/, '')}`;
}

/** Every path the document is served at: clients differ in which one they try first. */
export function metadataPaths(resource: string): string[] {
  return [...new Set([metadataPath(resource), wellKnown])];
}
