import type pg from 'pg';

/**
 * The connections of a pool, to be given up together: after a failover they still lead to the
 * server that was, and a pool only notices those that break.
 */
export class LiveConnections {
  readonly #all = new Set<pg.PoolClient>();
  readonly #idle = new Set<pg.PoolClient>();
  readonly #givenUp = new WeakSet<pg.PoolClient>();

  constructor(pool: pg.Pool) {
    pool.on('connect', (client) => this.#all.add(client));
    pool.on('acquire', (client) => this.#idle.delete(client));
    pool.on('release', (_error, client) => {
      if (this.#givenUp.has(client)) cut(client);
      else this.#idle.add(client);
    });
    pool.on('remove', (client) => {
      this.#all.delete(client);
      this.#idle.delete(client);
    });
  }

  /** Cuts the idle ones now and each other one when it comes back. What is running ends in peace. */
  giveUp(): void {
    for (const client of this.#all) {
      this.#givenUp.add(client);
      if (this.#idle.has(client)) cut(client);
    }
  }

  isGivenUp(client: pg.PoolClient): boolean {
    return this.#givenUp.has(client);
  }
}

/** The pool removes what breaks. A polite end would wait for a server that may not be there. */
function cut(client: pg.PoolClient): void {
  const { connection } = client as unknown as { connection: { stream: { destroy(): void } } };
  connection.stream.destroy();
}
