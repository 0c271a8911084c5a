/**
 * Scopes (RFC 6749 §3.3): names with one space between two.
 *
 * @module
 */

/** Asks to go on without the user (OpenID Connect Core 1.0 §11), and for no access by itself. */
export const OFFLINE_ACCESS = 'offline_access';

/** Those of OpenID Connect that this server has; every other scope belongs to a resource. */
export const OPENID_SCOPES: readonly string[] = ['openid', 'profile', 'email', OFFLINE_ACCESS];

/** Scopes that mean something else than a resource might say (OpenID Connect Core 1.0 §5.4, §11). */
export const RESERVED_SCOPES: readonly string[] = [...OPENID_SCOPES, 'address', 'phone'];

/** Whether a scope is one of OpenID Connect, and so none of a resource. */
export function isOpenIdScope(name: string): boolean {
  return OPENID_SCOPES.includes(name);
}

/** Whether a text can name a scope (`scope-token`, RFC 6749 §3.3). */
export function isScopeName(text: string): boolean {
  return /^[\x21\x23-\x5B\x5D-\x7E]+$/.test(text);
}

/** The names in a parameter or claim; none where it is not text. Spaces too many are passed over. */
export function scopeNames(scope: unknown): string[] {
  return typeof scope === 'string' ? scope.split(' ').filter(Boolean) : [];
}

/** Whether a request is one of OpenID Connect (Core 1.0 §3.1.2.1), and so has an ID token. */
export function asksForOpenId(scope: unknown): boolean {
  return scopeNames(scope).includes('openid');
}
