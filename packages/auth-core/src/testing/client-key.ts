import { base64url, calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';

import type { TokenChanges } from './tokens.ts';
import { signCompact } from './sign.ts';

/** The request that a proof is for. */
export interface ProofTarget {
  readonly method: string;
  readonly url: string;
  readonly token: string;
  readonly nonce?: string;
}

/** A client that can prove possession of its key (RFC 9449). */
export interface TestClientKey {
  /** The thumbprint of the key: `cnf.jkt` of tokens that are bound to it. */
  readonly jkt: string;
  readonly publicJwk: JWK;
  readonly privateJwk: JWK;
  /** A valid proof, except for the changes. */
  proof(target: ProofTarget, changes?: TokenChanges): Promise<string>;
}

/**
 * Makes a key for DPoP proofs.
 *
 * @param options `alg`: `ES256` or another algorithm for which `jose` makes keys; `clock`: milliseconds
 *   since the epoch
 */
export async function createTestClientKey(
  options: { readonly alg?: string; readonly clock?: () => number } = {},
): Promise<TestClientKey> {
  const { alg = 'ES256', clock = Date.now } = options;
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const publicJwk = await exportJWK(publicKey);
  return {
    jkt: await calculateJwkThumbprint(publicJwk),
    publicJwk,
    privateJwk: await exportJWK(privateKey),
    async proof({ method, url, token, nonce }, { header, claims } = {}) {
      const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token));
      return signCompact(
        { typ: 'dpop+jwt', alg, jwk: publicJwk, ...header },
        {
          jti: crypto.randomUUID(),
          htm: method,
          htu: url,
          iat: Math.floor(clock() / 1000),
          ath: base64url.encode(new Uint8Array(digest)),
          nonce,
          ...claims,
        },
        privateKey,
        alg,
      );
    },
  };
}
