import { z } from 'zod';
import { readResourceEntry } from '../config/resources.ts';
import { spellingsOf } from '../protocol/resource.ts';
import type { ListedResource, ResourceSource } from '../storage/resources.ts';
import { OperationError } from './operation-error.ts';
import { typedName } from './invalid-input.ts';
import type { OperatorContext } from './operator-context.ts';
import { isFound, type SearchList } from './search-list.ts';

/** One resource, in the form of `RESOURCES`, and checked by the same rules. */
export const NewResource = z.record(z.string(), z.unknown());

export const ResourceName = z.strictObject({ resource: z.string() });

/** A resource as a command prints it, in the form of `RESOURCES`. */
export interface DescribedResource {
  readonly resource: string;
  readonly name: string;
  readonly scopes: Readonly<Record<string, string>>;
  readonly aliases: readonly string[];
  readonly access_token_alg: string;
  readonly source: ResourceSource;
  /** since when there is one of this URL */
  readonly created_at: string;
}

/**
 * Adds a resource beside those of `RESOURCES`.
 *
 * @throws OperationError `invalid_resource`, `resource_exists`
 */
export async function addResource(
  { resources, production }: OperatorContext,
  asked: z.infer<typeof NewResource>,
): Promise<DescribedResource> {
  const entry = readResourceEntry(asked, production);
  if ('problem' in entry) {
    throw new OperationError(
      'invalid_resource',
      `${typedName(entry.path) ?? 'The resource'} ${entry.problem}.`,
      'Name the URL of the MCP server as clients use it, and scopes as name=description.',
    );
  }
  const spellings = spellingsOf(entry);
  const taken = (await resources.all()).some((other) =>
    spellingsOf(other).some((spelling) => spellings.includes(spelling)),
  );
  if (taken || !(await resources.add(entry))) {
    throw new OperationError(
      'resource_exists',
      `${entry.resource}, or another spelling of it, is there already.`,
      '`gatehouse resources list` shows it. To change one that was added, remove it and add it again.',
    );
  }
  const added = (await resources.list()).find(({ resource }) => resource === entry.resource);
  if (added === undefined) throw unknownResource(entry.resource);
  return described(added);
}

export async function listResources(
  { resources }: OperatorContext,
  { search }: SearchList,
): Promise<{ readonly resources: readonly DescribedResource[] }> {
  const known = (await resources.list()).map(described);
  const searched = ({ resource, name, aliases, scopes }: DescribedResource) => [
    resource,
    name,
    ...aliases,
    ...Object.keys(scopes),
  ];
  return { resources: known.filter((one) => isFound(search, searched(one))) };
}

/**
 * Removes a resource that was added by a command. From then on no token is issued for it.
 *
 * @throws OperationError `managed_by_environment`, `unknown_resource`
 */
export async function removeResource(
  { resources }: OperatorContext,
  { resource }: z.infer<typeof ResourceName>,
): Promise<{ readonly resource: string }> {
  if (await resources.remove(resource)) return { resource };
  const known = (await resources.list()).some((other) => other.resource === resource);
  if (known) {
    throw new OperationError(
      'managed_by_environment',
      `${resource} is in RESOURCES, which the server reads at each start.`,
      'Take it out of RESOURCES and start the server again.',
    );
  }
  throw unknownResource(resource);
}

function unknownResource(resource: string): OperationError {
  return new OperationError(
    'unknown_resource',
    `${JSON.stringify(resource)} is not a resource of this server.`,
    '`gatehouse resources list` shows those that there are.',
  );
}

function described(resource: ListedResource): DescribedResource {
  const { accessTokenAlg, created_at: at, ...rest } = resource;
  return { ...rest, access_token_alg: accessTokenAlg, created_at: at.toISOString() };
}
