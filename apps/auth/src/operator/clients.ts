import { z } from 'zod';
import { findResource, type ServedResource } from '../protocol/resource.ts';
import { scopeNames } from '../protocol/scopes.ts';
import { saveClient } from '../registration/save-client.ts';
import { type DescribedClient, describedClient } from './described-client.ts';
import { checkedMetadata, type NewClient } from './new-client.ts';
import { OperationError } from './operation-error.ts';
import type { OperatorContext } from './operator-context.ts';

/** Nobody reads a longer list; `after` asks for the next one. */
const MOST_LISTED = 1000;
const LISTED_UNLESS_TOLD = 100;

export const ClientId = z.strictObject({ client_id: z.string().min(1).max(500) });
type ClientId = z.infer<typeof ClientId>;

export const ListClients = z.strictObject({
  kind: z.enum(['dynamic', 'operator', 'document']).optional(),
  search: z.string().trim().min(1).max(200).optional(),
  after: z.string().min(1).max(500).optional(),
  limit: z.number().int().min(1).max(MOST_LISTED).default(LISTED_UNLESS_TOLD),
});

/**
 * Registers a client of the operator. Only this answer shows the secret: it is stored sealed, and no
 * command opens it.
 *
 * @throws OperationError `invalid_client_metadata`, `unknown_resource`, `unknown_scope`
 */
export async function addClient(
  { clients, events, resources, configured, issuer, randomBytes }: OperatorContext,
  asked: NewClient,
): Promise<DescribedClient & { readonly client_secret?: string }> {
  const known = await resources.all();
  const own = canonical(asked.resources, known, configured);
  const introspects = canonical(asked.introspects, known, configured);
  refuseUnknownScopes(asked.scope, own.length > 0 ? own : known);
  const named = {
    resources: own.map(({ resource }) => resource),
    introspects: introspects.map(({ resource }) => resource),
  };
  const metadata = checkedMetadata({ ...asked, ...named }, issuer);
  const clientId = `client_${randomBytes(16).toString('base64url')}`;
  const hasSecret = metadata.token_endpoint_auth_method.startsWith('client_secret_');
  const secret = hasSecret ? { client_secret: randomBytes(32).toString('base64url') } : undefined;
  const saved = { ...metadata, client_id: clientId, ...secret };
  await saveClient({ clients, events }, saved, 'operator', {
    ...named,
    silent: asked.silent || asked.trusted,
    trusted: asked.trusted,
    pkceOptional: asked.pkce === 'optional',
  });
  return { ...(await describedById(clients, clientId)), ...secret };
}

export interface ListedClients {
  readonly clients: readonly DescribedClient[];
  /** what to ask for the next ones by (`after`); null where these are the last */
  readonly next: string | null;
}

/** @throws OperationError `unknown_client` where `after` names none */
export async function listClients(
  { clients }: OperatorContext,
  { limit, ...filter }: z.infer<typeof ListClients>,
): Promise<ListedClients> {
  if (filter.after !== undefined) await describedById(clients, filter.after);
  const found = await clients.list(filter, limit + 1);
  const shown = found.slice(0, limit);
  const next = found.length > limit ? (shown.at(-1)?.id ?? null) : null;
  return { clients: shown.map(describedClient), next };
}

/** @throws OperationError `unknown_client` */
export function showClient(
  { clients }: OperatorContext,
  { client_id: clientId }: ClientId,
): Promise<DescribedClient> {
  return describedById(clients, clientId);
}

/**
 * Disables a client. From the next request on it is unknown everywhere; its grants are kept.
 *
 * @throws OperationError `unknown_client`
 */
export function disableClient(
  context: OperatorContext,
  { client_id: clientId }: ClientId,
): Promise<DescribedClient> {
  return switched(context, clientId, 'disabled');
}

/** @throws OperationError `unknown_client` */
export function enableClient(
  context: OperatorContext,
  { client_id: clientId }: ClientId,
): Promise<DescribedClient> {
  return switched(context, clientId, 'enabled');
}

async function switched(
  { clients, events }: OperatorContext,
  clientId: string,
  change: 'disabled' | 'enabled',
): Promise<DescribedClient> {
  const changed = { type: 'client_changed', clientId, change } as const;
  await events.commit(
    changed,
    (unit) => clients.setDisabled(clientId, change === 'disabled', unit),
    (isChanged) => (isChanged ? changed : undefined),
  );
  return describedById(clients, clientId);
}

/**
 * Removes a client, with all its grants and all decisions of users about it.
 *
 * @throws OperationError `unknown_client`
 */
export async function removeClient(
  { clients, events }: OperatorContext,
  { client_id: clientId }: ClientId,
): Promise<{ readonly client_id: string }> {
  const ended = { type: 'client_ended', clientId, reason: 'removed' } as const;
  const grants = await events.commit(
    ended,
    (unit) => clients.remove(clientId, unit),
    (held) => (held === undefined ? undefined : { ...ended, grants: held }),
  );
  if (grants === undefined) throw unknownClient(clientId);
  return { client_id: clientId };
}

/** @throws OperationError `unknown_client` */
export async function describedById(
  clients: OperatorContext['clients'],
  clientId: string,
): Promise<DescribedClient> {
  const client = await clients.show(clientId);
  if (client === undefined) throw unknownClient(clientId);
  return describedClient(client);
}

function unknownClient(clientId: string): OperationError {
  return new OperationError({ code: 'unknown_client', clientId });
}

/** The identifiers of the named resources, each once, in the same order. */
function canonical(
  names: readonly string[],
  known: readonly ServedResource[],
  configured: readonly ServedResource[],
): ServedResource[] {
  const found = names.map((name) => {
    const resource = findResource(known, name);
    if (resource !== undefined) return resource;
    throw new OperationError({
      code: 'unknown_resource',
      resource: name,
      configured: findResource(configured, name) !== undefined,
    });
  });
  return [...new Set(found)];
}

function refuseUnknownScopes(
  scope: string | undefined,
  resources: readonly ServedResource[],
): void {
  const unknown = scopeNames(scope).find(
    (name) => !resources.some(({ scopes }) => Object.hasOwn(scopes, name)),
  );
  if (unknown !== undefined) throw new OperationError({ code: 'unknown_scope', scope: unknown });
}
