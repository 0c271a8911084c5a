import type { ScopeKind, ScopeTerms } from '../protocol/resource.ts';
import type { ListedResource, ResourceSource } from '../storage/resources.ts';

/** What a scope means, as far as the operator said it, in the form of `RESOURCES`. */
export interface DescribedScope {
  readonly description: string;
  readonly detail?: string | undefined;
  /** left out: nobody said, and it counts as `change` */
  readonly kind?: ScopeKind | undefined;
  readonly required?: boolean | undefined;
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

export function describedResource(resource: ListedResource): DescribedResource {
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
