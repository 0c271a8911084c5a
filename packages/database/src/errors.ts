export type DatabaseErrorCode =
  /** another live process has the embedded directory open */
  | 'directory_locked'
  /** the embedded directory was written by another PGlite, or by something else */
  | 'directory_version'
  | 'directory_unwritable'
  /** other users of the machine may read or change the embedded directory, and that cannot be changed */
  | 'directory_exposed'
  /** the embedded database cannot start or go on, because its disk is full */
  | 'directory_full'
  /** Postgres does not start with what is in the embedded directory */
  | 'directory_damaged'
  /** the embedded Postgres had a PANIC; what it had acknowledged is on disk */
  | 'directory_panic'
  /** this process lost the embedded directory to another while it was suspended */
  | 'directory_lost'
  | 'migration_failed'
  /** the script of an applied migration has been changed */
  | 'migration_edited'
  /** the server does not answer, or is not Postgres */
  | 'unreachable'
  /** user, password or permission refused */
  | 'access_denied'
  | 'database_missing'
  | 'invalid_url'
  /** it was opened before and cannot answer now; it may be able to soon */
  | 'unavailable'
  /** a file is no export, or not a whole one */
  | 'export_damaged'
  | 'export_exists'
  /** whoever started it told it to stop */
  | 'interrupted'
  /** the system refuses a file that was named */
  | 'file_refused'
  | 'transfer_running'
  /** the schema of the database does not fit that of this build or of the export */
  | 'transfer_schema'
  | 'transfer_not_empty'
  | 'closed';

/**
 * Base of everything this package throws itself. `message` is one sentence that says what is
 * wrong, `remedy` one that says what to do; both are for the operator and hold no credentials.
 * Where a statement itself is wrong, the error is the driver's, with its SQLSTATE in `code`.
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
 * The database cannot answer now, and the statement is not the reason: it is down, has run out of
 * something, is read-only, or does not answer in time. The same call may succeed a little later. Unless
 * the server refused the statement, nobody knows whether it was applied.
 */
export class DatabaseUnavailable extends DatabaseError {
  override readonly name = 'DatabaseUnavailable';
  /** What happened, as one word: a SQLSTATE, an errno, or a word of ours. */
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
