import type { CryptoKey } from 'jose';

import { TemporarilyUnavailableError } from '../errors/errors.ts';
import { SharedWork } from '../sharing/shared-work.ts';
import type { SignatureAlgorithm } from '../token/algorithms.ts';
import type { KeySet } from './key-set.ts';

/** All in milliseconds. */
export interface KeyCaching {
  /** How long keys are used before they are fetched again. */
  readonly maxAge: number;
  /** Unknown key ids cause at most one fetch in this time. */
  readonly cooldown: number;
  /** How much longer than `maxAge` the last keys are used while the issuer cannot be reached. */
  readonly maxStale: number;
}

export interface KeySourceOptions {
  readonly load: () => Promise<KeySet>;
  readonly clock: () => number;
  readonly caching: KeyCaching;
  readonly onProblem: (error: unknown) => void;
}

/** Milliseconds between attempts when there are no keys: doubled with each failure, up to `longest`. */
const coldBackOff = { first: 100, longest: 800 };
/** Milliseconds between two attempts while the last known keys are still used. */
const warmBackOff = 10_000;

/**
 * The keys of an issuer, cached.
 *
 * ```
 *   cold ──load──▶ fresh ──maxAge──▶ due ──load──▶ fresh
 *    ▲  └fails: 503, back-off          └fails─▶ last known good ──maxStale──▶ cold
 * ```
 *
 * Requests share one fetch, and at most one begins in a second, also where those who began it are gone.
 * An attacker cannot cause many fetches: invented key ids cause one fetch in each `cooldown`, and an
 * issuer that is down is asked once in each back-off.
 */
export class KeySource {
  readonly #options: KeySourceOptions;
  #keys: KeySet | undefined;
  #loadedAt = Number.NEGATIVE_INFINITY;
  #attemptedAt = Number.NEGATIVE_INFINITY;
  #failures = 0;
  #lastFailure: unknown;
  readonly #loading = new SharedWork<void>();

  constructor(options: KeySourceOptions) {
    this.#options = options;
  }

  /**
   * The key for `kid` and `alg`, or undefined when the issuer has none.
   *
   * @throws {@link TemporarilyUnavailableError} when there are no keys, or when the key is unknown
   *   and the issuer cannot be reached to find out whether it is new
   */
  async find(kid: string, alg: SignatureAlgorithm): Promise<CryptoKey | undefined> {
    const key = await (await this.#current()).find(kid, alg);
    if (key) return key;
    const { clock, caching } = this.#options;
    // A fetch that is under way may bring the key, too.
    if (this.#loading.isRunning || clock() - this.#attemptedAt >= caching.cooldown) {
      if (!(await this.#load())) throw this.#unavailable();
    }
    if (this.#failures > 0) throw this.#unavailable();
    return this.#keys?.find(kid, alg);
  }

  async #current(): Promise<KeySet> {
    const { clock, caching } = this.#options;
    const age = clock() - this.#loadedAt;
    if (this.#keys && age < caching.maxAge) return this.#keys;
    if (this.#keys && age >= caching.maxAge + caching.maxStale) this.#keys = undefined;
    if (this.#loading.isRunning || clock() - this.#attemptedAt >= this.#backOff()) {
      // After a failure, requests for which the last known keys are enough do not wait, unless such a
      // request has left its fetch behind.
      if (this.#keys && this.#failures > 0 && !this.#loading.isLost) {
        this.#loading.start(() => this.#attempt());
      } else await this.#load();
    }
    if (!this.#keys) throw this.#unavailable();
    return this.#keys;
  }

  #backOff(): number {
    if (this.#failures === 0) return 0;
    if (this.#keys) return warmBackOff;
    return Math.min(coldBackOff.first * 2 ** (this.#failures - 1), coldBackOff.longest);
  }

  /**
   * Never rejects: a failure is reported, and requests without a usable key then fail with it.
   *
   * @returns false where others began to fetch and never finished
   */
  async #load(): Promise<boolean> {
    try {
      await this.#loading.join(() => this.#attempt());
      return true;
    } catch (error) {
      this.#lastFailure = error;
      return false;
    }
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
