/** The rows of the database as they were at one moment, while others go on writing. */
export interface Snapshot {
  /** Number of rows by table, of those that are carried over. */
  readonly counts: ReadonlyMap<string, number>;
  /** The rows of a table as JSON texts, in batches that fit into memory. */
  rows(table: string): AsyncIterable<string[]>;
}

/** Runs one statement inside a transaction. */
export type Execute = (text: string, values?: readonly unknown[]) => Promise<object[]>;

/** What carrying a database over needs beside single statements. */
export interface TransferAccess {
  /** @throws DatabaseError `transfer_running` where the embedded database is being read already */
  snapshot<T>(read: (snapshot: Snapshot) => Promise<T>): Promise<T>;
  /** One transaction; rolled back when `work` rejects. */
  transaction<T>(work: (execute: Execute) => Promise<T>): Promise<T>;
}

/** Rows held in memory at once. */
export const BATCH = 500;
