import { ConnectionError, type DatabaseErrorCode, DatabaseUnavailable } from '../errors.ts';

/** `host:port/database` for messages. No other part of a connection string may be shown. */
export function describeTarget(url: string): string {
  const { hostname, port, pathname, searchParams } = new URL(url);
  const host = searchParams.get('host') ?? (hostname === '' ? 'localhost' : hostname);
  return `${host}:${port === '' ? '5432' : port}${pathname}`;
}

/** @throws ConnectionError `invalid_url` */
export function checkUrl(url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^postgres(ql)?:$/.test(parsed.protocol)) {
    throw new ConnectionError(
      'invalid_url',
      'The database URL is not a Postgres connection string.',
      'It reads postgresql://user:password@host:5432/database, with special characters in the password percent-encoded.',
    );
  }
  const schema = parsed.searchParams.get('schema');
  if (schema !== null && schema !== 'public') {
    throw new ConnectionError(
      'invalid_url',
      `The database URL asks for the schema ${schema}, but Gatehouse lives in the schema public.`,
      'Give Gatehouse a database of its own and leave ?schema= out.',
    );
  }
}

interface DriverError {
  code?: unknown;
  message?: unknown;
}

/** What a failed connection means to the operator; `undefined` where the server answered a query. */
export function connectionError(error: unknown, url: string): ConnectionError {
  const target = describeTarget(url);
  if (error instanceof DatabaseUnavailable && error.fault === '25006') {
    return new ConnectionError(
      'unreachable',
      `The database at ${target} is read-only.`,
      'Give the address of the primary, not of a replica; after a failover, start again when it has been promoted.',
      { cause: error },
    );
  }
  const driver = error instanceof DatabaseUnavailable ? error.cause : error;
  const { code, message } = driver as DriverError;
  const because = typeof message === 'string' && message !== '' ? message : String(code);
  const fault = (kind: DatabaseErrorCode, text: string, remedy: string): ConnectionError =>
    new ConnectionError(kind, text, remedy, { cause: driver });

  if (code === '28P01' || code === '28000' || code === '42501') {
    return fault(
      'access_denied',
      `The database server refused the login to ${target}: ${because}.`,
      'Check user and password of the database URL, and that the user may create tables in its database.',
    );
  }
  if (code === '3D000') {
    return fault(
      'database_missing',
      `There is no such database: ${target}.`,
      'Create it (createdb) or correct the name at the end of the database URL.',
    );
  }
  return fault(
    'unreachable',
    `The database at ${target} cannot be reached: ${because}.`,
    'Check that it runs, that host and port are right and that no firewall is between. For TLS add ?sslmode=verify-full to the URL.',
  );
}
