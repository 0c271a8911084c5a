import { z } from 'zod';
import { readResourceEntry } from '../config/resources.ts';
import { type ProtectedResource, spellingsOf } from '../protocol/resource.ts';
import type { ResourceSource } from '../storage/resources.ts';
import { OperationError } from './operation-error.ts';
import type { OperatorContext } from './operator-context.ts';

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
      `The resource is not as it should be. ${entry.problem}.`,
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
  return described({ ...entry, source: 'operator' });
}

export async function listResources({
  resources,
}: OperatorContext): Promise<{ readonly resources: readonly DescribedResource[] }> {
  return { resources: (await resources.list()).map(described) };
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
  throw new OperationError(
    'unknown_resource',
    `${JSON.stringify(resource)} is not a resource of this server.`,
    '`gatehouse resources list` shows those that there are.',
  );
}

function described(
  resource: ProtectedResource & { readonly source: ResourceSource },
): DescribedResource {
  const { accessTokenAlg, ...rest } = resource;
  return { ...rest, access_token_alg: accessTokenAlg };
}
