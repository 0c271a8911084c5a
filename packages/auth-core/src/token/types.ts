import type { Claims } from './claims.ts';
import { ConfigurationError, InvalidTokenError } from '../errors/errors.ts';

/** The `typ` values accepted, in lower case and without `application/`; or those of `any`. */
export type AcceptedTypes = ReadonlySet<string> | 'any';

/**
 * Reads the `typ` option. RFC 9068 §2.1 has `at+jwt`, short for a media type; those ignore case.
 *
 * @throws {@link ConfigurationError}
 */
export function acceptTypes(typ: string | readonly string[]): AcceptedTypes {
  if (typ === 'any') return 'any';
  const names = typeof typ === 'string' ? [typ] : typ;
  if (names.length === 0 || names.some((name) => typeof name !== 'string' || name === '')) {
    throw new ConfigurationError('typ: name at least one type, such as at+jwt, or say any');
  }
  return new Set(names.map(withoutPrefix));
}

/**
 * Claims that only other tokens have: of ID tokens (OpenID Connect Core §2 and §3.3.2.11) and of
 * logout tokens and security events (RFC 8417 §2.2).
 */
const marksOfOthers = ['nonce', 'at_hash', 'c_hash', 's_hash', 'events'];

/**
 * Demands a token that is an access token as far as it says. Where `typ` does not settle it, what
 * only an ID token or a logout token carries speaks against it.
 *
 * @throws {@link InvalidTokenError} `token_type_refused`
 */
export function checkType(typ: unknown, claims: Claims, accepted: AcceptedTypes): void {
  if (typ !== undefined && typeof typ !== 'string') throw refused('typ is not a string');
  const name = typ === undefined ? undefined : withoutPrefix(typ);
  if (accepted === 'any' ? !isUnspecific(name) : name === undefined || !accepted.has(name)) {
    throw refused('typ is not one of those accepted');
  }
  if (name === 'at+jwt') return;
  const mark = marksOfOthers.find((claim) => claims[claim] !== undefined);
  if (mark !== undefined) throw refused(`${mark} is a claim of another kind of token`);
}

/** No type, plain `JWT`, or some spelling of an access token: nothing that says it is another thing. */
function isUnspecific(name: string | undefined): boolean {
  return name === undefined || name === 'jwt' || /^(?:[a-z0-9.-]+-)?at\+jwt$/.test(name);
}

function withoutPrefix(typ: string): string {
  return typ.toLowerCase().replace(/^application\//, '');
}

function refused(message: string): InvalidTokenError {
  return new InvalidTokenError('token_type_refused', message);
}
