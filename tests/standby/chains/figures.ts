/** How a request ended: its answer's status, or none came in time, or its connection was cut. */
export type Status = number | 'late' | 'cut';

const EXPECTED = new Set(['200', '400', '503', 'late', 'cut']);

/** What happened to the requests of all chains. */
export class ChainFigures {
  /** every refresh token that reached its client */
  readonly acknowledged: string[] = [];
  /** how requests ended */
  statuses: Record<Status, number> = {} as Record<Status, number>;
  /** the longest time in which nobody was answered 200 (milliseconds) */
  longestWithoutMs = 0;
  #last = performance.now();

  count(status: Status): void {
    this.statuses[status] = (this.statuses[status] ?? 0) + 1;
    if (status !== 200) return;
    const without = Math.round(performance.now() - this.#last);
    this.longestWithoutMs = Math.max(this.longestWithoutMs, without);
    this.#last = performance.now();
  }

  /** From now on only what happens from now on is counted; what was acknowledged stays so. */
  beginAnew(): void {
    this.statuses = {} as Record<Status, number>;
    this.longestWithoutMs = 0;
    this.#last = performance.now();
  }

  acknowledge(refreshToken: string): void {
    this.acknowledged.push(refreshToken);
  }

  /** Answers that nobody should ever get, whatever the database does. */
  get unheardOf(): string[] {
    return Object.keys(this.statuses).filter((status) => !EXPECTED.has(status));
  }
}
