import type { Configuration } from 'oidc-provider';

/**
 * Cookie names and attributes (RFC 6265bis §4.1.3). Over https the session carries `__Host-`, so that
 * no sibling domain can plant one; the interaction and resume cookies have a path and so can only
 * carry `__Secure-`. On loopback over http no prefix is possible.
 */
export function cookies(secure: boolean, keys: readonly string[]): Configuration['cookies'] {
  const attributes = cookieAttributes(secure);
  return {
    keys: [...keys],
    names: {
      session: `${secure ? '__Host-' : ''}gatehouse_session`,
      interaction: `${secure ? '__Secure-' : ''}gatehouse_interaction`,
      resume: `${secure ? '__Secure-' : ''}gatehouse_resume`,
    },
    long: attributes,
    short: attributes,
  };
}

/** What each cookie of the library's has. */
export function cookieAttributes(secure: boolean) {
  return { httpOnly: true, sameSite: 'lax', secure, signed: true } as const;
}
