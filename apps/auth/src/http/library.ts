import type { RequestHandler } from 'express';
import type { Provider } from 'oidc-provider';
import { endpointAt } from '../protocol/addresses.ts';
import { allEndpoints, type EndpointName } from '../protocol/endpoints.ts';
import { failure } from '../provider/failures.ts';
import { HttpError } from './sending/errors.ts';

/**
 * Hands over to the provider of the moment; requests in flight finish on the one they began with.
 *
 * Only what the table of endpoints names goes there, by its exact path. The library would take a slash
 * at the end, too; what happens around it (one commit for a token request, corrections, limits, the
 * rules of a proxy) goes by the exact path, so that there must not be a second spelling.
 */
export function library(provider: () => Provider): RequestHandler {
  const served = new WeakMap<Provider, Served>();
  return (req, res, next) => {
    const current = provider();
    let one = served.get(current);
    if (one === undefined) {
      one = { callback: current.callback(), endpoints: endpointsOf(current) };
      served.set(current, one);
    }
    const endpoint = endpointAt(req.path);
    if (endpoint === undefined || !one.endpoints.has(endpoint)) throw new HttpError('not_found');
    one
      .callback(req, res)
      .then(() => {
        const failed = failure();
        if (failed !== undefined) next(failed.error);
      })
      .catch(next);
  };
}

interface Served {
  readonly callback: ReturnType<Provider['callback']>;
  readonly endpoints: ReadonlySet<EndpointName>;
}

function endpointsOf(provider: Provider): ReadonlySet<EndpointName> {
  const names = allEndpoints.flatMap(({ name, library: route }) =>
    route !== undefined && isOn(provider, route) ? [name] : [],
  );
  return new Set(names);
}

/** A route that is switched off has no path. */
function isOn(provider: Provider, route: string): boolean {
  try {
    return provider.pathFor(route, { uid: 'any', clientId: 'any' }) !== undefined;
  } catch {
    return false;
  }
}
