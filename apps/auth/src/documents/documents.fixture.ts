/** Hosts of documents, as a guarded request meets them. */
import { OutboundError, type GuardedGet, type GuardedRequest } from '../outbound/guarded-get.ts';
import type { DocumentPolicy } from './document-policy.ts';

export const POLICY: DocumentPolicy = {
  enabled: true,
  domains: [],
  deniedDomains: [],
  loopback: false,
};

/** What a host answers, or an error of the guard. */
type Answered =
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: unknown }
  | OutboundError;
/** The same, or one of them later. */
export type Served = Answered | Promise<Answered>;

export interface Hosts {
  readonly get: GuardedGet;
  /** by address */
  readonly served: Map<string, Served>;
  /** what was asked, in order */
  readonly asked: { readonly url: string; readonly request: GuardedRequest }[];
}

export function documentHosts(): Hosts {
  const served = new Map<string, Served>();
  const asked: Hosts['asked'][number][] = [];
  return {
    served,
    asked,
    async get(url, request) {
      asked.push({ url: url.href, request });
      const found = await served.get(url.href);
      if (found === undefined) throw new OutboundError('host_unknown');
      if (found instanceof OutboundError) throw found;
      const headers = new Headers({ 'content-type': 'application/json', ...found.headers });
      const etag = headers.get('etag');
      if (etag !== null && request.headers?.['if-none-match'] === etag) {
        return { status: 304, headers, body: Buffer.alloc(0) };
      }
      const { status = 200, body = {} } = found;
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      return { status, headers, body: status === 200 ? Buffer.from(text) : Buffer.alloc(0) };
    },
  };
}

/** A document that can be used. */
export function document(clientId: string, members: object = {}): object {
  return {
    client_id: clientId,
    client_name: 'A client',
    redirect_uris: ['http://127.0.0.1:1/cb'],
    token_endpoint_auth_method: 'none',
    ...members,
  };
}
