/**
 * What a connection does not say twice, and sends at once.
 *
 * ```
 * the first time:  Parse Bind Describe Execute Sync ──▶ … RowDescription, rows
 * from then on:          Bind          Execute Sync ──▶ … rows
 * ```
 *
 * The rows of a prepared statement are always of the same columns: where those have changed, PostgreSQL refuses
 * to run it (`cached plan must not change result type`). So they are described once, and all messages of a
 * statement are one write. `pg` describes each time, and writes each message by itself; of a refresh that was
 * 2 % of the processor.
 *
 * @module
 */
import type { Wire } from './wire.ts';

/** How the rows of a statement are read, where `pg` keeps it. */
export interface RowReader {
  fields: readonly unknown[];
  _parsers?: unknown;
  _prebuiltEmptyResultObject?: unknown;
}

const FLUSH = Buffer.from([0x48, 0, 0, 0, 4]);

export class SparedMessages {
  readonly #send: Wire['_send'];
  readonly #known = new Map<string, RowReader>();
  #isKnown = false;
  #collected: Buffer[] | undefined;

  constructor(wire: Wire) {
    const send = wire._send.bind(wire);
    const describe = wire.describe.bind(wire);
    this.#send = send;
    wire._send = (message) => {
      if (this.#collected === undefined) return send(message);
      this.#collected.push(message);
      return true;
    };
    wire.flush = () => wire._send(FLUSH);
    wire.describe = (portal) => {
      if (!this.#isKnown) describe(portal);
    };
  }

  /**
   * Runs what sends the messages of one statement, and sends them together.
   *
   * @param isKnown whether its rows need no description ({@link prepare})
   */
  together<Result>(isKnown: boolean, submit: () => Result): Result {
    const collected: Buffer[] = [];
    this.#collected = collected;
    this.#isKnown = isKnown;
    try {
      return submit();
    } finally {
      this.#collected = undefined;
      this.#isKnown = false;
      if (collected.length > 0) this.#send(Buffer.concat(collected));
    }
  }

  /** Has the rows of a statement read as they were last time. @returns whether that is known */
  prepare(name: string, result: RowReader): boolean {
    const known = this.#known.get(name);
    if (known !== undefined) Object.assign(result, known);
    return known !== undefined;
  }

  /** To be called when a statement was answered. One without rows is described each time. */
  answered(name: string, { fields, _parsers, _prebuiltEmptyResultObject }: RowReader): void {
    if (fields.length === 0 || this.#known.has(name)) return;
    this.#known.set(name, { fields, _parsers, _prebuiltEmptyResultObject });
  }
}
