/**
 * What happened, told to whoever listens.
 *
 * ```
 *             before: rows of the very statement          after: log, figures
 *                 │                                          ▲
 * room ── event ──┴──▶ one statement ── applied? ── yes ─────┘
 *                                          └─────── no ──▶ nothing happened, nobody is told
 * room ── refusal, nothing is written ───────────────────▶ after
 * ```
 *
 * Whoever listens before a commit can add rows to it and do nothing else; it cannot wait for anything. Whoever
 * listens after it is told of what is certain, and can hold nothing up: it is called once the change is made,
 * returns at once, and what it throws is its own.
 *
 * @module
 */
import { UnitOfWork } from '../storage/unit-of-work.ts';
import type { Event } from './event.ts';

/** Of the request that is being served, if one is. */
export interface Circumstances {
  readonly requestId?: string | undefined;
  /** of the caller, as far as the proxies in front are trusted */
  readonly address?: string | undefined;
  readonly traceId?: string | undefined;
}

/** Adds rows to the statement that is about to make the event true. */
export type Beside = (event: Event, unit: UnitOfWork, circumstances: Circumstances) => void;

/** Is told of what has happened. */
export type Listener = (event: Event, circumstances: Circumstances) => void;

export interface EventsOptions {
  readonly circumstances: () => Circumstances;
  readonly beside?: readonly Beside[];
  readonly after?: readonly Listener[];
  /** what a listener threw that is told afterwards */
  readonly onError: (error: unknown) => void;
}

export class Events {
  readonly #options: EventsOptions;
  readonly #beside: readonly Beside[];
  readonly #after: readonly Listener[];

  constructor(options: EventsOptions) {
    this.#options = options;
    this.#beside = options.beside ?? [];
    this.#after = options.after ?? [];
  }

  /**
   * To be called before the statement that makes these events true, which is to be run with the unit.
   *
   * @returns undefined where nobody has anything to add
   */
  before(...events: readonly Event[]): UnitOfWork | undefined {
    if (this.#beside.length === 0) return undefined;
    const unit = new UnitOfWork();
    const circumstances = this.#options.circumstances();
    for (const event of events) for (const add of this.#beside) add(event, unit, circumstances);
    return unit;
  }

  /** To be called once the change is committed, or the request refused. */
  happened(event: Event): void {
    const circumstances = this.#options.circumstances();
    for (const listener of this.#after) {
      try {
        listener(event, circumstances);
      } catch (error) {
        this.#options.onError(error);
      }
    }
  }

  /**
   * Makes one change, and tells of it.
   *
   * @param write makes the change in one statement
   * @param outcome what is known afterwards; undefined where nothing was changed, so nothing has happened
   */
  async commit<Result>(
    event: Event,
    write: (unit: UnitOfWork | undefined) => Promise<Result>,
    outcome: (result: Result) => Event | undefined = () => event,
  ): Promise<Result> {
    const result = await write(this.before(event));
    const happened = outcome(result);
    if (happened !== undefined) this.happened(happened);
    return result;
  }
}
