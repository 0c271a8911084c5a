/**
 * The payload of a record, as SQL. A refresh token keeps none once it was used
 * (token/commit-statements.ts): then it is what its columns say, which is enough to judge a replay and to
 * revoke.
 *
 * @param row the alias of the record
 * @param user whose it is, as SQL
 */
export function storedPayload(row: string, user: string): string {
  return `CASE WHEN ${row}.kind = 'RefreshToken' AND ${row}.consumed_at IS NOT NULL
        AND ${row}.payload = '{}'::jsonb
      THEN jsonb_strip_nulls(jsonb_build_object('kind', ${row}.kind, 'clientId', ${row}.client_id,
        'grantId', ${row}.grant_id, 'accountId', ${user}))
      ELSE ${row}.payload END`;
}
