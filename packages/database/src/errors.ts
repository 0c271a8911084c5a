export type DatabaseErrorCode =
  /** another live process has the embedded directory open */
  | 'directory_locked'
  /** the embedded directory was written by another PGlite, or by something else */
  | 'directory_version'
  | 'directory_unwritable'
  /** other users of the machine may read or change the embedded directory, and that cannot be mended */
  | 'directory_exposed'
  /** the embedded database cannot go on or not start, because its disk is full */
  | 'directory_full'
  /** what is in the embedded directory does not start */
  | 'directory_damaged'
  /** the embedded Postgres gave up; what it had acknowledged is on disk */
  | 'directory_panic'
  /** this process lost the embedded directory to another while it was suspended */
  | 'directory_lost'
  | 'migration_failed'
  /** a migration that was applied reads differently now */
  | 'migration_edited'
  /** the server does not answer, or answers something else than Postgres */
  | 'unreachable'
  /** user, password or permission refused */
  | 'access_denied'
  | 'database_missing'
  | 'invalid_url'
  /** it was opened and cannot answer now; it may in a moment */
  | 'unavailable'
  /** a file is no export, or not a whole one */
  | 'export_damaged'
  | 'export_exists'
  /** the system refuses a file that was named */
  | 'file_refused'
  | 'transfer_running'
  /** the schema of the database and that of this build or of the export do not go together */
  | 'transfer_schema'
  | 'transfer_not_empty'
  | 'closed';

/**
 * Base of everything this package throws itself. `message` is one sentence that says what is
 * wrong, `remedy` one that says what to do; both are for the operator and hold no credentials.
 * What a statement itself did wrong stays the driver's error, with its SQLSTATE in `code`.
 */
export class DatabaseError extends Error {
  override readonly name: string = 'DatabaseError';
  readonly code: DatabaseErrorCode;
  readonly remedy: string;

  constructor(code: DatabaseErrorCode, message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.remedy = remedy;
  }
}

/** The embedded directory cannot be used. */
export class DirectoryError extends DatabaseError {
  override readonly name = 'DirectoryError';
}

/** The schema could not be brought up to date. Nothing of the failed migration remains. */
export class MigrationError extends DatabaseError {
  override readonly name = 'MigrationError';
}

/** The database server cannot be used. */
export class ConnectionError extends DatabaseError {
  override readonly name = 'ConnectionError';
}

/**
 * The database cannot answer now, through no fault of the statement: it is down, out of something,
 * read-only, or does not answer in time. The same call may succeed in a moment. Whether a statement
 * that was under way has been applied is unknown, unless the server refused it.
 */
export class DatabaseUnavailable extends DatabaseError {
  override readonly name = 'DatabaseUnavailable';
  /** What happened, in one word without values: a SQLSTATE, an errno, or one of ours. */
  readonly fault: string;

  constructor(fault: string, reason: string, options?: ErrorOptions) {
    super(
      'unavailable',
      `The database cannot answer now: ${reason}`,
      'Look at the database server; Gatehouse goes on by itself when it answers again.',
      options,
    );
    this.fault = fault;
  }
}

export function closedError(): DatabaseError {
  return new DatabaseError(
    'closed',
    'The database has been closed.',
    'Nothing may use it after the shutdown has begun.',
  );
}
