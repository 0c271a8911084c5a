import type { ExpiredRows } from './expired-rows.ts';

/**
 * Clients that came in by their document, and that nobody has allowed anything, or not any more. Whoever
 * is being asked just now keeps them (`kept_until`), and so does the operator who registered one, or shut it
 * out: without its row it would come in by its document again.
 *
 * Both rows are locked, or passed over: whoever writes a document locks its client first.
 */
export const UNHELD_DOCUMENTS: Omit<ExpiredRows, 'remove'> = {
  table: 'client_documents',
  from: new Date(0),
  removal: (size) => ({
    name: `sweep_client_documents_${size}`,
    text: `WITH candidates AS MATERIALIZED (
      SELECT c.id, t.kept_until AS ended,
        t.pinned OR t.may_be_private OR c.disabled_at IS NOT NULL AS stays
      FROM client_documents t JOIN clients c ON c.id = t.client_id
      WHERE t.kept_until <= now() AND t.kept_until >= $1
      ORDER BY t.kept_until LIMIT ${size} FOR UPDATE SKIP LOCKED),
    removed AS (
      DELETE FROM clients
      WHERE id = ANY (ARRAY(
        SELECT id FROM candidates
        WHERE NOT stays
          AND NOT EXISTS (SELECT 1 FROM consents WHERE client_id = candidates.id)
          AND NOT EXISTS (SELECT 1 FROM grants WHERE client_id = candidates.id)))
      RETURNING 1)
    SELECT count(*)::int AS seen, (SELECT count(*)::int FROM removed) AS removed,
      max(ended) AS reached
    FROM candidates`,
  }),
};
