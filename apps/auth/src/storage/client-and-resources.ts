import type { Database, Statement } from '@gatehouse/database';
import { type ClientRow, clientRow, FIND_CLIENT, type StoredClientRow } from './clients.ts';
import type { ServedResource } from '../protocol/resource.ts';
import { servedResource, type ResourceRow } from './resources.ts';

/** One client, and every resource in the operator's order, of one moment. */
export interface ClientAndResources {
  /** undefined where there is none, or it is disabled */
  readonly client: ClientRow | undefined;
  readonly resources: readonly ServedResource[];
}

const FIND: Statement = {
  name: 'client_and_resources',
  text: `SELECT (SELECT row_to_json(c) FROM (${FIND_CLIENT}) c) AS client,
    (SELECT coalesce(json_agg(json_build_object('resource', resource, 'name', name,
        'scopes', scopes, 'aliases', aliases, 'access_token_alg', access_token_alg)
      ORDER BY source, position, resource), '[]') FROM protected_resources) AS resources`,
};

/** Reads both in one statement: what looks up a client needs the resources next, more often than not. */
export async function clientAndResources(
  database: Database,
  clientId: string,
): Promise<ClientAndResources> {
  const [row] = await database.query<{
    client: StoredClientRow | null;
    resources: ResourceRow[];
  }>(FIND, [clientId]);
  return {
    client: row?.client ? clientRow(row.client) : undefined,
    resources: (row?.resources ?? []).map(servedResource),
  };
}
