import type { SigningAlgorithm } from './algorithms.ts';

/** An MCP server that tokens are issued for (RFC 8707). */
export interface ProtectedResource {
  /** canonical identifier: the `aud` of its tokens */
  readonly resource: string;
  readonly name: string;
  /** scope → what it allows, in words */
  readonly scopes: Readonly<Record<string, string>>;
  /** other spellings that clients send */
  readonly aliases: readonly string[];
  readonly accessTokenAlg: SigningAlgorithm;
}

type Spelt = Pick<ProtectedResource, 'resource' | 'aliases'>;

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
