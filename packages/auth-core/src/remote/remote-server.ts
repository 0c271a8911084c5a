import { IssuerError, TemporarilyUnavailableError } from '../errors/errors.ts';
import type { RemoteSettings } from './options.ts';
import { type JsonObject, type RemoteRequest, requestJson } from './request-json.ts';

/** Milliseconds without requests after a failure: doubled with each failure, up to `longest`. */
const backOff = { first: 100, longest: 800 };

/**
 * A server that is asked about tokens and may be down.
 *
 * ```
 *   reachable ──fails──▶ backing off ──time is over──▶ one request ──answered──▶ reachable
 *                             ▲                             └──fails──┘
 * ```
 *
 * While it backs off, nothing is sent and every request fails at once with 503. An answer that
 * cannot be used does not count as a failure: one strange token may cause it, and the other tokens
 * must still be checked. Failures are: no answer, 429, 503, and refused credentials.
 */
export class RemoteServer {
  readonly #settings: RemoteSettings;
  #failures = 0;
  #failedAt = 0;
  #lastFailure: unknown;
  /** When the one request after a failure was sent, while it is not answered. */
  #retryingSince: number | undefined;

  constructor(settings: RemoteSettings) {
    this.#settings = settings;
  }

  /**
   * Sends one request.
   *
   * @param prepare makes the request; it may have to look up an address or to sign something first
   * @returns the answer, or undefined where the status says that the token is refused
   * @throws {@link TemporarilyUnavailableError} and nothing else
   */
  async request(
    prepare: () => RemoteRequest | Promise<RemoteRequest>,
  ): Promise<JsonObject | undefined> {
    if (this.#isBackingOff()) {
      throw new TemporarilyUnavailableError('nothing is asked shortly after a failure', {
        cause: this.#lastFailure,
      });
    }
    const isRetry = this.#failures > 0;
    if (isRetry) this.#retryingSince = this.#settings.clock();
    try {
      const { fetch, timeout } = this.#settings;
      const answer = await requestJson(await prepare(), fetch, timeout);
      this.#failures = 0;
      return answer;
    } catch (error) {
      // Requests that were already sent when the first one failed count as the same failure.
      if (isRetry || this.#failures === 0) this.#failed(error);
      throw this.unavailable(error);
    } finally {
      if (isRetry) this.#retryingSince = undefined;
    }
  }

  /**
   * Reports a problem, and makes the error for the token, which is neither accepted nor refused.
   *
   * @param cause what is wrong with the server or its answer
   */
  unavailable(cause: unknown): TemporarilyUnavailableError {
    this.#settings.onProblem(cause);
    return new TemporarilyUnavailableError('the token could not be asked about', { cause });
  }

  /**
   * Reads an answer.
   *
   * @param reader throws an {@link IssuerError} where the answer cannot be used
   * @throws {@link TemporarilyUnavailableError} instead of that, and any other error of the reader
   */
  readResponse<T>(reader: () => T): T {
    try {
      return reader();
    } catch (error) {
      throw error instanceof IssuerError ? this.unavailable(error) : error;
    }
  }

  #isBackingOff(): boolean {
    if (this.#failures === 0) return false;
    if (this.#isRetrying()) return true;
    const since = this.#settings.clock() - this.#failedAt;
    // A negative time means that the clock was set back: then nobody knows how long ago it was.
    return (
      since >= 0 && since < Math.min(backOff.first * 2 ** (this.#failures - 1), backOff.longest)
    );
  }

  /** On Workers, a request may end before it has its answer. It then stands in nobody's way for long. */
  #isRetrying(): boolean {
    if (this.#retryingSince === undefined) return false;
    const { clock, timeout } = this.#settings;
    const since = clock() - this.#retryingSince;
    return since >= 0 && since < timeout;
  }

  #failed(error: unknown): void {
    if (error instanceof IssuerError && error.code === 'issuer_response_refused') return;
    this.#failures += 1;
    this.#failedAt = this.#settings.clock();
    this.#lastFailure = error;
  }
}
