import type pg from 'pg';

/**
 * The connections of a pool, which can be given up all at once. After a failover they still lead to the
 * old server, and a pool only notices connections that break.
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

  /** Closes idle connections now, and the others when they come back. Running statements finish. */
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

/** Breaks a connection, so that the pool removes it. Ending it properly would wait for the server. */
function cut(client: pg.PoolClient): void {
  const { connection } = client as unknown as { connection: { stream: { destroy(): void } } };
  connection.stream.destroy();
}
