/**
 * Rows that others write beside a change, in the very statement that makes it.
 *
 * ```
 * write ──▶ WITH ended AS (UPDATE … RETURNING …)               SELECT … FROM ended
 * and rows: WITH ended AS (UPDATE … RETURNING …),
 *                beside_1 AS (INSERT INTO … SELECT … FROM ended, rows)  SELECT … FROM ended
 * ```
 *
 * So a row is there if, and only if, the change is: nothing is written where nothing changed, and no crash
 * comes between the two. A write without rows is sent as it is, so those who add none pay for none.
 *
 * @module
 */
import { hash } from 'node:crypto';
import type { Database, Statement } from '@gatehouse/database';

/** What a write changes, as one of its common table expressions gives it. */
export interface Effect {
  /** the name of the expression: one row for each thing that was changed, none where nothing was */
  readonly from: string;
  /** columns of it that a row beside may leave to it */
  readonly facts?: readonly string[];
}

/** A statement that changes something, and beside which rows can be written. */
export interface Write extends Statement {
  readonly expressions: string;
  readonly answer: string;
  /** by the type of the event that it is */
  readonly effects: Readonly<Record<string, Effect>>;
}

/** A table that rows are added to, with the types of its columns in SQL. */
export interface RowTable {
  readonly name: string;
  readonly columns: Readonly<Record<string, string>>;
}

/** Values by column; what is left out is taken from the effect, if that knows it, and is null otherwise. */
export type NewRow = Readonly<Record<string, unknown>>;

interface Added {
  readonly effect: string;
  readonly table: RowTable;
  readonly rows: NewRow[];
}

/**
 * A write from its parts.
 *
 * @param expressions the common table expressions, without `WITH`
 * @param answer the `SELECT` behind them
 */
export function write(
  name: string,
  parts: Pick<Write, 'expressions' | 'answer' | 'effects'>,
): Write {
  return { name, text: `WITH ${parts.expressions} ${parts.answer}`, ...parts };
}

/** What is to be written together with one change. */
export class UnitOfWork {
  readonly #added: Added[] = [];

  /**
   * Adds a row for everything that the effect changes.
   *
   * @param effect the type of the event
   */
  add(effect: string, table: RowTable, row: NewRow): void {
    const known = this.#added.find((one) => one.effect === effect && one.table === table);
    if (known !== undefined) known.rows.push(row);
    else this.#added.push({ effect, table, rows: [row] });
  }

  get added(): readonly Added[] {
    return this.#added;
  }
}

/**
 * Makes the change, with the rows that were added to `unit`: one statement, one round trip.
 *
 * @throws TypeError where a row was added for an effect that the write does not have
 */
export function runWrite<Row>(
  database: Database,
  change: Write,
  values: readonly unknown[],
  unit: UnitOfWork | undefined,
): Promise<Row[]> {
  const { added = [] } = unit ?? {};
  if (added.length === 0) return database.query<Row>(change, values);
  const rows = added.map((one) => JSON.stringify(one.rows));
  return database.query<Row>(extended(change, added, values.length), [...values, ...rows]);
}

function extended(change: Write, added: readonly Added[], parameters: number): Statement {
  const inserts = added.map(({ effect, table }, index) => {
    const known = change.effects[effect];
    if (known === undefined) throw new TypeError(`${change.name} is no write of ${effect}`);
    return `beside_${index + 1} AS (${insertBeside(table, known, parameters + index + 1)})`;
  });
  const text = `WITH ${[change.expressions, ...inserts].join(', ')} ${change.answer}`;
  // One name for one text, also where servers of several versions share a pooler.
  return { name: `${change.name.slice(0, 40)}_${hash('sha256', text).slice(0, 16)}`, text };
}

function insertBeside({ name, columns }: RowTable, effect: Effect, parameter: number): string {
  const { from, facts = [] } = effect;
  const names = Object.keys(columns);
  const values = names.map((column) =>
    facts.includes(column) ? `coalesce(r.${column}, ${from}.${column})` : `r.${column}`,
  );
  const types = Object.entries(columns).map(([column, type]) => `${column} ${type}`);
  return `INSERT INTO ${name} (${names.join(', ')}) SELECT ${values.join(', ')}
      FROM ${from}, jsonb_to_recordset($${parameter}::jsonb) AS r(${types.join(', ')})`;
}
