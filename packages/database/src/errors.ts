export type DatabaseErrorCode =
  /** another live process has the embedded directory open */
  | 'directory_locked'
  /** the embedded directory was written by another PGlite, or by something else */
  | 'directory_version'
  | 'directory_unwritable'
  /** what is in the embedded directory does not start */
  | 'directory_damaged'
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
  | 'closed';

/**
 * Base of everything this package throws itself. `message` is one sentence that says what is
 * wrong, `remedy` one that says what to do; both are for the operator and hold no credentials.
 * Errors of single statements stay the driver's, with their SQLSTATE in `code`.
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

export function closedError(): DatabaseError {
  return new DatabaseError(
    'closed',
    'The database has been closed.',
    'Nothing may use it after the shutdown has begun.',
  );
}
