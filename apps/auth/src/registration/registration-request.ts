import { errors } from 'oidc-provider';
import { inWords } from '../faults/fault.ts';
import { type JsonBounds, jsonFault } from '../storage/json-fault.ts';
import { normalizeClientMetadata } from './client-metadata.ts';
import { JSON_WORDS } from './faults-in-words.ts';
import { heardMembers } from './members.ts';
import type { RegistrableGrantType } from './registrable-grant-type.ts';

/**
 * Limits of a registration. Real ones have fewer than 2,000 characters, two levels and fifty values; a
 * set of keys with certificates has five levels.
 */
const BOUNDS: JsonBounds = { depth: 10, values: 500, characters: 16_384 };

/**
 * Turns the body of a registration request (RFC 7591 §3.1) into metadata, before the library sees it.
 * Anybody may send such a request, and this is the only place where its body is read.
 *
 * @throws errors.InvalidClientMetadata, also with `invalid_redirect_uri`
 */
export function registeredMetadata(
  body: object,
  issuer: string,
  served: readonly RegistrableGrantType[],
): Record<string, unknown> {
  refuseUnbounded(body);
  const metadata = heardMembers(body);
  normalizeClientMetadata(metadata, issuer, served);
  return metadata;
}

/** @throws errors.InvalidClientMetadata where nobody would look at all of it */
export function refuseUnbounded(body: object): void {
  const fault = jsonFault(body, BOUNDS);
  if (fault === undefined) return;
  throw new errors.InvalidClientMetadata(`the client metadata ${inWords(JSON_WORDS, fault)}`);
}
