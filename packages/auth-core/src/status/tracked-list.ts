import { InvalidTokenError, IssuerError, TemporarilyUnavailableError } from '../errors/errors.ts';
import type { VerificationKeys } from '../keys/verification-keys.ts';
import { SharedWork } from '../sharing/shared-work.ts';
import { fetchList } from './fetch-list.ts';
import { type VerifiedList, verifyListToken } from './list-token.ts';
import type { StatusSettings } from './options.ts';

export interface ListSource {
  readonly uri: string;
  readonly issuer: string;
  readonly keys: VerificationKeys;
}

/** Milliseconds between attempts while there is no list: doubled with each failure, up to `longest`. */
const coldBackOff = { first: 100, longest: 800 };
/** Milliseconds. A list is not fetched more often than this, even if its `ttl` is shorter. */
const shortestPoll = 1000;

/**
 * One status list, kept up to date in the background.
 *
 * ```
 *   cold ──fetch──▶ current ──poll, 4 s──▶ current
 *    ▲ └fails: policy    └fails─▶ last known good ──maxStale or exp──▶ policy
 *    └──────── no live token left: no poll, forgotten
 * ```
 *
 * A request waits only while there is no current list and the last fetch did not fail, and only for a
 * limited time. Timers do not run between the requests of a Worker or while a laptop sleeps. The list
 * is then too old when the next request comes, and that request waits for a new one.
 */
export class TrackedList {
  readonly #source: ListSource;
  readonly #settings: StatusSettings;
  readonly #onIdle: () => void;
  readonly #closing = new AbortController();
  #verified: VerifiedList | undefined;
  #etag: string | undefined;
  /** When the list was last known to be the latest: the start of the fetch that showed it. */
  #confirmedAt = Number.NEGATIVE_INFINITY;
  #attemptedAt = Number.NEGATIVE_INFINITY;
  #failures = 0;
  #lastFailure: unknown;
  readonly #fetching = new SharedWork<void>();
  #neededUntil = 0;
  #cancelPoll: (() => void) | undefined;
  /** When the list was last used for a token, in milliseconds since the epoch. */
  usedAt = 0;

  /** @param onIdle called when all tokens that refer to the list have expired */
  constructor(source: ListSource, settings: StatusSettings, onIdle: () => void) {
    this.#source = source;
    this.#settings = settings;
    this.#onIdle = onIdle;
  }

  /**
   * Keeps polling the list until a token expires, and at least for two more polls.
   *
   * @param expiresAt seconds since the epoch
   */
  keepUntil(expiresAt: number): void {
    this.usedAt = this.#settings.clock();
    const soonest = this.usedAt + 2 * this.#pollMs;
    this.#neededUntil = Math.max(this.#neededUntil, expiresAt * 1000, soonest);
  }

  /** Whether the list is as new as polling can make it, so that a request need not wait. */
  get isCurrent(): boolean {
    const { clock, timeoutMs } = this.#settings;
    const age = clock() - this.#confirmedAt;
    // The list is still current while a poll is running, even if that takes until the timeout.
    return age < this.#pollMs + timeoutMs && !this.#hasExpired;
  }

