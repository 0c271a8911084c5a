import { printTable } from '../../faults/table.ts';
import { connectTo } from '../servers/connection.ts';
import type { Chains } from './chains.ts';
import { hashOf } from './copies.ts';
import type { Status } from './figures.ts';

/** What somebody may have been harmed by. */
export interface Harm {
  /** acknowledged tokens that the database does not know */
  readonly lost: number;
  /** grants that were revoked, by reason */
  readonly revoked: Readonly<Record<string, number>>;
  /** clients that were refused, by error code */
  readonly refused: Readonly<Record<string, number>>;
  /** statuses that nobody should ever get, whatever the database does */
  readonly unheardOf: readonly string[];
}

export const NO_HARM: Harm = { lost: 0, revoked: {}, refused: {}, unheardOf: [] };

/** What became of all chains. */
export interface Outcome {
  readonly harm: Harm;
  readonly acknowledged: number;
  /** acknowledged tokens that were used */
  readonly used: number;
  /** how requests ended, and how many each */
  readonly answers: Readonly<Record<Status, number>>;
  /** the longest time in which nobody was answered 200 (milliseconds) */
  readonly longestWithoutMs: number;
}

/** @param superuserUrl of the database that is the primary now */
export async function outcomeOf(chains: Chains, superuserUrl: string): Promise<Outcome> {
  const { acknowledged, statuses, longestWithoutMs, unheardOf } = chains.figures;
  const client = await connectTo(superuserUrl);
  try {
    const { rows } = await client.query<{ lost: number; used: number }>(
      `SELECT (count(*) FILTER (WHERE a.id_hash IS NULL))::int AS lost,
         (count(*) FILTER (WHERE a.consumed_at IS NOT NULL))::int AS used
       FROM unnest($1::text[]) AS known(id_hash)
       LEFT JOIN artifacts a ON a.kind = 'RefreshToken' AND a.id_hash = known.id_hash`,
      [acknowledged.map(hashOf)],
    );
    const revoked = await client.query<{ reason: string; count: number }>(
      `SELECT coalesce(revoked_reason, 'unnamed') AS reason, count(*)::int AS count
       FROM grants WHERE revoked_at IS NOT NULL GROUP BY 1`,
    );
    const { lost, used } = rows[0]!;
    const reasons = Object.fromEntries(revoked.rows.map(({ reason, count }) => [reason, count]));
    return {
      harm: { lost, revoked: reasons, refused: chains.refused, unheardOf },
      acknowledged: acknowledged.length,
      used,
      answers: statuses,
      longestWithoutMs,
    };
  } finally {
    await client.end();
  }
}

/** Prints what happened, with figures that only this scene has. */
export function tell(title: string, { harm, ...others }: Outcome, figures: object = {}): void {
  const row = Object.entries({ title, ...harm, ...others, ...figures });
  const cell = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : value);
  printTable([Object.fromEntries(row.map(([name, value]) => [name, cell(value)]))]);
}
