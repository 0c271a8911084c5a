import { z } from 'zod';
import { findResource } from '../protocol/resource.ts';
import { type DescribedResource, describedResource } from './described-resource.ts';
import { OperationError } from './operation-error.ts';
import type { OperatorContext } from './operator-context.ts';
import { isFound, type SearchList } from './search-list.ts';

export const ResourceName = z.strictObject({ resource: z.string() });

type ResourceName = z.infer<typeof ResourceName>;

export async function listResources(
  { resources }: OperatorContext,
  { search }: SearchList,
): Promise<{ readonly resources: readonly DescribedResource[] }> {
  const known = (await resources.list()).map(describedResource);
  const searched = ({ resource, name, aliases, scopes }: DescribedResource) => [
    resource,
    name,
    ...aliases,
    ...Object.keys(scopes),
  ];
  return { resources: known.filter((one) => isFound(search, searched(one))) };
}

/** @throws OperationError `no_such_resource` */
export async function showResource(
  { resources }: OperatorContext,
  { resource }: ResourceName,
): Promise<DescribedResource> {
  const found = findResource(await resources.list(), resource);
  if (found === undefined) throw new OperationError({ code: 'no_such_resource', resource });
  return describedResource(found);
}

/**
 * Removes a resource that was added by a command. From then on no token is issued for it.
 *
 * @throws OperationError `managed_by_environment`, `no_such_resource`
 */
export async function removeResource(
  { resources }: OperatorContext,
  { resource }: ResourceName,
): Promise<{ readonly resource: string }> {
  if (await resources.remove(resource)) return { resource };
  const known = (await resources.list()).some((other) => other.resource === resource);
  throw new OperationError({
    code: known ? 'managed_by_environment' : 'no_such_resource',
    resource,
  });
}
