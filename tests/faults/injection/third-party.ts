import pg from 'pg';

/** Somebody else on the same PostgreSQL server, who does not care about us. */
export class ThirdParty {
  readonly #url: string;
  readonly #connections: pg.Client[] = [];

  /** @param url of a superuser, to our database */
  constructor(url: string) {
    this.#url = url;
  }

  async run(sql: string): Promise<void> {
    const client = await this.#connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  }

  /** Holds a lock that every statement of ours has to wait for, until {@link leave}. */
  async lock(table: string): Promise<void> {
    const client = await this.#connect();
    this.#connections.push(client);
    await client.query('BEGIN');
    await client.query(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
  }

  /** Ends every connection of ours and takes all that the server has, until {@link leave}. */
  async takeEveryConnection(): Promise<void> {
    const first = await this.#connect();
    this.#connections.push(first);
    for (;;) {
      await first.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'gatehouse'",
      );
      try {
        this.#connections.push(await this.#connect());
      } catch (error) {
        // 53300: too many connections.
        if ((error as { code?: string }).code === '53300') return;
        throw error;
      }
    }
  }

  async leave(): Promise<void> {
    await Promise.all(this.#connections.splice(0).map((client) => client.end()));
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.#url });
    // A server that is stopped meanwhile ends it; nobody has to be told.
    client.on('error', () => {});
    await client.connect();
    return client;
  }
}
