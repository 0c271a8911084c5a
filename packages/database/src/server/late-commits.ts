import type { LateCommit } from '../database.ts';

/**
 * After this a commit is given up, whatever its server answers others (milliseconds): TCP takes as long to
 * notice that nobody is there, and does not where a pooler or a proxy is.
 */
const LONGEST = 15 * 60_000;

/** A connection whose commit nobody waits for any more. */
export interface WaitingConnection {
  /** the connection string of the server that it leads to */
  readonly serverUrl: string;
  /** Breaks it. The server goes on, and nobody hears of the end. */
  cut(): void;
}

/**
 * The connections whose commit took longer than its caller could wait.
 *
 * A commit that waits for a standby cannot be taken back: PostgreSQL answers a cancel by committing
 * without the standby, and a connection that is closed leaves its backend behind, waiting. So the
 * connection is kept until the commit ends, and counts against the pool: otherwise every request during
 * a stall would leave one more backend on the server.
 */
export class LateCommits {
  readonly #waiting = new Map<WaitingConnection, number>();
  readonly #tell: (late: LateCommit) => void;
  readonly #now: () => number;
  /** Is called when the first of them begins to wait. */
  onWaiting: () => void = () => {};

  /** @param now a monotonic clock (milliseconds) */
  constructor(
    tell: ((late: LateCommit) => void) | undefined,
    now: () => number = () => performance.now(),
  ) {
    this.#tell = tell ?? (() => {});
    this.#now = now;
  }

  get count(): number {
    return this.#waiting.size;
  }

  /** @param since when its statement was sent */
  add(connection: WaitingConnection, since: number): void {
    this.#waiting.set(connection, since);
    if (this.#waiting.size === 1) this.onWaiting();
  }

  settle(connection: WaitingConnection, outcome: LateCommit['outcome']): void {
    const since = this.#waiting.get(connection);
    if (since === undefined) return;
    this.#waiting.delete(connection);
    this.#tell({ outcome, seconds: (this.#now() - since) / 1_000 });
  }

  /**
   * Gives them up: their server is not there any more, or this process ends.
   *
   * @param kept the connection string of the server whose connections are kept all the same, as long as
   *   any commit may take
   */
  cut(kept?: string): void {
    for (const [connection, since] of this.#waiting) {
      if (connection.serverUrl !== kept || this.#now() - since >= LONGEST) connection.cut();
    }
  }
}
