import { ConfigurationError } from '../errors/errors.ts';
import { looksPublic } from './looks-public.ts';
import type { VerificationKeys } from './verification-keys.ts';

/** An HMAC algorithm (RFC 7518 §3.2). */
export type SecretAlgorithm = 'HS256' | 'HS384' | 'HS512';

/**
 * A secret that issuer and resource server share. Whoever can check such tokens can make them too,
 * so every server that holds the secret can pass for any user at all the others.
 */
export interface SharedSecret {
  /** Text counts as its UTF-8 bytes: it is not decoded. */
  readonly secret: string | Uint8Array;
  readonly algorithms: readonly SecretAlgorithm[];
}

/** Bits of key each algorithm needs: as many as its hash has. */
const neededBits: Readonly<Record<SecretAlgorithm, number>> = {
  HS256: 256,
  HS384: 384,
  HS512: 512,
};

/**
 * @throws {@link ConfigurationError} when the secret is too easy to guess or is no secret at all
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
  // Everybody has a public key: a token signed with it as secret would be anybody's.
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

/** The most that text can hold when each character is drawn at random from such an alphabet. */
function textBits(secret: string): number {
  // A sentence or a repeated pattern has fewer different characters than this.
  if (new Set(secret).size < 10) return 0;
  if (/^\d+$/.test(secret)) return secret.length * 3.3;
  if (/^[0-9a-f]+$/i.test(secret)) return secret.length * 4;
  return secret.length * 6;
}
