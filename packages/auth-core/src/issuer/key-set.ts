import { type CryptoKey, importJWK, type JWK } from 'jose';

import { IssuerError } from '../errors/errors.ts';
import { isStrongEnough, publicParts } from '../keys/jwk.ts';
import {
  fitsAlgorithm,
  isFor,
  type KeyType,
  type SignatureAlgorithm,
} from '../token/algorithms.ts';

/** The public members of a key, and its algorithm, if it names one. */
interface PublishedKey {
  readonly parts: JWK & KeyType;
  readonly alg: string | undefined;
}

/**
 * The verification keys of a JWK Set (RFC 7517 §5). Keys that cannot be used are skipped, so that one
 * bad entry does not disable the others. A set without any usable key is refused.
 */
export class KeySet {
  readonly #keys = new Map<string, PublishedKey[]>();
  readonly #imported = new Map<string, CryptoKey>();

  /** @throws {@link IssuerError} `issuer_keys_invalid` */
  constructor(document: Readonly<Record<string, unknown>>) {
    const keys: unknown = document['keys'];
    if (!Array.isArray(keys)) {
      throw new IssuerError('issuer_keys_invalid', 'the JWK Set has no keys array');
    }
    for (const key of keys) {
      const parts = publicParts(key);
      const { kid, alg } = Object(key) as JWK;
      if (!parts || !isStrongEnough(parts) || typeof kid !== 'string' || kid === '') continue;
      const sameId = this.#keys.get(kid);
      if (sameId) sameId.push({ parts, alg });
      else this.#keys.set(kid, [{ parts, alg }]);
    }
    if (this.#keys.size === 0) {
      throw new IssuerError('issuer_keys_invalid', 'the JWK Set has no usable signature key');
    }
  }

  /** The key for `kid` and `alg`; undefined when there is none, or more than one. */
  async find(kid: string, alg: SignatureAlgorithm): Promise<CryptoKey | undefined> {
    const name = `${alg} ${kid}`;
    const known = this.#imported.get(name);
    if (known) return known;
    const fitting = (this.#keys.get(kid) ?? []).filter(
      (key) => fitsAlgorithm(key.parts, alg) && isFor(key.alg, alg),
    );
    // A set may have one key twice, for each name of its algorithm.
    const [parts, other] = new Map(
      fitting.map((key) => [JSON.stringify(key.parts), key.parts]),
    ).values();
    // Not cached, because an attacker can invent any number of key ids.
    if (!parts || other) return undefined;
    const imported = await importVerificationKey(parts, alg);
    // The key is kept and not the promise, which on Workers belongs to one request.
    if (imported) this.#imported.set(name, imported);
    return imported;
  }
}

async function importVerificationKey(
  parts: JWK,
  alg: SignatureAlgorithm,
): Promise<CryptoKey | undefined> {
  try {
    // A Uint8Array would come only from an `oct` key, and those were skipped.
    return (await importJWK(parts, alg)) as CryptoKey;
  } catch {
    return undefined;
  }
}
