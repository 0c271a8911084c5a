import { findResource, type ServedResource } from '../../protocol/resource.ts';
import { asksForOpenId, isOpenIdScope, OFFLINE_ACCESS, scopeNames } from '../../protocol/scopes.ts';
import { type Query, withKnownPrompts } from './prompts.ts';

/**
 * Parameters of OpenID Connect that mean nothing in a request of OAuth, for which the library would
 * refuse it. RFC 6749 §3.1: what is not understood is ignored.
 */
const OPENID_PARAMETERS = [
  'acr_values',
  'claims',
  'claims_locales',
  'id_token_hint',
  'max_age',
  'nonce',
];

/**
 * What real clients send, in the terms the library understands:
 *
 * - another spelling of a resource becomes its identifier;
 * - no `resource`, and a scope of a resource or no scope at all: the resource that has the scope, or
 *   the first one (clients older than RFC 8707);
 * - no `scope`: every scope of the resource; the user narrows it on the consent page. The same
 *   where a resource is named and scopes of OpenID Connect alone: they allow nothing there, and the
 *   token would be empty;
 * - scopes that nobody knows are dropped, since clients ask for whole lists of them, and so are spaces
 *   beyond the one between two names;
 * - words of `prompt` that nobody knows, too (prompts.ts);
 * - parameters of OpenID Connect without `openid` are dropped.
 *
 * Repeated parameters are left alone: the library refuses them.
 */
export function normalizeAuthorizationRequest(
  asked: Query,
  resources: readonly ServedResource[],
): Query {
  return withoutForeignParameters(withTarget(withKnownPrompts(asked), resources));
}

function withTarget(query: Query, resources: readonly ServedResource[]): Query {
  const { scope } = query;
  // RFC 6749 §3.1: a parameter without a value is one that was left out.
  const resource = query.resource === '' ? undefined : query.resource;
  if (Array.isArray(scope)) return query;
  const requested = scopeNames(scope);
  if (resource !== undefined) {
    const target = one(resource);
    const known = target === undefined ? undefined : findResource(resources, target);
    if (known === undefined) return query;
    return { ...query, resource: known.resource, scope: scopeOf(requested, known) };
  }
  const asksForResource = requested.length === 0 || requested.some(isResourceScope);
  const implied = asksForResource ? resourceFor(requested, resources) : undefined;
  if (implied === undefined) {
    const openid = requested.filter((name) => !isResourceScope(name));
    const named = openid.length === 0 ? requested : openid;
    return named.length === 0 ? query : { ...query, scope: named.join(' ') };
  }
  return { ...query, resource: implied.resource, scope: scopeOf(requested, implied) };
}

function withoutForeignParameters(query: Query): Query {
  if (asksForOpenId(query.scope)) return query;
  return Object.fromEntries(
    Object.entries(query).filter(
      ([name, value]) => Array.isArray(value) || !OPENID_PARAMETERS.includes(name),
    ),
  );
}

function scopeOf(requested: readonly string[], resource: ServedResource): string {
  const known = requested.filter(
    (name) => !isResourceScope(name) || Object.hasOwn(resource.scopes, name),
  );
  const effective = known.some(isResourceScope)
    ? known
    : [...Object.keys(resource.scopes), ...known];
  return [...new Set(effective)].join(' ');
}

function resourceFor(
  requested: readonly string[],
  resources: readonly ServedResource[],
): ServedResource | undefined {
  const named = resources.find(({ scopes }) =>
    requested.some((name) => Object.hasOwn(scopes, name)),
  );
  return named ?? (requested.every((name) => name === OFFLINE_ACCESS) ? resources[0] : undefined);
}

function one(value: string | string[]): string | undefined {
  if (!Array.isArray(value)) return value;
  return value.length === 1 ? value[0] : undefined;
}

function isResourceScope(name: string): boolean {
  return !isOpenIdScope(name);
}
