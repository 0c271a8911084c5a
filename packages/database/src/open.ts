import type { Database, OpenOptions } from './database.ts';
import { openEmbedded } from './embedded/embedded-database.ts';
import { openServer } from './server/open-server.ts';

/**
 * Opens Postgres, on a server or embedded, and brings its schema up to date. Both are used in the same
 * way.
 *
 * @throws DatabaseError whose `message` and `remedy` can be shown to the operator as they are
 * @example
 * const database = await openDatabase({ dataDirectory: '.gatehouse' });
 * const clients = await database.prisma.client.findMany();
 * await database.close();
 */
export async function openDatabase(options: OpenOptions = {}): Promise<Database> {
  return options.url === undefined ? openEmbedded(options) : openServer(options.url, options);
}
