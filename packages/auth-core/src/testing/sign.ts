import { base64url, type CryptoKey } from 'jose';

const parameters: Record<string, AlgorithmIdentifier | EcdsaParams> = {
  ES256: { name: 'ECDSA', hash: 'SHA-256' },
  ES384: { name: 'ECDSA', hash: 'SHA-384' },
  PS256: { name: 'RSA-PSS', saltLength: 32 } as AlgorithmIdentifier,
  RS256: { name: 'RSASSA-PKCS1-v1_5' },
  EdDSA: { name: 'Ed25519' },
  HS256: { name: 'HMAC' },
};

/**
 * Signs header and payload exactly as they are, even if they are wrong. Libraries refuse to sign most
 * of the invalid tokens that are needed to test a verifier.
 *
 * @param payload an object, or a text that is signed as it is
 * @param alg the algorithm, independent of the header
 */
export async function signCompact(
  header: Readonly<Record<string, unknown>>,
  payload: unknown,
  key: CryptoKey,
  alg = 'ES256',
): Promise<string> {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const input = `${base64url.encode(JSON.stringify(header))}.${base64url.encode(text)}`;
  const signature = await crypto.subtle.sign(
    parameters[alg] ?? alg,
    key,
    new TextEncoder().encode(input),
  );
  return `${input}.${base64url.encode(new Uint8Array(signature))}`;
}
