import { type CryptoKey, importJWK, importSPKI, importX509, type JWK } from 'jose';

import { ConfigurationError, TemporarilyUnavailableError } from '../errors/errors.ts';
import {
  fitsAlgorithm,
  isFor,
  type KeyType,
  type SignatureAlgorithm,
} from '../token/algorithms.ts';
import { isStrongEnough, publicParts } from './jwk.ts';
import { readPem } from './pem.ts';
import type { VerificationKeys } from './verification-keys.ts';

/** A key and the function that imports it. */
interface GivenKey {
  readonly type: KeyType;
  /** The only algorithm the key is for, if the key names one. */
  readonly alg: string | undefined;
  readonly import: (alg: string) => Promise<CryptoKey>;
}

/**
 * One public key from the options: PEM (SubjectPublicKeyInfo or X.509 certificate) or JWK. Only the
 * key of a certificate is used. Its dates and its signature are not checked.
 *
 * @throws {@link ConfigurationError} when it is not a public key, or not for an `allowed` algorithm
 */
export function publicKeys(
  publicKey: string | JWK,
  allowed: readonly SignatureAlgorithm[],
): VerificationKeys {
  const key = typeof publicKey === 'string' ? fromPem(publicKey) : fromJwk(publicKey);
  const fitting = allowed.filter((alg) => fitsAlgorithm(key.type, alg) && isFor(key.alg, alg));
  if (fitting.length === 0) {
    const { kty, crv } = key.type;
    throw new ConfigurationError(
      `publicKey: ${[kty, crv, key.alg].filter(Boolean).join(' ')} fits none of the algorithms ${allowed.join(', ')}`,
    );
  }
  const imported = new Map<string, CryptoKey>();
  return {
    kidRequired: false,
    algorithms: new Set(fitting),
    async find(_kid, alg) {
      const known = imported.get(alg);
      if (known) return known;
      try {
        const made = await key.import(alg);
        imported.set(alg, made);
        return made;
      } catch (cause) {
        throw new TemporarilyUnavailableError('publicKey: the key cannot be imported', { cause });
      }
    },
  };
}

function fromPem(pem: string): GivenKey {
  const { label, text, type } = readPem(pem);
  if (type.bits !== undefined && type.bits < 2048) throw tooWeak();
  const read = label === 'CERTIFICATE' ? importX509 : importSPKI;
  return { type, alg: undefined, import: (alg) => read(text, alg) };
}

function fromJwk(jwk: JWK): GivenKey {
  const parts = publicParts(jwk);
  if (!parts) {
    throw new ConfigurationError(
      'publicKey: this is not a JWK of an RSA, EC or Ed25519 key for signatures',
    );
  }
  if (['d', 'p', 'q', 'k'].some((member) => Object.hasOwn(jwk, member))) {
    throw new ConfigurationError(
      'publicKey: this is a private key: a server that checks tokens must not have it',
    );
  }
  if (!isStrongEnough(parts)) throw tooWeak();
  return {
    type: parts,
    alg: jwk.alg,
    import: async (alg) => (await importJWK(parts, alg)) as CryptoKey,
  };
}

/** RFC 7518 §3.3. */
function tooWeak(): ConfigurationError {
  return new ConfigurationError('publicKey: an RSA key needs at least 2048 bits');
}
