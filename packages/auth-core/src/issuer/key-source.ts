import type { CryptoKey } from 'jose';

import { TemporarilyUnavailableError } from '../errors/errors.ts';
import type { SignatureAlgorithm } from '../token/algorithms.ts';
import type { KeySet } from './key-set.ts';

/** All in milliseconds. */
export interface KeyCaching {
  /** Keys are used this long before they are fetched again. */
  readonly maxAge: number;
  /** An unknown `kid` causes at most one fetch in this time. */
  readonly cooldown: number;
  /** While the issuer cannot be reached, the last keys serve this much longer than `maxAge`. */
  readonly maxStale: number;
}

export interface KeySourceOptions {
  readonly load: () => Promise<KeySet>;
  readonly clock: () => number;
  readonly caching: KeyCaching;
  readonly onProblem: (error: unknown) => void;
}

/** The first wait after a failed fetch with no keys in hand, doubled up to the second. */
const coldBackOff = { first: 100, longest: 800 };
/** Between two attempts while the last known keys still serve. */
const warmBackOff = 10_000;

/**
 * The issuer's keys as one server sees them.
 *
 * ```
 *   cold ──load──▶ fresh ──maxAge──▶ due ──load──▶ fresh
 *    ▲  └fails: 503, back-off          └fails─▶ last known good ──maxStale──▶ cold
 * ```
 *
 * At most one fetch is in flight, whoever asks. Nothing here trusts what a caller says: made-up
 * key ids cost one fetch in `cooldown`, and a dead issuer costs one fetch in each back-off.
 */
export class KeySource {
  readonly #options: KeySourceOptions;
  #keys: KeySet | undefined;
  #loadedAt = Number.NEGATIVE_INFINITY;
  #attemptedAt = Number.NEGATIVE_INFINITY;
  #failures = 0;
  #lastFailure: unknown;
  #loading: Promise<void> | undefined;

  constructor(options: KeySourceOptions) {
    this.#options = options;
  }

  /**
   * The key for `kid` and `alg`, or undefined when the issuer has none.
   *
   * @throws {@link TemporarilyUnavailableError} when there are no keys to look in, or when the key
   *   is unknown and the issuer cannot be asked whether it is new
   */
  async find(kid: string, alg: SignatureAlgorithm): Promise<CryptoKey | undefined> {
    const key = await (await this.#current()).find(kid, alg);
    if (key) return key;
    const { clock, caching } = this.#options;
    if (clock() - this.#attemptedAt >= caching.cooldown) {
      await this.#load();
    }
    if (this.#failures > 0) throw this.#unavailable();
    return this.#keys?.find(kid, alg);
  }

  async #current(): Promise<KeySet> {
    const { clock, caching } = this.#options;
    const age = clock() - this.#loadedAt;
    if (this.#keys && age < caching.maxAge) return this.#keys;
    if (this.#keys && age >= caching.maxAge + caching.maxStale) this.#keys = undefined;
    if (this.#loading || clock() - this.#attemptedAt >= this.#backOff()) {
      const loading = this.#load();
      // Once it has failed, those who can be served with the last known keys do not wait for it.
      if (!this.#keys || this.#failures === 0) await loading;
    }
    if (!this.#keys) throw this.#unavailable();
    return this.#keys;
  }

  #backOff(): number {
    if (this.#failures === 0) return 0;
    if (this.#keys) return warmBackOff;
    return Math.min(coldBackOff.first * 2 ** (this.#failures - 1), coldBackOff.longest);
  }

  /** Never rejects: a failure is remembered, reported, and felt by those who find no keys. */
  #load(): Promise<void> {
    this.#loading ??= this.#attempt().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  async #attempt(): Promise<void> {
    const { load, clock, onProblem } = this.#options;
    this.#attemptedAt = clock();
    try {
      this.#keys = await load();
      this.#loadedAt = clock();
      this.#failures = 0;
      this.#lastFailure = undefined;
    } catch (error) {
      this.#attemptedAt = clock();
      this.#failures += 1;
      this.#lastFailure = error;
      onProblem(error);
    }
  }

  #unavailable(): TemporarilyUnavailableError {
    return new TemporarilyUnavailableError('no key of the issuer is at hand', {
      cause: this.#lastFailure,
    });
  }
}
