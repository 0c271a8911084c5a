import { ConfigurationError } from '../errors/errors.ts';

/**
 * The kind of key that each signature algorithm needs. No other algorithms can be allowed. All of
 * them are asymmetric, so a public key can never be used as an HMAC secret; `none` is not in the list.
 */
const keyTypes = {
  RS256: { kty: 'RSA' },
  RS384: { kty: 'RSA' },
  RS512: { kty: 'RSA' },
  PS256: { kty: 'RSA' },
  PS384: { kty: 'RSA' },
  PS512: { kty: 'RSA' },
  ES256: { kty: 'EC', crv: 'P-256' },
  ES384: { kty: 'EC', crv: 'P-384' },
  ES512: { kty: 'EC', crv: 'P-521' },
  EdDSA: { kty: 'OKP', crv: 'Ed25519' },
  Ed25519: { kty: 'OKP', crv: 'Ed25519' },
} as const;

/** The kind of a public key (RFC 7517 §4.1), and its curve where it has one. */
export interface KeyType {
  readonly kty: string;
  readonly crv?: string;
}

/** A JWS algorithm that can be allowed (RFC 7518 §3.1, RFC 8037, RFC 9864). */
export type SignatureAlgorithm = keyof typeof keyTypes;

/** The default: the two algorithms that a Gatehouse signs access tokens with. */
export const defaultAlgorithms: readonly SignatureAlgorithm[] = ['ES256', 'RS256'];

/** Whether a key of this kind can verify `algorithm`. */
export function fitsAlgorithm(key: KeyType, algorithm: SignatureAlgorithm): boolean {
  const { kty, crv }: KeyType = keyTypes[algorithm];
  return key.kty === kty && (crv === undefined || key.crv === crv);
}

/**
 * Whether a key whose `alg` is `named` is for `algorithm`. A key that names none is for every algorithm
 * that its kind fits. `EdDSA` with an Ed25519 key is the older name of `Ed25519` (RFC 9864 §2.2).
 */
export function isFor(named: string | undefined, algorithm: SignatureAlgorithm): boolean {
  return named === undefined || oneName(named) === oneName(algorithm);
}

/** Who allows Ed25519 under one of its names gets it under both: the issuer chooses which one it writes. */
function withBothNames(algorithms: readonly SignatureAlgorithm[]): readonly SignatureAlgorithm[] {
  const names: readonly SignatureAlgorithm[] = ['Ed25519', 'EdDSA'];
  if (!names.some((name) => algorithms.includes(name))) return algorithms;
  return [...new Set([...algorithms, ...names])];
}

function oneName(algorithm: string): string {
  return algorithm === 'EdDSA' ? 'Ed25519' : algorithm;
}

/**
 * Checks a list of algorithms from the options.
 *
 * @throws {@link ConfigurationError} when it is empty or names an algorithm that is not in this module
 * @returns the list, with both names of Ed25519 where it has one of them
 */
export function allowAlgorithms(algorithms: readonly string[]): readonly SignatureAlgorithm[] {
  if (algorithms.length === 0) {
    throw new ConfigurationError('algorithms: name at least one, for example ES256');
  }
  for (const algorithm of algorithms) {
    if (!Object.hasOwn(keyTypes, algorithm)) {
      throw new ConfigurationError(
        `algorithms: ${JSON.stringify(algorithm)} is not allowed; choose among ${Object.keys(keyTypes).join(', ')}`,
      );
    }
  }
  return withBothNames(algorithms as SignatureAlgorithm[]);
}
