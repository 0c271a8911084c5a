import type pg from 'pg';

/** What requests write; housekeeping writes elsewhere. */
const TABLES = ['grants', 'consents', 'artifacts', 'sessions'];

const SET_UP = `
  CREATE SEQUENCE IF NOT EXISTS test_writes;
  CREATE OR REPLACE FUNCTION test_fail_nth() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF nextval('test_writes') = TG_ARGV[0]::bigint THEN
      RAISE EXCEPTION 'the database failed';
    END IF;
    RETURN NULL;
  END $$`;

/**
 * Fails the n-th write of the real server while `work` runs: a trigger counts with a sequence, which
 * no rollback takes back. A statement that writes several tables is several writes, of which a later
 * one fails after the earlier were done.
 *
 * @returns whether so many writes came
 */
export async function failingWrite(
  database: pg.Client,
  n: number,
  work: () => Promise<unknown>,
): Promise<boolean> {
  await database.query(SET_UP);
  await database.query('ALTER SEQUENCE test_writes RESTART');
  for (const table of TABLES) {
    await database.query(
      `CREATE TRIGGER test_fail BEFORE INSERT OR UPDATE OR DELETE ON ${table}
       FOR EACH STATEMENT EXECUTE FUNCTION test_fail_nth('${n}')`,
    );
  }
  try {
    await work();
  } finally {
    for (const table of TABLES) await database.query(`DROP TRIGGER test_fail ON ${table}`);
  }
  const { rows } = await database.query<{ writes: string | null }>(
    `SELECT last_value AS writes FROM pg_sequences WHERE sequencename = 'test_writes'`,
  );
  return Number(rows[0]?.writes ?? 0) >= n;
}
