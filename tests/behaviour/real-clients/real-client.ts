/** Metadata of a client (RFC 7591 §2), in its own words. */
export interface Metadata {
  readonly [member: string]: unknown;
  readonly redirect_uris: readonly string[];
}

/** What is published at the address that is its `client_id`. */
export interface Document extends Metadata {
  readonly client_id: string;
  readonly client_name: string;
}

/**
 * A client that people have, as far as an authorization server sees it. A server says what it is for
 * with `notes:read` in the challenge of its 401, with all its scopes in its metadata (RFC 9728), and
 * with both in the challenge of a 403.
 */
export interface RealClient {
  readonly name: string;
  /**
   * Product and version or day, and how its ways are known: *recorded* is what it sent to this server,
   * *read* is its source, and the rest is what others report.
   */
  readonly known: string;
  /** the body of its registration; without one, it does not register */
  readonly registration?: Metadata;
  /** its document as it is published; without one, it has none */
  readonly document?: Document;
  /** what it is, whatever it says of that */
  readonly applicationType: 'native' | 'web';
  /** where it waits for an answer: at its first sign-in, at the next, … and so on again */
  readonly redirects: readonly [string, ...string[]];
  /** what it asks at first: what the 401 names, all of the resource, or all of the authorization server */
  readonly scope: 'challenge' | 'resource' | 'server';
  /** whether it adds `offline_access`, which the metadata lists */
  readonly offlineAccess: boolean;
  readonly prompt?: 'consent';
  /** `scope` of its refresh requests */
  readonly refreshScope: 'none' | 'as asked' | 'as granted';
}

/** What both TypeScript SDKs and those built on them send beside their name and redirects. */
export const PUBLIC = {
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  token_endpoint_auth_method: 'none',
} as const;
