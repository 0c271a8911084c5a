import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWK } from 'jose';

/** The algorithms of a test issuer. */
export type TestAlgorithm = 'ES256' | 'RS256' | 'EdDSA';

/** A key that a test issuer signs with. */
export interface SigningKey {
  readonly algorithm: TestAlgorithm;
  readonly kid: string;
  readonly privateKey: CryptoKey;
  /** As in the published key set, with `kid`, `use` and `alg`. */
  readonly publicJwk: JWK;
  /** SPKI, for the option `publicKey` of a verifier. */
  readonly publicPem: string;
}

/** Makes a key. RSA keys have 2048 bits. */
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
