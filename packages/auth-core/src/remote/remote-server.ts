import { IssuerError, TemporarilyUnavailableError } from '../errors/errors.ts';
import { type Answer, exchange, type Question } from './request-json.ts';
import type { RemoteSettings } from './options.ts';

/** Milliseconds of silence after a failure, doubled up to the second. */
const backOff = { first: 100, longest: 800 };

/**
 * Somebody who is asked about tokens, and may be down.
 *
 * ```
 *   well ──fails──▶ silent ──back-off──▶ one question ──answered──▶ well
 *                     ▲                       └──fails──┘
 * ```
 *
 * While it is silent nobody waits and nothing is sent: 503. Only what says that it cannot be asked
 * at all counts as failing; an answer that one odd token provokes must not shut out the others.
 */
export class Authority {
  readonly #settings: RemoteSettings;
  #failures = 0;
  #failedAt = 0;
  #lastFailure: unknown;
  #isTrying = false;

  constructor(settings: RemoteSettings) {
    this.#settings = settings;
  }

  /**
   * What it says, or undefined where it refuses the token.
   *
   * @param prepare makes the question, which may take looking things up
   * @throws {@link TemporarilyUnavailableError} and nothing else
   */
  async ask(prepare: () => Question | Promise<Question>): Promise<Answer | undefined> {
    if (this.#isSilent()) {
      throw new TemporarilyUnavailableError('nothing is asked shortly after a failure', {
        cause: this.#lastFailure,
      });
    }
    const isTrial = this.#failures > 0;
    if (isTrial) this.#isTrying = true;
    try {
      const { fetch, timeout } = this.#settings;
      const answer = await exchange(await prepare(), fetch, timeout);
      this.#failures = 0;
      return answer;
    } catch (error) {
      // What was under way when the first failed is no second failure.
      if (isTrial || this.#failures === 0) this.#failed(error);
      throw this.unusable(error);
    } finally {
      if (isTrial) this.#isTrying = false;
    }
  }

  /**
   * For an answer that makes no sense: reported, and the token is neither accepted nor refused.
   *
   * @param cause what is wrong with it
   */
  unusable(cause: unknown): TemporarilyUnavailableError {
    try {
      this.#settings.onProblem(cause);
    } catch {
      // A log that fails is no reason to answer anything else.
    }
    return new TemporarilyUnavailableError('the token could not be asked about', { cause });
  }

  /**
   * Reads an answer.
   *
   * @param reader throws an {@link IssuerError} where the answer makes no sense
   * @throws {@link TemporarilyUnavailableError} in its place; whatever else the reader throws
   */
  read<T>(reader: () => T): T {
    try {
      return reader();
    } catch (error) {
      throw error instanceof IssuerError ? this.unusable(error) : error;
    }
  }

  #isSilent(): boolean {
    if (this.#failures === 0) return false;
    if (this.#isTrying) return true;
    const since = this.#settings.clock() - this.#failedAt;
    // Below zero the clock was set back, and says nothing about how long ago it was.
    return (
      since >= 0 && since < Math.min(backOff.first * 2 ** (this.#failures - 1), backOff.longest)
    );
  }

  #failed(error: unknown): void {
    if (error instanceof IssuerError && error.code === 'issuer_response_refused') return;
    this.#failures += 1;
    this.#failedAt = this.#settings.clock();
    this.#lastFailure = error;
  }
}
