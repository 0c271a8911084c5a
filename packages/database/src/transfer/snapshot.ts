/** The rows of the database as they were at one moment, while others continue to write. */
export interface Snapshot {
  /** Number of rows in each table that is transferred. */
  readonly counts: ReadonlyMap<string, number>;
  /** The rows of a table as JSON texts, in batches that fit into memory. */
  rows(table: string): AsyncIterable<string[]>;
}

/** Runs one statement inside a transaction. */
export type Execute = (text: string, values?: readonly unknown[]) => Promise<object[]>;

/** What exports and imports need beside single statements. */
export interface TransferAccess {
  /** @throws DatabaseError `transfer_running` where the embedded database is being read already */
  snapshot<T>(read: (snapshot: Snapshot) => Promise<T>): Promise<T>;
  /** One transaction; rolled back when `work` rejects. */
  transaction<T>(work: (execute: Execute) => Promise<T>): Promise<T>;
}

/** Rows held in memory at once. */
export const BATCH = 500;
