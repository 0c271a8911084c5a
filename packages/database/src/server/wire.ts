/** The messages of one connection, as `pg` sends and hears them. */

/** What `pg` has and its types have not. */
export interface Wire {
  readonly stream: { destroy(): void };
  /** every message but `Flush` is sent by it */
  _send(message: Buffer): boolean;
  parse(statement: { text: string; name: string }): void;
  bind(portal: { portal: string; statement: string; values: unknown[] }): void;
  describe(portal: { type: string; name: string }): void;
  execute(portal: { portal: string; rows: number }): void;
  flush(): void;
  sync(): void;
  on(event: string, listener: (message: Message) => void): void;
}

interface Message {
  /** of a notice */
  readonly routine?: string;
  /** of a parameter that the server reports */
  readonly parameterName?: string;
  readonly parameterValue?: string;
}

/**
 * Sets the limit (milliseconds) for the implicit transaction that ends with the next `Sync`. `SET LOCAL`
 * would be answered with a warning there. It gives no row, so that the answer is that of the statement
 * after it.
 */
export function limitHere(wire: Wire, statementTimeoutMs: number): void {
  run(
    wire,
    `SELECT FROM set_config('statement_timeout', '${statementTimeoutMs}', true) AS limited WHERE limited = ''`,
  );
}

/**
 * Sets the limit (milliseconds) for the transaction that has just begun. A `SELECT` would keep it from
 * setting its isolation level.
 */
export function limitFromHere(wire: Wire, statementTimeoutMs: number): void {
  run(wire, `SET LOCAL statement_timeout = ${statementTimeoutMs}`);
}

function run(wire: Wire, text: string): void {
  wire.parse({ text, name: '' });
  wire.bind({ portal: '', statement: '', values: [] });
  wire.execute({ portal: '', rows: 0 });
}
