import pg from 'pg';
import { expect } from 'vitest';

/** Has commits wait for a standby that there is not, and ends that. */
export interface AbsentStandby {
  /** From now on a commit waits. */
  stall(): Promise<void>;
  resume(): Promise<void>;
}

/**
 * @param url the server's connection string, with all rights
 * @param admin a connection to it whose own commits wait for nothing
 */
export async function absentStandby(url: string, admin: pg.Client): Promise<AbsentStandby> {
  await admin.query('CREATE TABLE probes (at timestamptz DEFAULT now())');
  const set = async (change: string, expected: string) => {
    await admin.query(`ALTER SYSTEM ${change}`);
    await admin.query('SELECT pg_reload_conf()');
    const names = async () => {
      const { rows } = await admin.query<{ names: string }>(
        "SELECT current_setting('synchronous_standby_names') AS names",
      );
      return rows[0]?.names;
    };
    await expect.poll(names).toBe(expected);
  };
  return {
    async stall() {
      await set("SET synchronous_standby_names = 'absent'", 'absent');
      while (!(await aCommitWaits(url, admin)));
    },
    resume: () => set('RESET synchronous_standby_names', ''),
  };
}

/**
 * Tries it with a commit of its own. Every session reads the setting, and whether commits wait is said by
 * the checkpointer, which reads it when it gets to it.
 */
async function aCommitWaits(url: string, admin: pg.Client): Promise<boolean> {
  const probe = new pg.Client({ connectionString: url });
  probe.on('error', () => {});
  await probe.connect();
  const { rows } = await probe.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  let isDone = false;
  const commit = probe.query('INSERT INTO probes DEFAULT VALUES').then(
    () => (isDone = true),
    () => {},
  );
  const state = async () => {
    const found = await admin.query<{ event: string }>(
      'SELECT wait_event AS event FROM pg_stat_activity WHERE pid = $1',
      [rows[0]?.pid],
    );
    return isDone || found.rows[0]?.event === 'SyncRep';
  };
  await expect.poll(state).toBe(true);
  const waits = !isDone;
  await admin.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
  await commit;
  await probe.end().catch(() => {});
  return waits;
}
