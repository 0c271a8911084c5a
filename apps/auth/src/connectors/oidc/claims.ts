import { isGroup } from '../../admission/login-entries.ts';

/** Claims as they came, of an ID token that is verified, or of userinfo. */
export type Claims = Readonly<Record<string, unknown>>;

/**
 * The value of a claim: of the one with exactly this name, which may be an address with dots in it, or else
 * of a member, by the names on the way to it with dots between.
 */
export function claimAt(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  let value: unknown = claims;
  for (const name of path.split('.')) {
    if (!isObject(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}

/** The same, where it is text. */
export function textAt(claims: Claims, path: string): string | undefined {
  const value = claimAt(claims, path);
  return typeof value === 'string' ? value : undefined;
}

/**
 * Whether a provider says that a claim is elsewhere (OpenID Connect Core §5.6.2): Entra does for the groups
 * of somebody who is in too many of them.
 */
export function isElsewhere(claims: Claims, path: string): boolean {
  const { _claim_names: names, hasgroups } = claims;
  const [first = ''] = path.split('.');
  if (hasgroups === true && path === 'groups') return true;
  return isObject(names) && (Object.hasOwn(names, path) || Object.hasOwn(names, first));
}

/**
 * The groups that a claim tells: a list of names, one name, or an object by names, as ZITADEL has it. A
 * name is taken whole, never for a list in itself. Names that no rule could have are left out.
 *
 * @returns undefined where it is anything else
 */
export function groupsIn(value: unknown): readonly string[] | undefined {
  const names = namesIn(value);
  if (!names?.every((name) => typeof name === 'string')) return undefined;
  return [...new Set(names)].filter(isGroup);
}

function namesIn(value: unknown): readonly unknown[] | undefined {
  if (value === undefined || value === null) return [];
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value as readonly unknown[];
  return isObject(value) ? Object.keys(value) : undefined;
}

function isObject(value: unknown): value is Claims {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
