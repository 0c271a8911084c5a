import { IssuerError } from '../errors/errors.ts';
import { isSecureUrl } from '../options/secure-url.ts';
import { type Fetch, type FetchLimits, fetchJsonObject } from './fetch-json.ts';

/**
 * Where the metadata of an issuer may be (RFC 8414 §3.1, OpenID Connect Discovery §4), in the
 * order MCP clients try them. With a path there are three forms, without one two.
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

/** The addresses this package looks for in metadata. */
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
 * Finds one address of the issuer.
 *
 * The document must name exactly the issuer that was asked for (RFC 8414 §3.3): another spelling,
 * even by a slash, would later be missed in every token's `iss`.
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
      // A server that does not answer will not answer at its other addresses either.
      if (!(error instanceof IssuerError) || error.code === 'issuer_unreachable') throw error;
      // What a document said is worth more to the reader of a log than a later 404.
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
