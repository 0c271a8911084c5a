import type { CryptoKey, JWK } from 'jose';

import type { Fetch } from '../issuer/fetch-json.ts';
import { type Listening, listenOnLoopback } from './listen.ts';
import { createSigningKey, type TestAlgorithm } from './signing-key.ts';
import { type TestTokens, testTokens } from './tokens.ts';

export interface TestIssuerOptions {
  /** Its identifier. Default: `https://auth.example.com`, or its own address while it listens. */
  readonly issuer?: string;
  /** The `aud` of its tokens. */
  readonly audience: string;
  /** The algorithm of its key. Default: `ES256`. */
  readonly algorithm?: TestAlgorithm;
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly clock?: () => number;
}

export interface TestIssuer extends TestTokens {
  readonly issuer: string;
  /** The URL of its keys. */
  readonly jwksUri: string;
  /** A `fetch` that answers as the issuer, without any network. */
  readonly fetch: Fetch;
  /** The URLs fetched so far, in order. */
  readonly requests: string[];
  /** The documents by URL. Change them to simulate a wrong answer. */
  readonly documents: Map<string, unknown>;
  /** While false, every request fails as if the server were down. */
  reachable: boolean;
  /** The current signing key. */
  readonly privateKey: CryptoKey;
  readonly kid: string;
  readonly publicJwk: JWK;
  /** SPKI. */
  readonly publicPem: string;
  /**
   * Replaces the signing key, also in the published set.
   *
   * @param options `keep`: the old key stays published, so that its tokens stay valid; `algorithm`: the
   *   algorithm of the new key
   */
  rotate(options?: { readonly keep?: boolean; readonly algorithm?: TestAlgorithm }): Promise<void>;
  /**
   * Serves metadata and keys on loopback (Node.js only), until {@link close}. If the options have no
   * `issuer`, the address becomes its identifier.
   *
   * @param port default: any free port
   * @returns the issuer's identifier
   */
  listen(port?: number): Promise<string>;
  close(): Promise<void>;
}

/**
 * An authorization server for the tests of a resource server: it makes keys, publishes them, and signs
 * tokens with any content.
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
