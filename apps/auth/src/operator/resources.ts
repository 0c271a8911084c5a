import { z } from 'zod';
import { readResourceEntry } from '../config/resources.ts';
import { type ScopeKind, type ScopeTerms, spellingsOf } from '../protocol/resource.ts';
import type { ListedResource, ResourceSource } from '../storage/resources.ts';
import { OperationError } from './operation-error.ts';
import type { OperatorContext } from './operator-context.ts';
import { isFound, type SearchList } from './search-list.ts';

/** One resource, in the form of `RESOURCES`, and checked by the same rules. */
export const NewResource = z.record(z.string(), z.unknown());

export const ResourceName = z.strictObject({ resource: z.string() });

/** What a scope means, as far as the operator said it. */
export interface DescribedScope {
  readonly description: string;
  readonly detail?: string | undefined;
  /** left out: nobody said, and it counts as `change` */
  readonly kind?: ScopeKind;
  readonly required?: true;
}

/** A resource as a command prints it, in the form of `RESOURCES`. */
export interface DescribedResource {
  readonly resource: string;
  readonly name: string;
  readonly scopes: Readonly<Record<string, DescribedScope>>;
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
  if ('fault' in entry) {
    const { fault, path } = entry;
    throw new OperationError({ code: 'invalid_resource', path: path.map(String), fault });
  }
  const spellings = spellingsOf(entry);
  const taken = (await resources.all()).some((other) =>
    spellingsOf(other).some((spelling) => spellings.includes(spelling)),
  );
  if (taken || !(await resources.add(entry))) {
    throw new OperationError({ code: 'resource_exists', resource: entry.resource });
  }
  const added = (await resources.list()).find(({ resource }) => resource === entry.resource);
  if (added === undefined) {
    throw new OperationError({ code: 'no_such_resource', resource: entry.resource });
  }
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
 * @throws OperationError `managed_by_environment`, `no_such_resource`
 */
export async function removeResource(
  { resources }: OperatorContext,
  { resource }: z.infer<typeof ResourceName>,
): Promise<{ readonly resource: string }> {
  if (await resources.remove(resource)) return { resource };
  const known = (await resources.list()).some((other) => other.resource === resource);
  throw new OperationError({
    code: known ? 'managed_by_environment' : 'no_such_resource',
    resource,
  });
}

function described(resource: ListedResource): DescribedResource {
  const { accessTokenAlg, created_at: at, scopes, ...rest } = resource;
  return {
    ...rest,
    scopes: Object.fromEntries(
      Object.entries(scopes).map(([name, terms]) => [name, describedScope(terms)]),
    ),
    access_token_alg: accessTokenAlg,
    created_at: at.toISOString(),
  };
}

function describedScope({ description, detail, kind, kindGiven, required }: ScopeTerms) {
  return {
    description,
    ...(detail !== undefined && { detail }),
    ...(kindGiven && { kind }),
    ...(required && { required }),
  };
}