  /** Fetches the list, unless the last failure is recent. Waits if there is no usable list. Never rejects. */
  async refresh(): Promise<void> {
    const { clock, timeoutMs, timer } = this.#settings;
    if (!this.#fetching.isRunning && clock() - this.#attemptedAt < this.#backOffMs) return;
    // After a failure, requests for which the last known list is enough do not wait, unless such a
    // request has left its fetch behind.
    if (this.#failures > 0 && this.#isUsable && !this.#fetching.isLost) {
      this.#fetchInBackground();
      return;
    }
    await new Promise<void>((resolve) => {
      const cancel = timer(resolve, timeoutMs);
      void this.#fetch().then(() => {
        cancel();
        resolve();
      });
    });
  }

  /**
   * Requires that the token at `index` is valid according to the list we have.
   *
   * @throws {@link InvalidTokenError} `token_revoked`, or `token_status_invalid` when the list is too
   *   short; {@link TemporarilyUnavailableError} when there is no usable list
   */
  requireValid(index: number): void {
    if (!this.#isUsable && !this.#settings.failOpen) {
      throw new TemporarilyUnavailableError('the status list of the token is not at hand', {
        cause: this.#lastFailure,
      });
    }
    if (!this.#verified) return;
    const status = this.#verified.list.at(index);
    if (status === undefined) {
      throw new InvalidTokenError('token_status_invalid', 'the list has no such place');
    }
    if (status !== 0) throw new InvalidTokenError('token_revoked', `its status is ${status}`);
  }

  /** Ends a running fetch. Nothing is fetched any more. */
  close(): void {
    this.#closing.abort();
    this.#cancelPoll?.();
  }

  get #isUsable(): boolean {
    const { clock, maxStaleMs } = this.#settings;
    if (!this.#verified || this.#hasExpired) return false;
    return this.isCurrent || clock() - this.#confirmedAt < maxStaleMs;
  }

  get #hasExpired(): boolean {
    const { clock, clockTolerance } = this.#settings;
    if (!this.#verified) return true;
    return clock() / 1000 >= this.#verified.expiresAt + clockTolerance;
  }

  get #pollMs(): number {
    const timeToLive = 1000 * (this.#verified?.timeToLive ?? Number.POSITIVE_INFINITY);
    return Math.min(this.#settings.pollIntervalMs, Math.max(timeToLive, shortestPoll));
  }

  get #backOffMs(): number {
    if (this.#failures === 0) return 0;
    if (this.#isUsable) return this.#pollMs;
    return Math.min(coldBackOff.first * 2 ** (this.#failures - 1), coldBackOff.longest);
  }

  /** Never rejects: a failure is stored and reported. Requests share one fetch. */
  async #fetch(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    await this.#fetching.join(() => this.#attempt()).catch(() => {});
  }

  #fetchInBackground(): void {
    if (!this.#closing.signal.aborted) this.#fetching.start(() => this.#attempt());
  }

  async #attempt(): Promise<void> {
    const { clock, onProblem } = this.#settings;
    const startedAt = clock();
    this.#attemptedAt = startedAt;
    try {
      await this.#update();
      this.#confirmedAt = startedAt;
      this.#failures = 0;
      this.#lastFailure = undefined;
    } catch (error) {
      if (this.#closing.signal.aborted) return;
      this.#attemptedAt = clock();
      this.#failures += 1;
      this.#lastFailure = error;
      onProblem(error);
    } finally {
      this.#schedulePoll();
    }
  }

  async #update(): Promise<void> {
    const { uri } = this.#source;
    const { clock, fetch, timeoutMs, maxResponseBytes: maxBytes } = this.#settings;
    const { signal } = this.#closing;
    const etag = this.#expiresSoon ? undefined : this.#etag;
    const response = await fetchList(uri, { fetch, timeoutMs, maxBytes, etag, signal });
    if (response === 'unchanged') return;
    const verified = await verifyListToken(response.token, {
      ...this.#source,
      ...this.#settings,
      keys: this.#source.keys,
      now: clock() / 1000,
    });
    // With an older list, from a cache or an attacker, a revoked token would be valid again.
    if (verified.issuedAt < (this.#verified?.issuedAt ?? Number.NEGATIVE_INFINITY)) {
      throw new IssuerError('issuer_status_list_invalid', `${uri}: older than the one in hand`);
    }
    this.#verified = verified;
    this.#etag = response.etag;
  }

  /** The answer "unchanged" is then not enough: a list with a later `exp` is needed. */
  get #expiresSoon(): boolean {
    if (!this.#verified) return true;
    return this.#settings.clock() + 2 * this.#pollMs >= this.#verified.expiresAt * 1000;
  }

  #schedulePoll(): void {
    const { clock, timer } = this.#settings;
    this.#cancelPoll?.();
    if (this.#closing.signal.aborted) return;
    this.#cancelPoll = timer(() => {
      if (clock() < this.#neededUntil) this.#fetchInBackground();
      else this.#onIdle();
    }, this.#pollMs);
  }
}
