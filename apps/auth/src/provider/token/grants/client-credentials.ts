/**
 * Tokens that a client gets for itself (RFC 6749 §4.4), without a user and without a grant.
 *
 * ```
 * POST /token ──▶ client authenticated ──▶ registered by the operator for this? ── no ──▶ unauthorized_client
 *                                             │ yes
 *                 which resource: asked, or the first it may ask for ── none of them ──▶ invalid_target
 *                                             │
 *                 which scopes: asked ∩ the client's ∩ the resource's ── nothing left ──▶ invalid_scope
 *                                             │
 *                                             ▼ library: sign, answer. Nothing is stored.
 * ```
 *
 * @module
 */
import { type Client, errors } from 'oidc-provider';
import { type OperatorTerms, operatorTerms } from '../../../storage/operator-terms.ts';
import { findResource, type ServedResource } from '../../../protocol/resource.ts';
import { withAddress } from '../../../protocol/sayable-address.ts';
import { scopeNames } from '../../../protocol/scopes.ts';
import { requestRecords } from '../../request-records.ts';
import type { GrantType } from '../grant-type.ts';

/** It is decided, before the library issues anything, for which resource and with which scopes. */
export const CLIENT_CREDENTIALS: GrantType = {
  name: 'client_credentials',
  registrable: 'operator',
  needs: { proof: true, resource: true },
  impliedBy: 'resources',
  served: ({ clientCredentials }) => clientCredentials,
  ttl: ({ clientCredentials }) => ({ ClientCredentials: clientCredentials }),
  async answer(ctx, { original, storage, events, request }) {
    const { client, params = {} } = ctx.oidc;
    const terms = termsFor(client);
    const resource = target(params.resource, terms, await requestRecords(storage).resources());
    params.resource = resource.resource;
    params.scope = scope(params.scope, terms, resource);
    request.resource = resource;
    await original(ctx);
    events.happened(request.issued());
  },
};

/** Confidential clients of the operator alone: nobody else answers for what such a client does. */
function termsFor(client: Client | undefined): OperatorTerms {
  const terms = operatorTerms(client);
  if (terms === undefined || client?.clientAuthMethod === 'none') {
    throw new errors.UnauthorizedClient('the client may not get tokens for itself');
  }
  return terms;
}

function target(
  requested: unknown,
  terms: OperatorTerms,
  resources: readonly ServedResource[],
): ServedResource {
  const asked = [requested].flat().filter((value) => value !== undefined && value !== '');
  if (asked.length > 1) throw new errors.InvalidTarget('name one resource');
  // In the order in which the operator named them for this client.
  const allowed = terms.resources.flatMap(
    (name) => resources.find(({ resource }) => resource === name) ?? [],
  );
  const resource = asked.length === 0 ? allowed[0] : findResource(allowed, String(asked[0]));
  if (resource === undefined) {
    throw new errors.InvalidTarget(
      `the client may not get tokens for ${withAddress('this resource', asked[0])} by itself`,
    );
  }
  return resource;
}

/**
 * What is not allowed is dropped, as in an authorization request, and the answer says what is left
 * (RFC 6749 §3.3). A token that allows nothing would only move the error to the resource.
 */
function scope(requested: unknown, terms: OperatorTerms, resource: ServedResource): string {
  const allowed = terms.scopesOf(resource);
  const asked = scopeNames(requested);
  const granted = asked.length === 0 ? allowed : allowed.filter((name) => asked.includes(name));
  if (granted.length > 0) return granted.join(' ');
  throw new errors.InvalidScope(
    'the client may have none of these scopes at this resource',
    asked.join(' '),
  );
}
