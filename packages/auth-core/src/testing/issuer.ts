import type { CryptoKey, JWK } from 'jose';

import type { Fetch } from '../issuer/fetch-json.ts';
import { type Listening, listenOnLoopback } from './listen.ts';
import { createSigningKey, type TestAlgorithm } from './signing-key.ts';
import { type TestTokens, testTokens } from './tokens.ts';

export interface TestIssuerOptions {
  /** Its identifier. Default: `https://auth.example.com`, and its own address once it listens. */
  readonly issuer?: string;
  /** The `aud` of its tokens. */
  readonly audience: string;
  /** What it signs with. Default: `ES256`. */
  readonly algorithm?: TestAlgorithm;
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly clock?: () => number;
}

export interface TestIssuer extends TestTokens {
  readonly issuer: string;
  /** Where its keys are. */
  readonly jwksUri: string;
  /** Answers as the issuer, for whatever takes a `fetch`. Reaches no network. */
  readonly fetch: Fetch;
  /** The URLs fetched so far, in order. */
  readonly requests: string[];
  /** The documents by URL. Change them to make the issuer misbehave. */
  readonly documents: Map<string, unknown>;
  /** While false it is down: every request fails as if nobody listened. */
  reachable: boolean;
  /** The current signing key. */
  readonly privateKey: CryptoKey;
  readonly kid: string;
  readonly publicJwk: JWK;
  /** SPKI. */
  readonly publicPem: string;
  /**
   * Replaces the signing key, here and in the published set.
   *
   * @param options `keep`: the key before stays published, so that its tokens are good for longer;
   *   `algorithm`: what the new key signs with
   */
  rotate(options?: { readonly keep?: boolean; readonly algorithm?: TestAlgorithm }): Promise<void>;
  /**
   * Serves metadata and keys on loopback (Node.js only), until {@link close}. Without an `issuer`
   * of its own it is called by its address from now on.
   *
   * @param port default: one that is free
   * @returns the issuer's identifier
   */
  listen(port?: number): Promise<string>;
  close(): Promise<void>;
}

/**
 * An authorization server for the tests of a resource server: it makes keys, publishes them and
 * signs whatever it is told to.
 *
 * ```ts
 * const issuer = await createTestIssuer({ audience: 'https://mcp.example.com/mcp' });
 * const verifier = jwtVerifier({
 *   issuer: issuer.issuer,
 *   audience: 'https://mcp.example.com/mcp',
 *   fetch: issuer.fetch,
 * });
 * await verifier.verify(await issuer.token());
 * ```
 */
export async function createTestIssuer(options: TestIssuerOptions): Promise<TestIssuer> {
  const { audience, algorithm = 'ES256', clock = Date.now } = options;
  const documents = new Map<string, unknown>();
  const requests: string[] = [];
  let issuer = options.issuer ?? 'https://auth.example.com';
  let listening: Listening | undefined;
  let generation = 1;
  let key = await createSigningKey(algorithm, 'key-1');
  let published: JWK[] = [key.publicJwk];
  publish();

  function publish(): void {
    const jwksUri = `${issuer}/jwks`;
    documents.set(jwksUri, { keys: published });
    const metadata = `${issuer}/.well-known/oauth-authorization-server`;
    if (!documents.has(metadata)) documents.set(metadata, { issuer, jwks_uri: jwksUri });
  }

  const testIssuer: TestIssuer = {
    ...testTokens(() => ({ issuer, audience, key, clock })),
    documents,
    requests,
    reachable: true,
    get issuer() {
      return issuer;
    },
    get jwksUri() {
      return `${issuer}/jwks`;
    },
    get privateKey() {
      return key.privateKey;
    },
    get kid() {
      return key.kid;
    },
    get publicJwk() {
      return key.publicJwk;
    },
    get publicPem() {
      return key.publicPem;
    },
    async fetch(url) {
      requests.push(url);
      // A microtask is not enough to show what happens while a fetch is under way.
      await new Promise((resolve) => {
        setTimeout(resolve, 0);
      });
      if (!testIssuer.reachable) throw new TypeError('fetch failed');
      const document = documents.get(url);
      if (document instanceof Response) return document.clone();
      return document === undefined ? new Response('', { status: 404 }) : Response.json(document);
    },
    async rotate({ keep = false, algorithm: next = key.algorithm } = {}) {
      generation += 1;
      key = await createSigningKey(next, `key-${generation}`);
      published = [key.publicJwk, ...(keep ? published : [])];
      publish();
    },
    async listen(port = 0) {
      if (listening !== undefined) throw new Error('the issuer listens already');
      listening = await listenOnLoopback((url, init) => testIssuer.fetch(url, init), port);
      if (options.issuer === undefined) {
        documents.clear();
        issuer = listening.origin;
        publish();
      }
      return issuer;
    },
    async close() {
      await listening?.close();
      listening = undefined;
    },
  };
  return testIssuer;
}
