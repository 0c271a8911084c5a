import type { SigningAlgorithm } from './algorithms.ts';

/**
 * What a scope lets a client do to what it reaches: look at it, change it in a way that can be changed back,
 * or do what nobody can take back.
 */
export const SCOPE_KINDS = ['view', 'change', 'irreversible'] as const;
export type ScopeKind = (typeof SCOPE_KINDS)[number];

/** What a scope means to people. The words are the operator's, never those of the resource or a client. */
export interface ScopeTerms {
  /** what it allows, in words */
  readonly description: string;
  /** the same more closely, in a line of its own */
  readonly detail?: string | undefined;
  readonly kind: ScopeKind;
  /** whether the operator said which; if not, it counts as `change`, and nobody is taken to agree to it */
  readonly kindGiven: boolean;
  /** whoever is asked for it cannot leave it out and allow the rest */
  readonly required: boolean;
}

/** An MCP server that tokens are issued for (RFC 8707), as far as requests for tokens are about it. */
export interface ServedResource {
  /** canonical identifier: the `aud` of its tokens */
  readonly resource: string;
  readonly name: string;
  /** by their names; what they mean is for pages and commands ({@link ProtectedResource}) */
  readonly scopes: Readonly<Record<string, unknown>>;
  /** other spellings that clients send */
  readonly aliases: readonly string[];
  readonly accessTokenAlg: SigningAlgorithm;
}

/** The same with all that the operator said of it. */
export interface ProtectedResource extends ServedResource {
  readonly scopes: Readonly<Record<string, ScopeTerms>>;
}

/** What a scope of a resource means; undefined where the resource has none of this name. */
export function termsOf(
  resource: ProtectedResource | undefined,
  scope: string,
): ScopeTerms | undefined {
  return resource !== undefined && Object.hasOwn(resource.scopes, scope)
    ? resource.scopes[scope]
    : undefined;
}

type Spelt = Pick<ServedResource, 'resource' | 'aliases'>;

/** Everything that a resource is called by, its identifier first. */
export function spellingsOf({ resource, aliases }: Spelt): string[] {
  return [resource, ...aliases];
}

/**
 * The resource that a client means: its identifier in any case of scheme and host (RFC 3986 §6.2.2.1),
 * or one of its listed aliases. Nothing else is guessed.
 */
export function findResource<Known extends Spelt>(
  resources: readonly Known[],
  identifier: string,
): Known | undefined {
  // Nearly everybody asks for a resource by exactly its name.
  const named = resources.find(({ resource }) => resource === identifier);
  if (named !== undefined) return named;
  const asked = lowerCaseOrigin(identifier);
  return resources.find((known) =>
    spellingsOf(known).some((spelling) => lowerCaseOrigin(spelling) === asked),
  );
}

/**
 * Whether two spellings are of one address: in any case of scheme and host, with a slash at the end or
 * without, as {@link findResource} takes both for a resource.
 */
export function isSameAddress(one: string, other: string): boolean {
  return (
    one === other || withoutSlash(lowerCaseOrigin(one)) === withoutSlash(lowerCaseOrigin(other))
  );
}

function withoutSlash(address: string): string {
  return address.endsWith('/') ? address.slice(0, -1) : address;
}

function lowerCaseOrigin(identifier: string): string {
  return identifier.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, (origin) => origin.toLowerCase());
}
