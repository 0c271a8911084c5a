import type pg from 'pg';
import { connectTo } from './connection.ts';

/** Somebody else who holds a row of the database for a while. */
export class RowLock {
  readonly #client: pg.Client;

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  /** Locks every grant of a client. @param url of a superuser, to Gatehouse's database */
  static async onGrantsOf(url: string, clientId: string): Promise<RowLock> {
    const client = await connectTo(url);
    await client.query('BEGIN');
    const { rowCount } = await client.query(
      'SELECT id FROM grants WHERE client_id = $1 FOR UPDATE',
      [clientId],
    );
    if (rowCount === 0) throw new Error('there is no such grant');
    return new RowLock(client);
  }

  /** How many others wait for what is held here. */
  async waiting(): Promise<number> {
    const { rows } = await this.#client.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM pg_stat_activity
       WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))`,
    );
    return rows[0]!.count;
  }

  /** Lets the row go. */
  async release(): Promise<void> {
    await this.#client.query('COMMIT');
    await this.#client.end();
  }
}
