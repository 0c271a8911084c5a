import { errors } from 'oidc-provider';
import { OPERATOR_TERMS, operatorTerms } from '../storage/operator-terms.ts';
import { inWords } from '../faults/fault.ts';
import { REDIRECT_URIS_WORDS } from './faults-in-words.ts';
import { isOfDocument, normalizeDocumentKeys } from './document-keys.ts';
import { keepUsable } from './members.ts';
import { normalizeOperatorMetadata } from './operator-client.ts';
import { type RedirectUrisFault, redirectTarget, usableRedirectUris } from './redirect-uris.ts';
import type { RegistrableGrantType } from './registrable-grant-type.ts';

/** Metadata that would make the server fetch something, or that this server does not use. */
const NOT_KEPT = ['scope', 'sector_identifier_uri', 'request_uris', 'initiate_login_uri'];

/** Metadata of a client. The object belongs to the library, which lets it be changed in place. */
type MutableMetadata = Record<string, unknown>;

/**
 * Normalises the metadata of a client before the library validates it.
 *
 * It runs at registration, and again whenever a stored client is loaded, so it must leave its own result
 * unchanged. A stored redirect URI that a newer rule forbids is left out when the client is loaded, and
 * so it is refused when it is used.
 *
 * @param issuer this server, whose own addresses no answer may be sent to
 * @param served grant types of this server; one that was switched off must not make a client unusable
 * @throws errors.InvalidClientMetadata, also with `invalid_redirect_uri`
 */
export function normalizeClientMetadata(
  metadata: MutableMetadata,
  issuer: string,
  served: readonly RegistrableGrantType[],
): void {
  keepUsable(metadata);
  const uris =
    operatorTerms(metadata) === undefined
      ? normalizeOwnMetadata(metadata, issuer, served)
      : normalizeOperatorMetadata(metadata, issuer, served, refuseRedirectUris);
  metadata.redirect_uris = uris;

  // Clients with a private scheme or a loopback redirect are native applications (RFC 8252), but
  // many of them say `web`, or nothing.
  const isWeb = uris.every((uri) => redirectTarget(uri) === 'https');
  metadata.application_type = isWeb ? 'web' : 'native';
}

/** Normalises what a client registers for itself. @returns its redirect URIs */
function normalizeOwnMetadata(
  metadata: MutableMetadata,
  issuer: string,
  served: readonly RegistrableGrantType[],
): string[] {
  // Only the operator may set this member, and it comes from storage, never from a client.
  delete metadata[OPERATOR_TERMS];
  const uris = usableRedirectUris(metadata.redirect_uris, issuer);
  if (!Array.isArray(uris)) refuseRedirectUris(uris);
  if (isOfDocument(metadata)) normalizeDocumentKeys(metadata);
  else refuseKeys(metadata);
  metadata.grant_types = grantTypes(metadata.grant_types, served);
  metadata.response_types = ['code'];
  for (const name of NOT_KEPT) delete metadata[name];
  return uris;
}

/** Keys are of use to the operator's clients, and to those with a document of their own. */
function refuseKeys(metadata: MutableMetadata): void {
  if (metadata.token_endpoint_auth_method === 'private_key_jwt') {
    throw new errors.InvalidClientMetadata(
      'token_endpoint_auth_method private_key_jwt is for clients that the operator registers, and for those with a metadata document; use a secret, or none',
    );
  }
  delete metadata.jwks;
  delete metadata.jwks_uri;
}

/**
 * The grant types of a client: those it names that this server has, and always `authorization_code`. A
 * client that names none gets refresh tokens as well. By RFC 7591 §2 it would not, and its user would
 * have to sign in every fifteen minutes.
 */
function grantTypes(asked: unknown, served: readonly RegistrableGrantType[]): string[] {
  const named = Array.isArray(asked) ? asked.filter((name) => typeof name === 'string') : [];
  // Others are dropped, as RFC 7591 §2 allows.
  const registrable = served.filter((one) => one.registrable === 'everybody');
  const kept = registrable.filter(
    ({ name, interactive }) => named.length === 0 || interactive || named.includes(name),
  );
  return kept.map(({ name }) => name);
}

function refuseRedirectUris(fault: RedirectUrisFault): never {
  const error = new errors.InvalidClientMetadata(inWords(REDIRECT_URIS_WORDS, fault));
  // RFC 7591 §3.2.2 has an error code of its own, for which the library has no class.
  throw Object.assign(error, { error: 'invalid_redirect_uri', message: 'invalid_redirect_uri' });
}
