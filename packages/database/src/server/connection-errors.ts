import { ConnectionError, type DatabaseErrorCode, DatabaseUnavailable } from '../errors.ts';
import { describeTarget, serversOf } from './connection-string.ts';
import { refusedParameter } from './pooler.ts';
import type { Servers } from './servers.ts';

/** @throws ConnectionError `invalid_url` */
export function parseUrl(url: string): readonly [string, ...string[]] {
  const servers = serversOf(url);
  if ('problem' in servers) {
    throw new ConnectionError(
      'invalid_url',
      `The database URL ${servers.problem}.`,
      servers.remedy,
    );
  }
  return servers;
}

interface DriverError {
  code?: unknown;
  message?: unknown;
}

/** What it means that each of several servers was tried in vain; `undefined` where not each was. */
export function severalFailed(error: unknown, servers: Servers): ConnectionError | undefined {
  const { count, faults } = servers;
  if (count === 1 || faults.size < count) return undefined;
  const each = [...faults].map(([url, fault]) => `${describeTarget(url)} (${fault})`);
  return new ConnectionError(
    'unreachable',
    `None of the servers can be used: ${each.join(', ')}.`,
    'One of them has to be the primary, and to be reached from here; after a failover, start again when another has been promoted.',
    { cause: error },
  );
}

/** What a failed connection means to the operator; `undefined` where the server answered a query. */
export function connectionError(error: unknown, url: string): ConnectionError {
  const target = describeTarget(url);
  const { fault: known = (error as DriverError).code } = error as Partial<DatabaseUnavailable>;
  if (known === '25006') {
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

  const parameter = refusedParameter(driver);
  if (parameter !== undefined) {
    return fault(
      'unreachable',
      `The pooler at ${target} refuses the start-up parameter ${parameter}.`,
      `Leave it out of the database URL, or allow it in the pooler (PgBouncer: ignore_startup_parameters=${parameter}).`,
    );
  }
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
  // The driver gives this answer no code of its own (pg: lib/connection.js).
  if (because === 'The server does not support SSL connections') {
    return fault(
      'unreachable',
      `The database at ${target} cannot be reached: ${because}.`,
      'The server offers no TLS: switch it on there (ssl = on), or set sslmode=disable where the network is yours.',
    );
  }
  return fault(
    'unreachable',
    `The database at ${target} cannot be reached: ${because}.`,
    `Check that it runs, that host and port are right and that no firewall is between.${asksForTls(url) ? '' : ' For TLS add ?sslmode=verify-full to the URL.'}`,
  );
}

/** Whether the connection string says itself how TLS is to be used. */
function asksForTls(url: string): boolean {
  return /[?&]ssl(?:mode)?=/.test(url);
}
