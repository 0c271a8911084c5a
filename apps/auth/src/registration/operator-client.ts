import { acceptBothNames, checkClientKeys } from './client-keys.ts';
import { type RedirectUrisFault, usableRedirectUris } from './redirect-uris.ts';
import type { RegistrableGrantType } from './registrable-grant-type.ts';

/** Metadata that this server does not use, or that would make it fetch something. */
const NOT_KEPT = ['jwks_uri', 'sector_identifier_uri', 'request_uris', 'initiate_login_uri'];

/**
 * Normalises the metadata in which the operator may do more than a client that registers itself: the
 * client may work without a browser, have keys, and have any number of redirect URIs.
 *
 * @returns the redirect URIs
 * @throws errors.InvalidClientMetadata
 */
export function normalizeOperatorMetadata(
  metadata: Record<string, unknown>,
  issuer: string,
  served: readonly RegistrableGrantType[],
  refuseRedirectUris: (fault: RedirectUrisFault) => never,
): string[] {
  const asked: unknown[] = Array.isArray(metadata.grant_types) ? metadata.grant_types : [];
  const grantTypes = served.filter(({ name }) => asked.includes(name));
  const interactive = grantTypes.some((one) => one.interactive);
  metadata.grant_types = grantTypes.map(({ name }) => name);
  metadata.response_types = interactive ? ['code'] : [];
  // The scopes of resources that it may have are in its terms; the library knows only OpenID's.
  delete metadata.scope;
  for (const name of NOT_KEPT) delete metadata[name];
  checkClientKeys(metadata.jwks);
  acceptBothNames(metadata);
  const named = metadata.redirect_uris ?? [];
  if (!interactive && Array.isArray(named) && named.length === 0) return [];
  const uris = usableRedirectUris(named, issuer, Number.POSITIVE_INFINITY);
  if (!Array.isArray(uris)) refuseRedirectUris(uris);
  return uris;
}
