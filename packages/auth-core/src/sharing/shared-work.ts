import { TemporarilyUnavailableError } from '../errors/errors.ts';
import { platformTimer } from './timer.ts';

/** All in milliseconds. */
export interface Patience {
  /** How old work may get before those who wait for it begin it anew. Default: 1,000. */
  readonly takeOver?: number;
  /** At this age work has certainly ended without a result. Default: 15,000. */
  readonly lost?: number;
  /**
   * How often those who wait look for a result, on a platform where no request may settle a promise of
   * another. Default: 20 on Cloudflare Workers, and undefined elsewhere.
   */
  readonly look?: number | undefined;
}

/** Cloudflare Workers: what one request waits for, only that request may settle. */
const looking = globalThis.navigator?.userAgent === 'Cloudflare-Workers' ? 20 : undefined;

/** How many times somebody waits for work of others before it is given up. */
const longestWait = 3;

type Outcome<T> = { readonly value: T } | { readonly error: unknown };

interface Waiter<T> {
  outcome?: Outcome<T>;
  /** Ends the wait at once, where promises may be settled by anybody. */
  wake?: () => void;
}

/**
 * Work that many requests need and that one of them does: a fetch, say.
 *
 * The one that does it may never finish. On Cloudflare Workers, what a request has started ends with
 * that request, when its client goes away or when it is answered, and promises it made are then never
 * settled. A request that waited for such a promise would hang, and the platform would stop it. So
 * everyone who waits has a timer of their own, and does the work themselves when it runs out:
 *
 * ```
 *   idle ──join──▶ running ──settles──▶ idle, all who wait have the result
 *                   ▲    └─no result after `takeOver`─┐
 *                   └──the first to notice begins anew┘
 * ```
 *
 * At most one begins in each `takeOver`, however many wait. The first success is everybody's, whoever
 * had it.
 */
export class SharedWork<T> {
  readonly #takeOver: number;
  readonly #lost: number;
  readonly #look: number | undefined;
  /** The work that was begun last, unless it has settled. */
  #latest: { readonly since: number } | undefined;
  readonly #waiters = new Set<Waiter<T>>();

  constructor({ takeOver = 1000, lost = 15_000, look = looking }: Patience = {}) {
    this.#takeOver = takeOver;
    this.#lost = lost;
    this.#look = look;
  }

  get isRunning(): boolean {
    return this.#latest !== undefined;
  }

  /** Whether work was begun so long ago that it will not settle any more. */
  get isLost(): boolean {
    return this.#latest !== undefined && age(this.#latest) >= this.#lost;
  }

  /**
   * The result of the work that is running, or of `work`, which begins where nothing runs, or nothing
   * that is likely to end.
   *
   * @param work has to settle by itself, within a time of its own
   * @throws whatever `work` throws; {@link TemporarilyUnavailableError} where several others in a row
   *   began and never finished
   */
  async join(work: () => Promise<T>): Promise<T> {
    for (let waits = 0; this.#latest !== undefined; waits += 1) {
      const latest = this.#latest;
      const left = this.#takeOver - age(latest);
      if (left > 0) {
        if (waits === longestWait) {
          throw new TemporarilyUnavailableError('nobody who began to ask came to an end');
        }
        const outcome = await this.#outcomeWithin(left);
        if (outcome) return resultOf(outcome);
      }
      if (this.#latest === latest) break;
    }
    return this.#begin(work);
  }

  /** Begins `work`, unless some is running. Nobody has to wait for it; a failure is `work`'s to tell. */
  start(work: () => Promise<T>): void {
    if (this.isRunning && !this.isLost) return;
    this.#begin(work).catch(() => {});
  }

  async #begin(work: () => Promise<T>): Promise<T> {
    const isFirst = this.#latest === undefined;
    const own = { since: Date.now() };
    this.#latest = own;
    const result = this.#settling(own, work);
    if (isFirst || this.#look !== undefined) return result;
    // Whoever began before may have only been slow, and be first after all.
    const waiter = this.#wait();
    const sooner = new Promise<T>((resolve) => {
      waiter.wake = () => {
        if (waiter.outcome && 'value' in waiter.outcome) resolve(waiter.outcome.value);
      };
    });
    return Promise.race([result, sooner]);
  }

  async #settling(own: object, work: () => Promise<T>): Promise<T> {
    try {
      const value = await work();
      this.#settle({ value });
      return value;
    } catch (error) {
      // Those who wait may still get a result from who began after this one.
      if (this.#latest === own) this.#settle({ error });
      throw error;
    }
  }

  #settle(outcome: Outcome<T>): void {
    this.#latest = undefined;
    const waiters = [...this.#waiters];
    this.#waiters.clear();
    for (const waiter of waiters) {
      waiter.outcome = outcome;
      waiter.wake?.();
    }
  }

  #wait(): Waiter<T> {
    const waiter: Waiter<T> = {};
    this.#waiters.add(waiter);
    return waiter;
  }

  /** Undefined where nothing came of it within this time. Every timer is the waiting request's own. */
  async #outcomeWithin(milliseconds: number): Promise<Outcome<T> | undefined> {
    const waiter = this.#wait();
    const end = Date.now() + milliseconds;
    do {
      const step = Math.min(this.#look ?? milliseconds, milliseconds);
      await new Promise<void>((resolve) => {
        const cancel = platformTimer(resolve, step);
        if (this.#look !== undefined) return;
        waiter.wake = () => {
          cancel();
          resolve();
        };
      });
    } while (this.#look !== undefined && !waiter.outcome && Date.now() < end);
    this.#waiters.delete(waiter);
    return waiter.outcome;
  }
}

function resultOf<T>(outcome: Outcome<T>): T {
  if ('error' in outcome) throw outcome.error;
  return outcome.value;
}

/** Never negative, even where the clock was set back. */
function age({ since }: { readonly since: number }): number {
  return Math.max(0, Date.now() - since);
}
