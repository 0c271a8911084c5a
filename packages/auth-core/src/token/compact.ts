import { base64url } from 'jose';

import { InvalidTokenError } from '../errors/errors.ts';

/** The parts of a token that is not verified yet. */
export interface UnverifiedToken {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

/**
 * Canonical base64url without padding: unused bits of the last character are zero. So each signature
 * can be written in only one way (draft-ietf-oauth-rfc8725bis). JOSE libraries commonly ignore these
 * bits, and white space too.
 */
const canonical =
  /^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-][AQgw]|[A-Za-z0-9_-]{2}[AEIMQUYcgkosw048])?$/;

/** Levels of JSON. No issuer needs more, and functions that walk through claims may be recursive. */
const maxDepth = 64;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Parses a JWS in compact serialization (RFC 7515 §7.1). Only the canonical form is accepted.
 *
 * @param maxLength in characters; it is checked before anything is decoded
 * @throws {@link InvalidTokenError} `token_too_long`, `token_malformed`
 */
export function parseCompact(token: string, maxLength: number): UnverifiedToken {
  if (token.length > maxLength) {
    throw new InvalidTokenError(
      'token_too_long',
      `the token is longer than ${maxLength} characters`,
    );
  }
  const segments = token.split('.', 4);
  const [header, claims, signature] = segments;
  if (segments.length !== 3 || !header || !claims || !signature) {
    throw new InvalidTokenError('token_malformed', 'the token is not a JWS of three segments');
  }
  if (!canonical.test(signature)) throw notCanonical();
  return { header: decodeObject(header), claims: decodeObject(claims) };
}

function decodeObject(segment: string): Record<string, unknown> {
  if (!canonical.test(segment)) throw notCanonical();
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(base64url.decode(segment)));
  } catch {
    throw new InvalidTokenError('token_malformed', 'a segment of the token is not JSON in UTF-8');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InvalidTokenError('token_malformed', 'a segment of the token is not a JSON object');
  }
  if (!isShallow(value, maxDepth)) {
    throw new InvalidTokenError('token_malformed', 'a segment of the token is nested too deep');
  }
  return value as Record<string, unknown>;
}

function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((member) => isShallow(member, levels - 1));
}

function notCanonical(): InvalidTokenError {
  return new InvalidTokenError('token_malformed', 'the token is not in canonical base64url');
}
