import type { Database, Statement } from '@gatehouse/database';
import { BOUND_PREFIX, type Sealer, type SealPurpose } from '../storage/sealing.ts';

/** A column of sealed values that an older version may have written without binding them to rows. */
export interface UnboundSeals {
  readonly purpose: SealPurpose;
  /**
   * Reads a batch. $1: the row after which it begins, $2: how many rows to look at.
   *
   * @returns a {@link Batch}
   */
  readonly find: Statement;
  /** Writes values. $1: a JSON array of {@link Resealed}. Skips rows that have changed or are locked. */
  readonly replace: Statement;
  /** whether a value that no key opens may be removed */
  readonly droppable: boolean;
}

export interface Batch {
  /** the last row of the batch; null where there were no rows */
  readonly reached: string | null;
  readonly unbound: readonly { readonly id: string; readonly sealed: string }[];
}

interface Resealed {
  readonly id: string;
  readonly old: string;
  /** null: the value is removed */
  readonly new: string | null;
}

interface Column {
  readonly table: string;
  readonly key: string;
  readonly column: string;
  /** a condition on the rows, as SQL; absent: all rows */
  readonly only?: string;
  readonly droppable?: boolean;
}

const COLUMNS: readonly (readonly [SealPurpose, Column])[] = [
  ['signing-key', { table: 'signing_keys', key: 'kid', column: 'private_jwk' }],
  ['client-secret', { table: 'clients', key: 'id', column: 'secret' }],
  [
    'refresh-successor',
    {
      table: 'artifacts',
      key: 'id_hash',
      column: 'successor',
      only: `kind = 'RefreshToken'`,
      droppable: true,
    },
  ],
];

/** Every column that holds sealed values. */
export const UNBOUND_SEALS: readonly UnboundSeals[] = COLUMNS.map(([purpose, column]) =>
  unboundSeals(purpose, column),
);

function unboundSeals(
  purpose: SealPurpose,
  { table, key, column, only = 'true', droppable = false }: Column,
): UnboundSeals {
  return {
    purpose,
    droppable,
    find: {
      name: `unbound_find_${table}`,
      text: `WITH batch AS (
          SELECT ${key} AS id, ${column} AS sealed FROM ${table}
          WHERE ${only} AND ${key} > $1 ORDER BY ${key} LIMIT $2)
        SELECT (SELECT max(id) FROM batch) AS reached,
          coalesce((SELECT jsonb_agg(to_jsonb(batch)) FROM batch
            WHERE sealed NOT LIKE '${BOUND_PREFIX}%'), '[]') AS unbound`,
    },
    // Locked rows are skipped: waiting for one while holding others could deadlock with a request.
    replace: {
      name: `unbound_replace_${table}`,
      text: `WITH free AS (
          SELECT t.${key} AS id, n.new
          FROM jsonb_to_recordset($1::jsonb) AS n(id text, old text, new text)
            JOIN ${table} t ON ${only} AND t.${key} = n.id AND t.${column} = n.old
          FOR UPDATE OF t SKIP LOCKED)
        UPDATE ${table} SET ${column} = free.new FROM free
        WHERE ${only} AND ${table}.${key} = free.id
        RETURNING free.id`,
    },
  };
}

/** The result of a batch. */
export interface Rebound {
  readonly resealed: number;
  /** rows whose value no key opens; it is kept */
  readonly unopened: readonly string[];
}

/** Seals the values of a batch again, each bound to its row. */
export async function bindBatch(
  db: Database,
  sealer: Sealer,
  { purpose, replace, droppable }: UnboundSeals,
  { unbound }: Batch,
): Promise<Rebound> {
  const unopened: string[] = [];
  const resealed: Resealed[] = [];
  for (const { id, sealed } of unbound) {
    const opened = await sealer.inspect(purpose, id, sealed).catch(() => undefined);
    if (opened !== undefined) {
      const bound = await sealer.seal(purpose, id, opened.secret);
      resealed.push({ id, old: sealed, new: bound });
    } else if (droppable) resealed.push({ id, old: sealed, new: null });
    else unopened.push(id);
  }
  const written = resealed.length === 0 ? [] : await db.query(replace, [JSON.stringify(resealed)]);
  return { resealed: written.length, unopened };
}
