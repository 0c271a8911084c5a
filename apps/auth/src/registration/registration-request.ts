import { errors } from 'oidc-provider';
import { type JsonBounds, jsonRefusal } from '../storage/json-refusal.ts';
import { normalizeClientMetadata } from './client-metadata.ts';
import { heardMembers } from './members.ts';

/**
 * What a registration may hold. Real ones are shorter than 2,000 characters, nest two levels deep and
 * hold under fifty values; a set of keys with certificates nests five.
 */
const BOUNDS: JsonBounds = { depth: 10, values: 500, characters: 16_384 };

/**
 * What is made of the body of a registration request (RFC 7591 §3.1), before the library sees it: the
 * one place where what anybody may send comes in.
 *
 * @throws errors.InvalidClientMetadata, also with `invalid_redirect_uri`
 */
export function registeredMetadata(body: object, issuer: string): Record<string, unknown> {
  const refused = jsonRefusal(body, BOUNDS);
  if (refused !== undefined) {
    throw new errors.InvalidClientMetadata(`the client metadata ${refused}`);
  }
  const metadata = heardMembers(body);
  normalizeClientMetadata(metadata, issuer);
  return metadata;
}
