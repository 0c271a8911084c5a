import type { RequestHandler } from 'express';
import type { Events } from '../../events/events.ts';
import { endpointAt } from '../../protocol/addresses.ts';
import type { EndpointName } from '../../protocol/endpoints.ts';
import { type ServedRequest, servedRequest } from '../../provider/request.ts';

/** Where a refusal is told, and what the endpoint is called there: how an authorization goes on is no other one. */
const TOLD: Partial<Readonly<Record<EndpointName, string>>> = {
  authorization: 'authorization',
  resume: 'authorization',
  token: 'token',
  introspection: 'introspection',
  revocation: 'revocation',
  registration: 'registration',
  clientConfiguration: 'client_configuration',
  userinfo: 'userinfo',
};

/** Endpoints whose refusals are told. */
export const REFUSING: readonly string[] = [...new Set(Object.values(TOLD))];

/** Codes of answers that have none in a form that is read here, by their status. */
const BY_STATUS = new Map([
  [421, 'misdirected_request'],
  [429, 'too_many_requests'],
  [503, 'temporarily_unavailable'],
]);

/**
 * Tells each request that is answered with an error: once, when the answer is made and before it is sent,
 * whoever made it: the library, what stands around it, a limit, an error page. What a person declined is
 * no refusal of ours, and told where they do (consent/decision.ts).
 *
 * To be installed where the request is served already (provider/request.ts), and before all that answers.
 */
export function tellRefusals(events: Events): RequestHandler {
  return (req, res, next) => {
    const name = endpointAt(req.path);
    const endpoint = name && TOLD[name];
    if (endpoint === undefined) return next();
    const request = servedRequest();
    const writeHead = res.writeHead.bind(res) as (...given: unknown[]) => typeof res;
    // Every answer passes here, once, also where nobody calls it by name.
    const telling = (status: number, ...rest: unknown[]) => {
      res.writeHead = writeHead;
      const error = errorOf(request, status);
      if (error !== undefined) {
        events.happened({ type: 'request_refused', endpoint, error, ...whoAsks(request) });
      }
      return writeHead(status, ...rest);
    };
    res.writeHead = telling as typeof res.writeHead;
    return next();
  };
}

/**
 * Tells of a request for another host where {@link tellRefusals} does not: of a page, or of nothing that is
 * here. Its line is what the id on the answer leads to.
 */
export function tellMisdirected(events: Events, path: string): void {
  const name = endpointAt(path);
  if (name !== undefined && TOLD[name] !== undefined) return;
  const error = 'misdirected_request';
  events.happened({ type: 'request_refused', endpoint: name ?? 'none', error });
}

/** The standard's code; undefined where nothing was refused. */
function errorOf({ refused, ctx }: ServedRequest, status: number): string | undefined {
  if (status === 421) return BY_STATUS.get(status);
  if (refused !== undefined) return refused;
  if (status < 400) return undefined;
  const { error } = (ctx?.body ?? {}) as { readonly error?: unknown };
  if (typeof error === 'string') return error;
  return BY_STATUS.get(status) ?? (status < 500 ? 'invalid_request' : 'server_error');
}

/** As far as the request has come to know them; never what it merely claims. */
function whoAsks({ about, ctx }: ServedRequest) {
  const oidc = (ctx as Partial<NonNullable<typeof ctx>> | undefined)?.oidc;
  return {
    clientId: about?.clientId ?? oidc?.client?.clientId,
    userId: about?.userId ?? oidc?.session?.accountId ?? oidc?.account?.accountId,
  };
}
