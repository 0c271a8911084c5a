import type { Asked, Troubled } from '../figures/upstream-figures.ts';

/**
 * For how long after an answer its content is enough to check tokens by, if there is no newer one
 * (milliseconds): what packages/auth-core keeps keys and status lists for. A verdict about one token says
 * nothing about the next. Nothing else stands in the way of checking tokens.
 */
const GOOD_FOR: Partial<Record<Asked, number>> = {
  keys: 70 * 60_000,
  status_list: 5 * 60_000,
  introspection: 0,
  token_check: 0,
};

/** For how long a failure counts (milliseconds). Then requests are let in again, to find out. */
const FELT = 10_000;

/** An answer that could not be used is told of within this time (milliseconds). */
const READ_WITHIN = 3_000;

interface Seen {
  answeredAt: number;
  /** The answer before that, should the last one turn out to be of no use. */
  answeredBefore: number;
  failedAt: number;
}

/**
 * Whether tokens can be checked, as far as this process knows from what requests have met. It asks
 * nobody by itself: a probe must not be a way to have the issuer asked.
 */
export class IssuerReach {
  readonly #now: () => number;
  readonly #seen = new Map<Asked, Seen>();

  /** @param now a monotonic clock (milliseconds) */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** There was an answer with the status that it should have. */
  answered(what: Asked): void {
    const seen = this.#of(what);
    seen.answeredBefore = seen.answeredAt;
    seen.answeredAt = this.#now();
  }

  /**
   * Something needed could not be had.
   *
   * @param code of auth-core. Where somebody is asked about single tokens, an answer that cannot be used
   *   may be due to the token, which anybody can make up
   */
  failed(what: Troubled, code: unknown): void {
    if (what === 'custom') return;
    const goodFor = GOOD_FOR[what];
    if (goodFor === undefined || (goodFor === 0 && code === 'issuer_response_refused')) return;
    const seen = this.#of(what);
    seen.failedAt = this.#now();
    const isAboutAnswer = code !== 'issuer_unreachable';
    if (isAboutAnswer && seen.failedAt - seen.answeredAt <= READ_WITHIN) {
      seen.answeredAt = seen.answeredBefore;
    }
  }

  get isThere(): boolean {
    const now = this.#now();
    return [...this.#seen].every(([what, { answeredAt, failedAt }]) => {
      if (failedAt < answeredAt || now - failedAt >= FELT) return true;
      return now - answeredAt < (GOOD_FOR[what] ?? 0);
    });
  }

  #of(what: Asked): Seen {
    let seen = this.#seen.get(what);
    if (seen === undefined) {
      const never = Number.NEGATIVE_INFINITY;
      seen = { answeredAt: never, answeredBefore: never, failedAt: never };
      this.#seen.set(what, seen);
    }
    return seen;
  }
}
