import { type CryptoKey, importJWK, type JWK } from 'jose';

import { IssuerError } from '../errors.ts';
import { keyTypeFor, type SignatureAlgorithm } from '../token/algorithms.ts';

/** 2048 bits, the least RFC 7518 §3.3 allows, in base64url. */
const minModulusLength = 342;

/**
 * The verification keys of one JWK Set (RFC 7517 §5). Keys that cannot verify are passed over, so
 * that one bad entry does not disable the others; a set without a single usable key is refused.
 */
export class KeySet {
  readonly #keys = new Map<string, JWK[]>();
  readonly #imported = new Map<string, Promise<CryptoKey | undefined>>();

  /** @throws {@link IssuerError} `issuer_keys_invalid` */
  constructor(document: Readonly<Record<string, unknown>>) {
    const keys: unknown = document['keys'];
    if (!Array.isArray(keys)) {
      throw new IssuerError('issuer_keys_invalid', 'the JWK Set has no keys array');
    }
    for (const key of keys) {
      if (!isVerificationKey(key)) continue;
      const sameId = this.#keys.get(key.kid);
      if (sameId) sameId.push(key);
      else this.#keys.set(key.kid, [key]);
    }
    if (this.#keys.size === 0) {
      throw new IssuerError('issuer_keys_invalid', 'the JWK Set has no usable signature key');
    }
  }

  /** The key for `kid` and `alg`; undefined when there is none, or more than one to choose from. */
  find(kid: string, alg: SignatureAlgorithm): Promise<CryptoKey | undefined> {
    const name = `${alg} ${kid}`;
    const known = this.#imported.get(name);
    if (known) return known;
    const candidates = (this.#keys.get(kid) ?? []).filter((key) => fits(key, alg));
    const [jwk] = candidates;
    // Not remembered: a caller can make up any number of key ids.
    if (!jwk || candidates.length > 1) return Promise.resolve(undefined);
    const imported = importVerificationKey(jwk, alg);
    this.#imported.set(name, imported);
    return imported;
  }
}

function isVerificationKey(value: unknown): value is JWK & { kid: string } {
  if (typeof value !== 'object' || value === null) return false;
  const key = value as JWK;
  return (
    typeof key.kid === 'string' &&
    key.kid !== '' &&
    (key.kty === 'RSA' || key.kty === 'EC' || key.kty === 'OKP') &&
    (key.use === undefined || key.use === 'sig') &&
    (key.key_ops === undefined || (Array.isArray(key.key_ops) && key.key_ops.includes('verify'))) &&
    (key.kty !== 'RSA' || (typeof key.n === 'string' && key.n.length >= minModulusLength))
  );
}

function fits(key: JWK, alg: SignatureAlgorithm): boolean {
  const { kty, crv } = keyTypeFor(alg);
  return key.kty === kty && (crv === undefined || key.crv === crv) && (key.alg ?? alg) === alg;
}

async function importVerificationKey(
  { kty, crv, x, y, n, e }: JWK,
  alg: SignatureAlgorithm,
): Promise<CryptoKey | undefined> {
  const publicParts = Object.fromEntries(
    Object.entries({ kty, crv, x, y, n, e }).filter(([, value]) => value !== undefined),
  );
  try {
    // Never a Uint8Array: that is what `oct` keys become, and those were passed over.
    return (await importJWK(publicParts, alg)) as CryptoKey;
  } catch {
    return undefined;
  }
}
