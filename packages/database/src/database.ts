import type { DatabaseError, DatabaseUnavailable } from './errors.ts';
import type { PrismaClient } from './generated/client.ts';
import type { TransferAccess } from './transfer/snapshot.ts';

/** A prepared statement, for what requests do often. */
export interface Statement {
  /** At most 63 bytes. One name must never stand for two texts. */
  readonly name: string;
  /** SQL with `$1` … `$n`. Names its columns: `SELECT *` breaks on the next migration. */
  readonly text: string;
}

/**
 * Postgres, embedded or a server. Everything above the connection is the same code.
 *
 * A write is durable when its promise resolves: on a server as far as the server promises, embedded
 * across the death of the process (a power cut may lose the last seconds).
 */
export interface Database {
  readonly kind: 'embedded' | 'server';
  /** The typed client, on the same connections as {@link Database.query}, with the same errors. */
  readonly prisma: PrismaClient;
  /**
   * One statement, one round trip, atomic. On a server it is a named prepared statement, unless
   * prepared statements are switched off.
   *
   * Values: a JavaScript array becomes a Postgres array; for a `jsonb` parameter that is an array
   * pass `JSON.stringify(value)`. Other objects become JSON, `Date` a `timestamptz`, `undefined` null.
   *
   * Rows: `int2`, `int4`, `float`, `oid` → number; `int8` (and so `count(*)`) → number where it is
   * safe, else bigint; `numeric` → string; `bool` → boolean; `json`, `jsonb` → value;
   * `timestamptz` → Date; `timestamp` → Date, read as UTC; `date` → `'YYYY-MM-DD'`; `bytea` →
   * Uint8Array; arrays of these → array; everything else (enums too) → string. Cast arrays of enums
   * to `text[]`.
   *
   * @throws DatabaseUnavailable where the database cannot answer now
   * @throws the driver's error with the SQLSTATE in `code`
   */
  query<Row>(statement: Statement, values: readonly unknown[]): Promise<Row[]>;
  /** For {@link exportStream} and {@link importFile}. */
  readonly transfer: TransferAccess;
  /**
   * Resolves when the database answers and takes writes.
   *
   * @throws DatabaseUnavailable
   */
  ping(): Promise<void>;
  /**
   * Resolves when a write of its own has been committed, a row that nobody else uses. While a commit
   * waits whose caller is gone, none is added to it.
   *
   * @throws DatabaseUnavailable
   */
  checkWrites(): Promise<void>;
  /** Names of the migrations that this build knows and the database has not. */
  pendingMigrations(): Promise<string[]>;
  /** How its connections are used at this moment; embedded there are none. */
  connections?(): Connections;
  /** Waits for what is running, then releases everything. May be called more than once. */
  close(): Promise<void>;
}

export interface Connections {
  readonly total: number;
  readonly idle: number;
  /** callers that wait for one */
  readonly waiting: number;
}

/** How a commit ended that took so long that its caller was told that nobody knows. */
export interface LateCommit {
  /**
   * `committed`; `unreplicated`: committed on the primary, because somebody cancelled the wait for the
   * standby; `refused` by the server; `lost`: its connection ended, and nobody knows
   */
  readonly outcome: 'committed' | 'unreplicated' | 'refused' | 'lost';
  /** since its statement was sent */
  readonly seconds: number;
}

/**
 * @param name of the {@link Statement}; of the typed client `prisma_`, model and operation
 *   (`prisma_user_update`), or `prisma_transaction` around those of a transaction. Only names that
 *   stand in the program, so there is an end of them
 * @returns what to call at the end; `undefined` where nobody wants to know
 */
export type OnStatement = (name: string) => ((error?: unknown) => void) | undefined;

export interface OpenOptions {
  /** Postgres connection string; absent: embedded. */
  readonly url?: string | undefined;
  /** Where the embedded database lives; absent: in memory, gone on closing. */
  readonly dataDirectory?: string | undefined;
  /**
   * The embedded database takes half of the memory, and up to half as much time again for a statement.
   * Default false.
   */
  readonly littleMemory?: boolean | undefined;
  /** Most connections held at once. Default 10. */
  readonly poolSize?: number | undefined;
  /** Waiting for a connection, milliseconds. Default 3,000. */
  readonly connectTimeoutMs?: number | undefined;
  /** One statement may take this long, milliseconds. Default 5,000. Migrations are not limited. */
  readonly statementTimeoutMs?: number | undefined;
  /** `false` behind a pooler that gives each transaction another connection. Default true. */
  readonly preparedStatements?: boolean | undefined;
  /** Apply pending migrations on opening. Default true. */
  readonly migrate?: boolean | undefined;
  /** Is called with a sentence about what takes long, or what went wrong and was corrected. */
  readonly onNotice?: ((message: string) => void) | undefined;
  /** Is called with every {@link DatabaseUnavailable} that a caller gets, in the caller's context. */
  readonly onUnavailable?: ((error: DatabaseUnavailable) => void) | undefined;
  /**
   * Is called when a statement begins, in the caller's context; what it returns, when the caller is
   * answered, with the error if there is one. Of what is asked it is told the name alone, never a value.
   * Neither may throw. See {@link OnStatement}.
   */
  readonly onStatement?: OnStatement | undefined;
  /** Is called when a commit has ended that took longer than its caller could wait. */
  readonly onLateCommit?: ((late: LateCommit) => void) | undefined;
  /**
   * Is called when the embedded database cannot go on: its disk is full, or another process has taken
   * the directory over. It must end this process; opening the directory again recovers the database.
   * Default: the error is thrown where nothing catches it.
   */
  readonly onFatal?: ((error: DatabaseError) => void) | undefined;
}
