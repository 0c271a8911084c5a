import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { beforeAll, expect, test } from 'vitest';
import { EXPIRED_ROWS } from './expired-rows.ts';

const BATCH_SIZE = 100;

describeEachDatabase('what expired is found', (open) => {
  let database: Database;
  const run = (text: string, values: unknown[] = []) =>
    database.query<{ 'QUERY PLAN': unknown }>({ name: `test_${text.length}`, text }, values);
  beforeAll(async () => {
    database = await open({ preparedStatements: false });
    const seconds = 'make_interval(secs => (n % 7 - 3) * 1000)';
    const rows = 'FROM generate_series(1, 8000) AS n';
    await run(`INSERT INTO artifacts (kind, id_hash, payload, grant_id, expires_at)
      SELECT 'RefreshToken', n::text, '{}', n::text, now() + ${seconds} ${rows}`);
    await run(`INSERT INTO sessions (id_hash, uid, payload, expires_at)
      SELECT n::text, n::text, '{}', now() + ${seconds} ${rows}`);
    await run(`INSERT INTO rate_limits (key, expire)
      SELECT n::text, extract(epoch FROM now() + ${seconds}) * 1000 ${rows}`);
    await run(`INSERT INTO users (id) SELECT n::text ${rows}`);
    await run(`INSERT INTO clients (id, kind, metadata) VALUES ('c', 'dynamic', '{}')`);
    await run(`INSERT INTO consents (user_id, client_id, resource, scopes, expires_at)
      SELECT n::text, 'c', '', '{}', now() + ${seconds} ${rows}`);
    await run(`INSERT INTO grants (id, user_id, client_id, resource, scopes, payload, status_shard,
        status_index, expires_at, revoked_at)
      SELECT n::text, n::text, 'c', '', '{}', '{}', 0, n, now() + ${seconds},
        CASE WHEN n % 2 = 0 THEN now() - make_interval(days => n % 60) END ${rows}`);
    await run(`INSERT INTO clients (id, kind, metadata)
      SELECT n::text, 'document', '{}' ${rows}`);
    await run(`INSERT INTO client_documents (client_id, fresh_until, kept_until)
      SELECT n::text, now(), now() + ${seconds} ${rows}`);
    await run('ANALYZE');
  });

  test.each(EXPIRED_ROWS.map((rows) => [rows.remove(BATCH_SIZE).name, rows] as const))(
    'by an index: %s',
    async (_name, { remove, from, table }) => {
      const { text } = remove(BATCH_SIZE);
      const plan = JSON.stringify(await run(`EXPLAIN (FORMAT JSON) ${text}`, [from]));
      expect(plan).toContain('Index Scan');
      expect(plan).not.toContain('Sort');
      expect(scannedInFull(plan)).not.toContain(table);
      expect(scannedInFull(plan)).not.toContain('artifacts');
    },
  );
});

/** Tables that a plan reads from beginning to end. */
function scannedInFull(plan: string): string[] {
  return [...plan.matchAll(/"Node Type":"Seq Scan"[^{}]*?"Relation Name":"(\w+)"/g)].map(
    ([, table = '']) => table,
  );
}
