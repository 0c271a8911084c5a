import type { Claims } from './claims.ts';
import { ConfigurationError, InvalidTokenError } from '../errors/errors.ts';

/** The accepted `typ` values, in lower case and without `application/`, or `any`. */
export type AcceptedTypes = ReadonlySet<string> | 'any';

/**
 * Reads the `typ` option. The value of RFC 9068 §2.1, `at+jwt`, is short for a media type, and media
 * types are not case-sensitive.
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
 * Claims that access tokens do not have, but ID tokens (OpenID Connect Core §2 and §3.3.2.11), logout
 * tokens and security events (RFC 8417 §2.2) do.
 */
const claimsOfOtherTokens = ['nonce', 'at_hash', 'c_hash', 's_hash', 'events'];

/**
 * Requires that a token is an access token. Where `typ` can also be that of another kind of token, a
 * claim that only ID tokens or logout tokens have makes it refuse the token.
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
  const mark = claimsOfOtherTokens.find((claim) => claims[claim] !== undefined);
  if (mark !== undefined) throw refused(`${mark} is a claim of another kind of token`);
}

/** Whether it is no type, plain `JWT` or a variant of `at+jwt`: all that `any` accepts. */
function isUnspecific(name: string | undefined): boolean {
  return name === undefined || name === 'jwt' || /^(?:[a-z0-9.-]+-)?at\+jwt$/.test(name);
}

function withoutPrefix(typ: string): string {
  return typ.toLowerCase().replace(/^application\//, '');
}

function refused(message: string): InvalidTokenError {
  return new InvalidTokenError('token_type_refused', message);
}
