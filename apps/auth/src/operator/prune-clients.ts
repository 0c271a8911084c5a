import { z } from 'zod';
import { OperationError } from './operation-error.ts';
import type { OperatorContext } from './operator-context.ts';

const DAY = 86_400;

/** Nobody reads more of them; all are counted. */
const MOST_NAMED = 1000;

const Seconds = z.number().int().min(0).max(100_000_000);

export const PruneClients = z.strictObject({
  never_used: z.boolean().default(false),
  idle_seconds: Seconds.optional(),
  min_age_seconds: Seconds.default(DAY),
  remove: z.boolean().default(false),
});

/** A client that was removed, or would be, as a command prints it. Times are ISO 8601. */
export interface PrunedClient {
  readonly client_id: string;
  readonly client_name: string | null;
  readonly created_at: string;
  readonly last_used_on: string | null;
}

export interface Pruned {
  /** `false`: nothing was removed, this is what would be */
  readonly removed: boolean;
  readonly count: number;
  /** grants that had not ended, and ended with their client */
  readonly grants: number;
  /** the first of them */
  readonly clients: readonly PrunedClient[];
  /** whether there are more than are named */
  readonly cut: boolean;
}

/**
 * Removes clients that registered themselves and are not used, with their grants and tokens; or says which
 * those are. What an operator added is never among them.
 *
 * @throws OperationError `prune_what`
 */
export async function pruneClients(
  { clients, events }: OperatorContext,
  asked: z.infer<typeof PruneClients>,
): Promise<Pruned> {
  const { never_used: neverUsed, idle_seconds: idle, min_age_seconds: minAge, remove } = asked;
  if (!neverUsed && idle === undefined) {
    throw new OperationError({ code: 'prune_what' });
  }
  const named: PrunedClient[] = [];
  let [count, grants] = [0, 0];
  const ended = { type: 'client_ended', reason: 'unused' } as const;
  const removing = remove ? () => events.before(ended) : undefined;
  for await (const batch of clients.prune({ neverUsed, idle, minAge }, removing)) {
    count += batch.clients.length;
    for (const { id, name, created_at: at, last_used_on: on, grants: held } of batch.clients) {
      grants += held;
      if (remove) events.happened({ ...ended, clientId: id, grants: held });
      if (named.length >= MOST_NAMED) continue;
      const createdAt = new Date(at).toISOString();
      named.push({ client_id: id, client_name: name, created_at: createdAt, last_used_on: on });
    }
  }
  return { removed: remove, count, grants, clients: named, cut: count > named.length };
}
