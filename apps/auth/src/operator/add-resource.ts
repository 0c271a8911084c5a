import { z } from 'zod';
import { readResourceEntry } from '../config/resources.ts';
import type { GuardedGet } from '../outbound/guarded-get.ts';
import { type ProtectedResource, spellingsOf } from '../protocol/resource.ts';
import { type DescribedResource, describedResource } from './described-resource.ts';
import { OperationError } from './operation-error.ts';
import type { OperatorContext } from './operator-context.ts';
import {
  type ResourceMetadata,
  type ResourceMetadataFault,
  resourceMetadata,
} from './resource-metadata.ts';
import { changedScopes, namesScope, ScopeChanges } from './scope-changes.ts';

/** One resource, in the form of `RESOURCES`, and checked by the same rules. */
export const NewResource = z.looseObject({
  resource: z.string(),
  scopes: ScopeChanges.optional(),
  /** whether what the resource says of itself is read, and added to what stands here */
  read: z.boolean().optional(),
});

type NewResource = z.infer<typeof NewResource>;

/** A resource that was added, and why what it says of itself was not read, although it was asked for. */
export interface AddedResource extends DescribedResource {
  readonly unread?: Unread;
}

interface Unread {
  /** where it was to be */
  readonly at: string;
  readonly fault: ResourceMetadataFault;
}

/**
 * Adds a resource beside those of `RESOURCES`. From its metadata it takes a name where none is given, and
 * names of scopes; what these mean, the operator says or nobody does. Where it does not answer, and the
 * operator has named its scopes, it is added as they say: it may not have been started yet.
 *
 * @throws OperationError `invalid_resource`, `resource_exists`, `scope_unnamed`, `resource_unread`,
 *   `resource_names_another`
 */
export async function addResource(
  { resources, production, documents }: OperatorContext,
  { read = false, ...asked }: NewResource,
): Promise<AddedResource> {
  // Before anybody is asked about it.
  const { resource } = entryOf({ ...asked, scopes: undefined }, production);
  const { said, unread } = read ? await metadataOf(documents.get, resource, asked.scopes) : NOTHING;
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
  return { ...describedResource(added), ...(unread && { unread }) };
}

interface Said {
  readonly said?: ResourceMetadata;
  readonly unread?: Unread;
}

const NOTHING: Said = {};

async function metadataOf(
  get: GuardedGet,
  resource: string,
  scopes: NewResource['scopes'] = {},
): Promise<Said> {
  try {
    return { said: await resourceMetadata(get, resource) };
  } catch (error) {
    const fault = error instanceof OperationError ? error.fault : undefined;
    // What it does say is not passed over.
    if (fault?.code !== 'resource_unread' || fault.fault.code === 'unfit') throw error;
    if (!Object.values(scopes).some(namesScope)) throw error;
    return { unread: { at: fault.at, fault: fault.fault } };
  }
}

function withMetadata(
  { scopes: changes, ...asked }: Pick<NewResource, 'scopes'> & Readonly<Record<string, unknown>>,
  { name, scopes = [] }: Partial<ResourceMetadata> = {},
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
