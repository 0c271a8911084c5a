import { type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose';

import type { Fetch } from '../issuer/fetch-json.ts';
import { signCompact } from './sign.ts';

/** Departures from a good token. A member that is `undefined` is left out. */
export interface TokenChanges {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
}

export interface TestIssuer {
  readonly issuer: string;
  /** Answers as the issuer, for whatever takes a `fetch`. */
  readonly fetch: Fetch;
  /** The URLs fetched so far, in order. */
  readonly requests: string[];
  /** The documents by URL. Change them to make the issuer misbehave. */
  readonly documents: Map<string, unknown>;
  /** While false, every request fails as if nobody listened. */
  reachable: boolean;
  /** The current signing key. */
  readonly privateKey: CryptoKey;
  readonly kid: string;
  /** A good access token of 15 minutes, but for the changes. */
  token(changes?: TokenChanges): Promise<string>;
  /** Replaces the signing key, here and in the published set. */
  rotate(): Promise<void>;
}

/**
 * @param clock milliseconds since the epoch
 */
export async function createTestIssuer(options: {
  readonly issuer?: string;
  readonly audience: string;
  readonly clock?: () => number;
}): Promise<TestIssuer> {
  const { issuer = 'https://auth.example.com', audience, clock = Date.now } = options;
  const jwksUri = `${issuer}/jwks`;
  const documents = new Map<string, unknown>([
    [`${issuer}/.well-known/oauth-authorization-server`, { issuer, jwks_uri: jwksUri }],
  ]);
  const requests: string[] = [];
  let generation = 0;
  let serial = 0;
  let signing = await publish();

  async function publish(): Promise<{ privateKey: CryptoKey; kid: string }> {
    generation += 1;
    const kid = `key-${generation}`;
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const jwk: JWK = { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'ES256' };
    documents.set(jwksUri, { keys: [jwk] });
    return { privateKey, kid };
  }

  const testIssuer: TestIssuer = {
    issuer,
    documents,
    requests,
    reachable: true,
    get privateKey() {
      return signing.privateKey;
    },
    get kid() {
      return signing.kid;
    },
    async fetch(url) {
      requests.push(url);
      // A microtask is not enough to show what happens while a fetch is under way.
      await new Promise((resolve) => setImmediate(resolve));
      if (!testIssuer.reachable) throw new TypeError('fetch failed');
      const document = documents.get(url);
      if (document instanceof Response) return document.clone();
      return document === undefined ? new Response('', { status: 404 }) : Response.json(document);
    },
    token({ header, claims } = {}) {
      const now = Math.floor(clock() / 1000);
      serial += 1;
      return signCompact(
        { alg: 'ES256', typ: 'at+jwt', kid: signing.kid, ...header },
        {
          iss: issuer,
          aud: audience,
          sub: 'user-1',
          client_id: 'client-1',
          jti: `token-${serial}`,
          iat: now,
          exp: now + 900,
          scope: 'mcp:read',
          ...claims,
        },
        signing.privateKey,
      );
    },
    async rotate() {
      signing = await publish();
    },
  };
  return testIssuer;
}
