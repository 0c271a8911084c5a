import type { Statement } from './database.ts';

/** One row for all replicas, in a table that no export contains. It is held by nobody. */
export const WRITE_CHECK: Statement = {
  name: 'write_check',
  text: `INSERT INTO leases (name, holder, expires_at) VALUES ('readiness', '', now())
    ON CONFLICT (name) DO UPDATE SET expires_at = excluded.expires_at`,
};
