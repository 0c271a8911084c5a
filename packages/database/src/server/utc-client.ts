import pg from 'pg';

/**
 * Asks for UTC and ISO dates when a connection is made. Prisma's adapter assumes that the session is in
 * UTC, whatever the server's setting. It is a start-up parameter and not a `SET`, because poolers apply
 * start-up parameters to each of their connections.
 */
export class UtcClient extends pg.Client {
  getStartupConf(): Record<string, string> {
    // `super.` does not compile, because this method is missing in the types.
    const inherited = pg.Client.prototype as unknown as UtcClient;
    return { ...inherited.getStartupConf.call(this), TimeZone: 'UTC', DateStyle: 'ISO' };
  }
}
