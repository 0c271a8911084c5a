import { z } from 'zod';
import { entryOf } from './add-resource.ts';
import { type DescribedResource, describedResource } from './described-resource.ts';
import { OperationError } from './operation-error.ts';
import type { OperatorContext } from './operator-context.ts';
import { changedScopes, ScopeChanges } from './scope-changes.ts';

export const ResourceChange = z.strictObject({
  resource: z.string(),
  name: z.string().optional(),
  scopes: ScopeChanges.optional(),
  remove_scopes: z.array(z.string()).optional(),
});

/**
 * Changes what people read of a resource that was added by a command, and which scopes it has. Tokens and
 * what people allowed stay, as far as there is the scope.
 *
 * @throws OperationError `no_such_resource`, `managed_by_environment`, `scope_unnamed`, `invalid_resource`
 */
export async function setResource(
  { resources, production }: OperatorContext,
  { resource, name, scopes: changes, remove_scopes: gone = [] }: z.infer<typeof ResourceChange>,
): Promise<DescribedResource> {
  const changed = await resources.change(resource, (known) => {
    if (known.source === 'environment') {
      throw new OperationError({ code: 'managed_by_environment', resource });
    }
    const { source: _, created_at: __, ...before } = describedResource(known);
    const unknown = gone.find((scope) => !Object.hasOwn(before.scopes, scope));
    if (unknown !== undefined) throw new OperationError({ code: 'scope_unnamed', scope: unknown });
    const kept = Object.entries(changedScopes(before.scopes, changes)).filter(
      ([scope]) => !gone.includes(scope),
    );
    const scopes = Object.fromEntries(kept);
    return entryOf({ ...before, ...(name !== undefined && { name }), scopes }, production);
  });
  if (changed === undefined) throw new OperationError({ code: 'no_such_resource', resource });
  return describedResource(changed);
}
