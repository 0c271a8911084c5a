/** What happened to the requests of a load, counted. */
export interface Figures {
  /** requests sent, each attempt of one */
  readonly sent: number;
  /** answers that came, 503 included */
  readonly answered: number;
  /** answers of 503 */
  readonly unavailable: number;
  /** requests whose connection was cut instead */
  readonly cut: number;
  /** token requests sent again, and sign-ins begun again */
  readonly retried: number;
  /** sign-ins that ended in a code */
  readonly logins: number;
  readonly exchanges: number;
  readonly refreshes: number;
  /** codes that may have been committed and had to be begun again */
  readonly codesBegunAgain: number;
  /** refresh tokens that were good and were refused */
  readonly sessionsLost: number;
  /** the longest that anybody waited for an answer (milliseconds) */
  readonly slowestMs: number;
}

type Count = Exclude<keyof Figures, 'slowestMs'>;

const NOTHING: Figures = {
  sent: 0,
  answered: 0,
  unavailable: 0,
  cut: 0,
  retried: 0,
  logins: 0,
  exchanges: 0,
  refreshes: 0,
  codesBegunAgain: 0,
  sessionsLost: 0,
  slowestMs: 0,
};

export class Tally {
  readonly #unheardOf = new Map<string, number>();
  #total: Record<keyof Figures, number> = { ...NOTHING };
  #since: Record<keyof Figures, number> = { ...NOTHING };

  count(what: Count): void {
    this.#total[what] += 1;
    this.#since[what] += 1;
  }

  /** An answer that nobody should ever get, whatever fails. */
  report(what: string): void {
    this.#unheardOf.set(what, (this.#unheardOf.get(what) ?? 0) + 1);
  }

  /** What was reported, and how often. */
  get unheardOf(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#unheardOf);
  }

  waited(milliseconds: number): void {
    this.#total.slowestMs = Math.max(this.#total.slowestMs, Math.round(milliseconds));
    this.#since.slowestMs = Math.max(this.#since.slowestMs, Math.round(milliseconds));
  }

  /** Since the beginning. */
  get total(): Figures {
    return { ...this.#total };
  }

  /** Since this was asked last. */
  lap(): Figures {
    const lap = this.#since;
    this.#since = { ...NOTHING };
    return lap;
  }
}
