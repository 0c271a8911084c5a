import { checkClientKeys } from './client-keys.ts';
import { usableRedirectUris } from './redirect-uris.ts';

/** Grant types that the operator may give a client. */
export const OPERATOR_GRANT_TYPES = [
  'authorization_code',
  'refresh_token',
  'client_credentials',
] as const;

/** Metadata of which nothing here makes use, or that would make the server fetch something. */
const NOT_KEPT = ['jwks_uri', 'sector_identifier_uri', 'request_uris', 'initiate_login_uri'];

/**
 * The part of a client's metadata where the operator may do more than a client for itself: get along
 * without a browser, hold keys, and have as many redirect URIs as they like.
 *
 * @returns the redirect URIs
 * @throws errors.InvalidClientMetadata
 */
export function normalizeOperatorMetadata(
  metadata: Record<string, unknown>,
  issuer: string,
  served: readonly string[],
  refuseRedirectUris: (reason: string) => never,
): string[] {
  const asked: unknown[] = Array.isArray(metadata.grant_types) ? metadata.grant_types : [];
  const grantTypes: string[] = OPERATOR_GRANT_TYPES.filter(
    (name) => asked.includes(name) && served.includes(name),
  );
  const interactive = grantTypes.includes('authorization_code');
  metadata.grant_types = grantTypes;
  metadata.response_types = interactive ? ['code'] : [];
  // Which scopes of resources it may have is in its terms; the library knows OpenID's alone.
  delete metadata.scope;
  for (const name of NOT_KEPT) delete metadata[name];
  checkClientKeys(metadata.jwks);
  const named = metadata.redirect_uris ?? [];
  if (!interactive && Array.isArray(named) && named.length === 0) return [];
  const uris = usableRedirectUris(named, issuer, Number.POSITIVE_INFINITY);
  if (typeof uris === 'string') refuseRedirectUris(uris);
  return uris;
}
