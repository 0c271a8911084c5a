import type { Database, Statement } from '@gatehouse/database';

/** Ids in one statement. */
const BATCH = 500;

/** Clients that are remembered at once; beyond that a client may be written again, which changes nothing. */
const MOST_REMEMBERED = 100_000;

/**
 * $1: ids. Rows that somebody has locked are left out: they are being changed or removed, and whoever is
 * in use comes again. In the order of the ids, so that two replicas cannot deadlock.
 */
const WRITE: Statement = {
  name: 'client_used',
  text: `WITH stale AS (
      SELECT id FROM clients WHERE id = ANY($1::text[]) AND last_used_on IS DISTINCT FROM current_date
      ORDER BY id FOR NO KEY UPDATE SKIP LOCKED)
    UPDATE clients SET last_used_on = current_date FROM stale WHERE clients.id = stale.id
    RETURNING clients.id`,
};

/**
 * On which day each client got its last token. A token request only notes the client in this process;
 * once in a while the day is written for those that have not got it yet. So a request costs no statement,
 * and a client that refreshes all day costs one write of a row. A process that is killed forgets what it noted in
 * the last minute; whoever removes clients asks their grants, too.
 */
export class ClientUse {
  readonly #written = new Set<string>();
  #noted = new Set<string>();
  #hour = '';

  /** Notes that a client got a token, or asked about one. */
  note(clientId: string): void {
    if (!this.#written.has(clientId) && this.#noted.size < MOST_REMEMBERED) {
      this.#noted.add(clientId);
    }
  }

  /**
   * Writes the day for the clients that were noted. Those of a statement that fails are kept for the next
   * time.
   *
   * @returns how many rows were changed
   */
  async write(database: Database, now: Date): Promise<number> {
    this.#forgetHourly(now);
    const ids = [...this.#noted];
    this.#noted = new Set();
    let written = 0;
    for (let start = 0; start < ids.length; start += BATCH) {
      const batch = ids.slice(start, start + BATCH);
      try {
        written += (await database.query(WRITE, [batch])).length;
      } catch (error) {
        for (const id of ids.slice(start)) this.note(id);
        throw error;
      }
      for (const id of batch) this.#written.add(id);
    }
    return written;
  }

  /** Once an hour, so that the next day is written within its first hour, and nothing grows for long. */
  #forgetHourly(now: Date): void {
    const hour = now.toISOString().slice(0, 13);
    if (hour === this.#hour && this.#written.size < MOST_REMEMBERED) return;
    this.#hour = hour;
    this.#written.clear();
  }
}
