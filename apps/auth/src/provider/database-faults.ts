/**
 * Which request met a database that could not answer.
 *
 * The library and the pages make of an error what they think fit: `server_error`, a redirect to the
 * client, an unknown client. What a request met is kept beside it, so that the answer can be the
 * true one whoever caught the error on the way.
 *
 * @module
 */
import type { Database, DatabaseUnavailable } from '@gatehouse/database';
import { currentRequest, outsideTheRequest } from './request.ts';

/** For `onUnavailable` of the database, which calls in the context of the request. */
export function noteDatabaseFault(fault: DatabaseUnavailable): void {
  const request = currentRequest();
  if (request !== undefined) request.databaseFault ??= fault;
}

/** The first fault that the current request met. */
export function databaseFault(): DatabaseUnavailable | undefined {
  return currentRequest()?.databaseFault;
}

/**
 * The same database, of which a request that met a fault asks nothing more. The library goes on
 * after an error: it looks for the client and saves the session, and each attempt would wait again.
 */
export function onceFaultThenSilent(database: Database): Database {
  return withQuery(database, (statement, values) => {
    const met = databaseFault();
    return met === undefined ? database.query(statement, values) : Promise.reject(met);
  });
}

/** The same database for what a request can do without: its faults are not the request's. */
export function besideTheRequest(database: Database): Database {
  return withQuery(database, (statement, values) =>
    outsideTheRequest(() => database.query(statement, values)),
  );
}

function withQuery(database: Database, query: Database['query']): Database {
  return {
    kind: database.kind,
    prisma: database.prisma,
    transfer: database.transfer,
    query,
    ping: () => database.ping(),
    checkWrites: () => database.checkWrites(),
    pendingMigrations: () => database.pendingMigrations(),
    close: () => database.close(),
  };
}
