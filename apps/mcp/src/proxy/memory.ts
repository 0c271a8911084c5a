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
}

/** The same while a person decides about it, or is at the provider. */
export interface PendingRequest extends AuthorizationRequest {
  /** The provider's, once the person has been there. */
  readonly upstreamCode: string | undefined;
  /** SHA-256 of the secret of the one browser that may go on with it. */
  readonly browser: string;
  /** Milliseconds since the epoch, when this consent page was first shown. */
  readonly shownAt: number;
}

/** A code of ours, and the provider's that it stands for. */
export interface IssuedCode extends AuthorizationRequest {
  readonly upstreamCode: string;
}

/** What a refresh token stands for. */
export interface RefreshGrant {
  readonly clientId: string;
  /** What was granted at the exchange of the code, whatever a later refresh asks for. */
  readonly scopes: readonly string[] | undefined;
}

/** Milliseconds. */
const minute = 60_000;

/**
 * Everything the proxy knows. None of it outlives the process or is known to a second one: after a
 * restart clients register and people sign in again. What is full forgets the oldest.
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

  /** To the provider all clients are one, so whose a refresh token is has to be known here. */
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

/** Takes an entry that counts once. */
export function take<Value extends object>(
  entries: LRUCache<string, Value>,
  key: string,
): Value | undefined {
  const value = entries.get(key);
  entries.delete(key);
  return value;
}

/** In base64url, as PKCE has it too (RFC 7636 §4.2). */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
