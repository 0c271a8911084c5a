import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWK } from 'jose';

/** What a test issuer can sign with. */
export type TestAlgorithm = 'ES256' | 'RS256' | 'EdDSA';

/** A key that a test issuer signs with. */
export interface SigningKey {
  readonly algorithm: TestAlgorithm;
  readonly kid: string;
  readonly privateKey: CryptoKey;
  /** As it stands in the key set, with `kid`, `use` and `alg`. */
  readonly publicJwk: JWK;
  /** SPKI, for a verifier that is given its key. */
  readonly publicPem: string;
}

/** Makes a key; of RSA, one of 2048 bits. */
export async function createSigningKey(algorithm: TestAlgorithm, kid: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
  return {
    algorithm,
    kid,
    privateKey,
    publicJwk: { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: algorithm },
    publicPem: await exportSPKI(publicKey),
  };
}
