import type { ServedResource } from '../protocol/resource.ts';

/** The name under which {@link OperatorTerms} travel with a client's metadata inside the process. */
export const OPERATOR_TERMS = 'operator_terms';

/**
 * What the operator lets a client do that they registered. A class, so that nothing that a client
 * registers for itself can pass for one: JSON makes no instances.
 */
export class OperatorTerms {
  /** it may be granted no other scopes of resources; absent: those of whatever resource it asks for */
  readonly scopes: readonly string[] | undefined;
  /** it may ask for no other resources; empty: any that a user allows, and none on its own */
  readonly resources: readonly string[];
  /** resources whose server it is: it may introspect their tokens */
  readonly introspects: readonly string[];
  /** a remembered consent answers for it wherever a navigation comes from */
  readonly silent: boolean;
  /** nobody is asked for it: the consent is written */
  readonly trusted: boolean;
  /** an OpenID request with a nonce may leave `code_challenge` out */
  readonly pkceOptional: boolean;

  constructor(terms: {
    readonly scopes?: readonly string[] | undefined;
    readonly resources?: readonly string[];
    readonly introspects?: readonly string[];
    readonly silent?: boolean;
    readonly trusted?: boolean;
    readonly pkceOptional?: boolean;
  }) {
    this.scopes = terms.scopes;
    this.resources = terms.resources ?? [];
    this.introspects = terms.introspects ?? [];
    this.trusted = terms.trusted ?? false;
    this.silent = this.trusted || (terms.silent ?? false);
    this.pkceOptional = terms.pkceOptional ?? false;
  }

  /** Those scopes of a resource that the client may be granted. */
  scopesOf(resource: ServedResource): string[] {
    return Object.keys(resource.scopes).filter((scope) => this.scopes?.includes(scope) ?? true);
  }

  /** Whether the client may ask for a resource where a user decides about it. */
  allows(resource: string): boolean {
    return this.resources.length === 0 || this.resources.includes(resource);
  }

  /** The resources that the client may ask for, with no more than its own scopes. */
  narrow(resources: readonly ServedResource[]): ServedResource[] {
    return resources
      .filter(({ resource }) => this.allows(resource))
      .map((resource) => ({
        ...resource,
        scopes: Object.fromEntries(
          Object.entries(resource.scopes).filter(([name]) =>
            this.scopesOf(resource).includes(name),
          ),
        ),
      }));
  }
}

/** The terms of a client as the library holds it; undefined for one that registered itself. */
export function operatorTerms(client: object | undefined): OperatorTerms | undefined {
  const terms = (client as Record<string, unknown> | undefined)?.[OPERATOR_TERMS];
  return terms instanceof OperatorTerms ? terms : undefined;
}
