import type { Database } from '@gatehouse/database';

/** Makes all clients so many seconds older: what goes by the clock goes by the database's. */
export async function backdated(database: Database, seconds: number): Promise<void> {
  await database.query(
    {
      name: 'test_backdate_clients',
      text: `UPDATE clients SET created_at = created_at - make_interval(secs => $1::float8),
        last_used_on = last_used_on - ($1::float8 / 86400)::int`,
    },
    [seconds],
  );
}
