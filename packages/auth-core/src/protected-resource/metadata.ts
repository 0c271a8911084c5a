/** The document of RFC 9728 §2, with the members that an MCP server needs. */
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

/** The path of the metadata (RFC 9728 §3.1): the well-known name, then the path of the resource. */
export function metadataPath(resource: string): string {
  const { pathname } = new URL(resource);
  return `${wellKnown}${pathname.replace(/\/$/, '')}`;
}

/**
 * Every path at which the document is served, because clients do not all try the same one.
 *
 * @param metadataUrl where the document is, if the options say so: a proxy may pass its path on as it is,
 *   or without what comes before the well-known name
 */
export function metadataPaths(resource: string, metadataUrl?: string): string[] {
  const paths = [metadataPath(resource), wellKnown];
  if (metadataUrl !== undefined) {
    const path = new URL(metadataUrl).pathname.replace(/\/$/, '');
    paths.push(path);
    const start = path.indexOf(wellKnown);
    if (start > 0) paths.push(path.slice(start));
  }
  return [...new Set(paths)];
}
