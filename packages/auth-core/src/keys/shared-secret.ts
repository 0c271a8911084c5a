import { ConfigurationError } from '../errors/errors.ts';
import { looksPublic } from './looks-public.ts';
import type { VerificationKeys } from './verification-keys.ts';

/** An HMAC algorithm (RFC 7518 §3.2). */
export type SecretAlgorithm = 'HS256' | 'HS384' | 'HS512';

/**
 * A secret that issuer and resource server share. A server that can verify such tokens can also make
 * them. So every server that has the secret can act as any user at all the other servers.
 */
export interface SharedSecret {
  /** The bytes of a text are its UTF-8 encoding. Base64 and hexadecimal are not decoded. */
  readonly secret: string | Uint8Array;
  readonly algorithms: readonly SecretAlgorithm[];
}

/** The bits of key that each algorithm needs: as many as its hash has (RFC 7518 §3.2). */
const neededBits: Readonly<Record<SecretAlgorithm, number>> = {
  HS256: 256,
  HS384: 384,
  HS512: 512,
};

/**
 * @throws {@link ConfigurationError} when the secret is easy to guess or looks like a public key
 */
export function secretKeys({ secret, algorithms }: SharedSecret): VerificationKeys {
  if (!algorithms?.length) {
    throw new ConfigurationError('sharedSecret.algorithms: name at least one, for example HS256');
  }
  const unknown = algorithms.find((alg) => !Object.hasOwn(neededBits, alg));
  if (unknown !== undefined) {
    throw new ConfigurationError(
      `sharedSecret.algorithms: ${JSON.stringify(unknown)} is not one of ${Object.keys(neededBits).join(', ')}`,
    );
  }
  const key = typeof secret === 'string' ? new TextEncoder().encode(secret) : secret;
  if (!(key instanceof Uint8Array)) {
    throw new ConfigurationError('sharedSecret.secret: give text or bytes');
  }
  // Everybody knows a public key, so everybody could sign tokens with it as the secret.
  if (looksPublic(key)) {
    throw new ConfigurationError(
      'sharedSecret.secret: this looks like a public key, which is no secret; use publicKey',
    );
  }
  const needed = Math.max(...algorithms.map((alg) => neededBits[alg]));
  if (typeof secret === 'string' ? textBits(secret) < needed : key.length * 8 < needed) {
    throw new ConfigurationError(
      `sharedSecret.secret: ${algorithms.join(', ')} needs ${needed} bits at random, such as "openssl rand -base64 ${needed / 8}" prints`,
    );
  }
  return {
    kidRequired: false,
    algorithms: new Set(algorithms),
    find: () => Promise.resolve(key),
  };
}

/** The most bits that a random text of this length and this alphabet can have. */
function textBits(secret: string): number {
  // A word or a repeated pattern has fewer different characters than a random text.
  if (new Set(secret).size < 10) return 0;
  if (/^\d+$/.test(secret)) return secret.length * 3.3;
  if (/^[0-9a-f]+$/i.test(secret)) return secret.length * 4;
  return secret.length * 6;
}
