import { type Client, errors, type KoaContextWithOIDC, type ResourceServer } from 'oidc-provider';
import type { ServedResource } from '../protocol/resource.ts';
import { withAddress } from '../protocol/sayable-address.ts';
import type { Storage } from '../storage/storage.ts';
import { operatorTerms } from '../storage/operator-terms.ts';
import { currentRequest } from './request.ts';
import { requestRecords } from './request-records.ts';

/** Resource indicators (RFC 8707): one resource a grant, JWT access tokens (RFC 9068) for each. */
export function resourceIndicators(storage: Storage, accessTokenLifetime: number) {
  return {
    enabled: true,
    // A token request without `resource` gets a token for the resource that was granted, also
    // where `openid` was granted beside it.
    useGrantedResource: () => true,
    // What a request without `resource` means is decided before the library sees it
    // (authorization/normalized-request.ts); a request of OpenID scopes alone has no resource.
    defaultResource: (): string[] => [],
    async getResourceServerInfo(
      ctx: KoaContextWithOIDC,
      identifier: string,
      client?: Client,
    ): Promise<ResourceServer> {
      const requested = ctx.oidc.params?.resource;
      if (Array.isArray(requested) && requested.length > 1) {
        throw new errors.InvalidTarget('name one resource; a grant is for a single resource');
      }
      const resource = await lookUp(storage, identifier);
      if (resource === undefined) {
        throw new errors.InvalidTarget(
          `${withAddress('the resource', identifier)} is not served by this authorization server`,
        );
      }
      // The operator's terms hold for every grant type alike (docs/threat-model, TE-10).
      const terms = operatorTerms(client);
      if (terms !== undefined && !terms.allows(resource.resource)) {
        throw new errors.InvalidTarget(
          `the client may not ask for ${withAddress('this resource', resource.resource)}`,
        );
      }
      return {
        audience: resource.resource,
        scope: (terms?.scopesOf(resource) ?? Object.keys(resource.scopes)).join(' '),
        accessTokenFormat: 'jwt',
        accessTokenTTL: accessTokenLifetime,
        jwt: { sign: { alg: resource.accessTokenAlg } },
      };
    },
  };
}

async function lookUp(storage: Storage, identifier: string): Promise<ServedResource | undefined> {
  const { unit, resource } = currentRequest()?.token ?? {};
  const known = unit?.grantedResource() ?? resource;
  return known?.resource === identifier ? known : requestRecords(storage).resource(identifier);
}
