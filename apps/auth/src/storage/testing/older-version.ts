import type { Database } from '@gatehouse/database';

/**
 * Leaves used refresh tokens as versions before did: with all that they held, and the value of their
 * successor sealed in their own row.
 */
export async function leaveAsOlderVersion(database: Database): Promise<void> {
  const run = (name: string, text: string) => database.query({ name, text }, []);
  await run(
    'test_older_used_tokens',
    `UPDATE artifacts used SET payload = next.payload, user_id = next.user_id,
      successor = next.successor
    FROM artifacts next
    WHERE used.kind = 'RefreshToken' AND used.payload = '{}'
      AND next.kind = used.kind AND next.id_hash = used.successor_hash`,
  );
  await run(
    'test_older_successors',
    `UPDATE artifacts SET successor = NULL WHERE kind = 'RefreshToken' AND consumed_at IS NULL`,
  );
}
