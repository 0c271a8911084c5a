import type pg from 'pg';

/** What each table held at a moment: how many rows, and a digest of all of them. */
export type Snapshot = ReadonlyMap<string, { readonly count: number; readonly digest: string }>;

/** Written by the server's own doings, whatever a client sends. */
const HOUSEKEEPING = ['_prisma_migrations', 'leases', 'rate_limits'];

/** The day that a client was used, which a job writes up to a minute after any row before. */
const NOTED_LATER = 'last_used_on';

export async function snapshot(database: pg.Client): Promise<Snapshot> {
  const { rows: tables } = await database.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables
     WHERE schemaname = 'public' AND tablename <> ALL ($1) ORDER BY tablename`,
    [HOUSEKEEPING],
  );
  const selects = tables.map(
    ({ name }) => `SELECT '${name}' AS name, count(*)::int AS count,
      coalesce(md5(string_agg(row, ',' ORDER BY row)), '') AS digest
      FROM (SELECT (to_jsonb(t) - '${NOTED_LATER}')::text AS row FROM ${name} t) AS rows`,
  );
  const { rows } = await database.query<{ name: string; count: number; digest: string }>(
    selects.join(' UNION ALL '),
  );
  return new Map(rows.map(({ name, count, digest }) => [name, { count, digest }]));
}

/** `nothing`, or `artifacts +2, grants changed`. */
export function changesBetween(before: Snapshot, after: Snapshot): string {
  const changes = [...after].flatMap(([name, { count, digest }]) => {
    const was = before.get(name) ?? { count: 0, digest: '' };
    if (count !== was.count) return [`${name} ${count > was.count ? '+' : ''}${count - was.count}`];
    return digest === was.digest ? [] : [`${name} changed`];
  });
  return changes.join(', ') || 'nothing';
}
