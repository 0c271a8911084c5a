import { createHash } from 'node:crypto';
import type { OAuthClientInformationFull } from '@modelcontextprotocol/sdk/shared/auth.js';
import { LRUCache } from 'lru-cache';

/** An authorization request that a client has made (OAuth 2.1 §4.1.1). */
export interface AuthorizationRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly codeChallenge: string;
  readonly state: string | undefined;
  readonly scopes: readonly string[];
  /** The languages that the client says its user reads. */
  readonly uiLocales: string | undefined;
}

/** The same while the user decides about it, or is at the provider. */
export interface PendingRequest extends AuthorizationRequest {
  /** The code of the provider, after the user has been there. */
  readonly upstreamCode: string | undefined;
  /** SHA-256 of the secret of the browser that may continue with it. */
  readonly browser: string;
  /** Milliseconds since the epoch, when this consent page was first shown. */
  readonly shownAt: number;
}

/** What a code of ours stands for, with the code of the provider. */
export interface IssuedCode extends Omit<AuthorizationRequest, 'uiLocales'> {
  readonly upstreamCode: string;
}

/** What a refresh token stands for. */
export interface RefreshGrant {
  readonly clientId: string;
  /** The scopes that were granted for the code. A later refresh does not change them. */
  readonly scopes: readonly string[] | undefined;
}

/** Milliseconds. */
const minute = 60_000;

/**
 * The state of the proxy. It is only in the memory of this process: after a restart clients have to
 * register and users to sign in again. When a table is full, its least recently used entry is removed.
 */
export class ProxyMemory {
  readonly clients: LRUCache<string, OAuthClientInformationFull>;
  /** By the value in the consent form. */
  readonly undecided: LRUCache<string, PendingRequest>;
  /** By the `state` at the provider. */
  readonly atProvider: LRUCache<string, PendingRequest>;
  readonly codes: LRUCache<string, IssuedCode>;
  readonly #refreshGrants: LRUCache<string, RefreshGrant>;

  constructor(clock: () => number) {
    const perf = { now: clock };
    this.clients = new LRUCache({ max: 10_000, perf });
    this.undecided = new LRUCache({ max: 2000, ttl: 10 * minute, perf, ttlResolution: 0 });
    this.atProvider = new LRUCache({ max: 2000, ttl: 10 * minute, perf, ttlResolution: 0 });
    this.codes = new LRUCache({ max: 2000, ttl: minute, perf, ttlResolution: 0 });
    this.#refreshGrants = new LRUCache({ max: 50_000, perf });
  }

  /** For the provider all clients are the same, so we remember the client of each refresh token. */
  grantOf(refreshToken: string): RefreshGrant | undefined {
    return this.#refreshGrants.get(sha256(refreshToken));
  }

  setGrant(refreshToken: string, grant: RefreshGrant): void {
    this.#refreshGrants.set(sha256(refreshToken), grant);
  }

  forgetGrant(refreshToken: string): void {
    this.#refreshGrants.delete(sha256(refreshToken));
  }
}

/** Returns and removes an entry that may be used only once. */
export function takeOnce<Value extends object>(
  entries: LRUCache<string, Value>,
  key: string,
): Value | undefined {
  const value = entries.get(key);
  entries.delete(key);
  return value;
}

/** SHA-256 in base64url, as in PKCE (RFC 7636 §4.2). */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
