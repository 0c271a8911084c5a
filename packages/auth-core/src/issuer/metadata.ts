import { IssuerError } from '../errors/errors.ts';
import { isSecureUrl } from '../options/secure-url.ts';
import { type Fetch, type FetchLimits, fetchJsonObject } from './fetch-json.ts';

/**
 * The URLs at which the metadata of an issuer may be (RFC 8414 §3.1, OpenID Connect Discovery §4), in
 * the order in which MCP clients try them: three for an issuer with a path, two for one without.
 */
export function metadataUrls(issuer: string): string[] {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, '');
  const urls = [
    `${origin}/.well-known/oauth-authorization-server${path}`,
    `${origin}/.well-known/openid-configuration${path}`,
  ];
  if (path !== '') urls.push(`${origin}${path}/.well-known/openid-configuration`);
  return urls;
}

/** The members of the metadata that this package uses. */
type EndpointName = 'jwks_uri' | 'introspection_endpoint';

/** {@link discoverEndpoint} for the issuer's keys. */
export function discoverJwksUri(
  issuer: string,
  fetch: Fetch,
  limits: FetchLimits,
): Promise<string> {
  return discoverEndpoint('jwks_uri', issuer, fetch, limits);
}

/**
 * Finds an address of the issuer in its metadata.
 *
 * The document must contain exactly the configured issuer (RFC 8414 §3.3). If it differs, even by a
 * slash at the end, the `iss` of every token would differ too, and all of them would be refused.
 *
 * @throws {@link IssuerError}
 */
export async function discoverEndpoint(
  name: EndpointName,
  issuer: string,
  fetch: Fetch,
  limits: FetchLimits,
): Promise<string> {
  let refused: IssuerError | undefined;
  for (const url of metadataUrls(issuer)) {
    try {
      return endpointOf(name, await fetchJsonObject(url, fetch, limits), issuer, url);
    } catch (error) {
      // A server that does not answer at all will not answer at its other URLs either.
      if (!(error instanceof IssuerError) || error.code === 'issuer_unreachable') throw error;
      // For the log, an error about the content of a document is more useful than a 404.
      if (refused === undefined || refused.code === 'issuer_response_refused') refused = error;
    }
  }
  throw refused ?? new IssuerError('issuer_metadata_invalid', `${issuer} has no metadata`);
}

function endpointOf(
  name: EndpointName,
  metadata: Record<string, unknown>,
  issuer: string,
  url: string,
): string {
  if (metadata['issuer'] !== issuer) {
    throw new IssuerError(
      'issuer_mismatch',
      `${url} names the issuer ${JSON.stringify(metadata['issuer'])}, configured is ${JSON.stringify(issuer)}`,
    );
  }
  const endpoint = metadata[name];
  if (typeof endpoint !== 'string' || !isSecureUrl(endpoint)) {
    throw new IssuerError('issuer_metadata_invalid', `${url} has no usable ${name}`);
  }
  return endpoint;
}
