import { errors } from 'oidc-provider';
import { OPERATOR_TERMS, operatorTerms } from '../storage/operator-terms.ts';
import { normalizeOperatorMetadata, OPERATOR_GRANT_TYPES } from './operator-client.ts';
import { redirectTarget, redirectUrisRefusal } from './redirect-uris.ts';

/** Grant types that a client may register; others are dropped, as RFC 7591 §2 allows. */
const GRANT_TYPES = ['authorization_code', 'refresh_token'];

/** Metadata that would make the server fetch something, or that it does not act on. */
const NOT_KEPT = [
  'scope',
  'jwks_uri',
  'jwks',
  'sector_identifier_uri',
  'request_uris',
  'initiate_login_uri',
];

/** Pages of the client that may be linked to; never fetched. */
const LINKS = ['client_uri', 'logo_uri', 'policy_uri', 'tos_uri'];

const MAX_NAME = 200;

/** The members that are read here; the object is the library's and may be changed in place. */
type MutableMetadata = Record<string, unknown>;

/**
 * Makes what clients register into what they mean, before the library validates it.
 *
 * Runs on registration and again whenever a stored client is loaded, so it must leave its own result
 * unchanged, and a redirect URI that a later rule forbids is refused at use, too.
 *
 * @param served grant types of this server; one that was switched off must not make a client unusable
 * @throws errors.InvalidRedirectUri, errors.InvalidClientMetadata
 */
export function normalizeClientMetadata(
  metadata: MutableMetadata,
  served: readonly string[] = OPERATOR_GRANT_TYPES,
): void {
  if (holdsNul(metadata)) {
    throw new errors.InvalidClientMetadata('client metadata may not hold a NUL character');
  }
  const terms = operatorTerms(metadata);
  if (terms === undefined) normalizeOwnMetadata(metadata);
  const uris =
    terms === undefined
      ? (metadata.redirect_uris as string[])
      : normalizeOperatorMetadata(metadata, served, refuseRedirectUris);
  const targets = uris.map(redirectTarget);

  // Loopback ports vary and private schemes exist only for native applications (RFC 8252), and
  // clients that use them often say `web`, or nothing.
  metadata.application_type = targets.every((target) => target === 'https') ? 'web' : 'native';

  for (const name of Object.keys(metadata)) checkLink(name, metadata[name]);
  checkName(metadata.client_name);
}

/** What a client registers for itself. */
function normalizeOwnMetadata(metadata: MutableMetadata): void {
  // Nothing but what the operator's storage hands over may stand under this name.
  delete metadata[OPERATOR_TERMS];
  const refused = redirectUrisRefusal(metadata.redirect_uris);
  if (refused !== undefined) refuseRedirectUris(refused);
  if (metadata.token_endpoint_auth_method === 'private_key_jwt') {
    throw new errors.InvalidClientMetadata(
      'private_key_jwt is for clients that the operator registers; use a secret, or none',
    );
  }
  metadata.grant_types = known(metadata.grant_types, GRANT_TYPES, 'authorization_code');
  metadata.response_types = known(metadata.response_types, ['code'], 'code');
  for (const name of NOT_KEPT) delete metadata[name];
}

/** Postgres cannot store a NUL in text. */
function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0');
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsNul);
}

/** Those of `value` that are supported, and in any case the one that everything here rests on. */
function known(value: unknown, supported: readonly string[], required: string): string[] {
  const asked: unknown[] = Array.isArray(value) ? value : [];
  return supported.filter((name) => name === required || asked.includes(name));
}

function checkLink(name: string, value: unknown): void {
  // RFC 7591 §2.2: `logo_uri#ja` is the Japanese variant of `logo_uri`.
  const [base = name] = name.split('#');
  if (value === undefined || !LINKS.includes(base)) return;
  if (typeof value !== 'string' || value.length > 2048 || URL.parse(value)?.protocol !== 'https:') {
    throw new errors.InvalidClientMetadata(`${name} must be an https URL`);
  }
}

function checkName(name: unknown): void {
  if (name === undefined) return;
  if (typeof name !== 'string' || name.length > MAX_NAME) {
    throw new errors.InvalidClientMetadata(`client_name may have at most ${MAX_NAME} characters`);
  }
}

function refuseRedirectUris(description: string): never {
  const error = new errors.InvalidClientMetadata(description);
  // RFC 7591 §3.2.2 has an error code of its own, for which the library has no class.
  throw Object.assign(error, { error: 'invalid_redirect_uri', message: 'invalid_redirect_uri' });
}
