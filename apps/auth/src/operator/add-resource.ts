import { z } from 'zod';
import { readResourceEntry } from '../config/resources.ts';
import { type ProtectedResource, spellingsOf } from '../protocol/resource.ts';
import { type DescribedResource, describedResource } from './described-resource.ts';
import { OperationError } from './operation-error.ts';
import type { OperatorContext } from './operator-context.ts';
import { resourceMetadata } from './resource-metadata.ts';
import { changedScopes, ScopeChanges } from './scope-changes.ts';

/** One resource, in the form of `RESOURCES`, and checked by the same rules. */
export const NewResource = z.looseObject({
  resource: z.string(),
  scopes: ScopeChanges.optional(),
  /** whether what the resource says of itself is read, and added to what stands here */
  read: z.boolean().optional(),
});

type NewResource = z.infer<typeof NewResource>;

/**
 * Adds a resource beside those of `RESOURCES`. From its metadata it takes a name where none is given, and
 * names of scopes; what these mean, the operator says or nobody does.
 *
 * @throws OperationError `invalid_resource`, `resource_exists`, `scope_unnamed`, `resource_unread`,
 *   `resource_names_another`
 */
export async function addResource(
  { resources, production, documents }: OperatorContext,
  { read = false, ...asked }: NewResource,
): Promise<DescribedResource> {
  // Before anybody is asked about it.
  const { resource } = entryOf({ ...asked, scopes: undefined }, production);
  const said = read ? await resourceMetadata(documents.get, resource) : undefined;
  const entry = entryOf(withMetadata(asked, said), production);
  const spellings = spellingsOf(entry);
  const taken = (await resources.all()).some((other) =>
    spellingsOf(other).some((spelling) => spellings.includes(spelling)),
  );
  if (taken || !(await resources.add(entry))) {
    throw new OperationError({ code: 'resource_exists', resource });
  }
  const added = (await resources.list()).find((one) => one.resource === resource);
  if (added === undefined) throw new OperationError({ code: 'no_such_resource', resource });
  return describedResource(added);
}

function withMetadata(
  { scopes: changes, ...asked }: Pick<NewResource, 'scopes'> & Readonly<Record<string, unknown>>,
  { name, scopes = [] }: Partial<Awaited<ReturnType<typeof resourceMetadata>>> = {},
) {
  const named = Object.fromEntries(scopes.map((scope) => [scope, { description: scope }]));
  const all = changedScopes(named, changes);
  return {
    ...(name !== undefined && { name }),
    ...asked,
    ...((changes !== undefined || scopes.length > 0) && { scopes: all }),
  };
}

/** @throws OperationError `invalid_resource` */
export function entryOf(input: object, production: boolean): ProtectedResource {
  const entry = readResourceEntry(input, production);
  if (!('fault' in entry)) return entry;
  const { fault, path } = entry;
  throw new OperationError({ code: 'invalid_resource', path: path.map(String), fault });
}
