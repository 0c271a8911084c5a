import { corsHeaders } from '../protected-resource/cors.ts';
import { ConfigurationError } from '../errors/errors.ts';
import type { Fetch } from '../issuer/fetch-json.ts';
import { metadataUrls } from '../issuer/metadata.ts';
import { type Answer, refuseOtherMethods } from '../protected-resource/metadata-answer.ts';
import type { ProtectedResource } from '../protected-resource/protected-resource.ts';
import { harmless } from '../options/hook.ts';
import { isSecureUrl } from '../options/secure-url.ts';
import { type Known, KeptDocument } from './kept-document.ts';

export interface ServerMetadataOptions {
  readonly fetch?: Fetch | undefined;
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly clock?: (() => number) | undefined;
  /** Called when the document cannot be fetched or used, for the log. */
  readonly onProblem?: ((error: unknown) => unknown) | undefined;
}

/** What is served in addition to the protected-resource metadata. */
export interface MetadataOptions {
  /**
   * Whether this server also serves the metadata of the authorization server, as an exact copy. MCP
   * clients of the revision 2025-03-26 look for it only at the origin of the MCP server. Default: no.
   */
  readonly serverMetadata?: boolean | ServerMetadataOptions | undefined;
}

/** Answers requests for the metadata; undefined for any other request. It never rejects. */
type MetadataResponder = (request: {
  readonly method: string;
  readonly path: string;
}) => Promise<Answer> | undefined;

const noMetadata: MetadataResponder = () => undefined;

/**
 * Answers requests for the metadata of the authorization server (RFC 8414 §3, OpenID Connect
 * Discovery §4) at the origin of the resource: at the root, and with the path of the resource before
 * or after the well-known name.
 *
 * What is fetched depends only on the configuration, never on a request. If there are several
 * authorization servers, it is the metadata of the first. Nothing is served if the authorization
 * server has the same origin as the resource, because it then answers these requests itself.
 *
 * @throws {@link ConfigurationError} where the resource names no authorization server, or one with http
 */
export function serverMetadata(
  { metadata: { resource, authorization_servers: servers = [] } }: ProtectedResource,
  wanted: MetadataOptions['serverMetadata'] = false,
): MetadataResponder {
  if (wanted === false) return noMetadata;
  const [issuer] = servers;
  if (issuer === undefined || !isSecureUrl(issuer)) {
    throw new ConfigurationError('serverMetadata: authorizationServers names no https issuer');
  }
  const { origin, pathname } = new URL(resource);
  if (new URL(issuer).origin === origin) return noMetadata;

  const options: ServerMetadataOptions = wanted === true ? {} : wanted;
  const shared = {
    issuer,
    fetch: options.fetch ?? ((url: string, init: RequestInit) => fetch(url, init)),
    clock: options.clock ?? Date.now,
    onProblem: harmless(options.onProblem),
  };
  const urls = metadataUrls(issuer);
  const openid = urls.filter((url) => url.includes('/.well-known/openid-configuration'));
  const oauthDocument = new KeptDocument({ ...shared, urls });
  const openidDocument = new KeptDocument({ ...shared, urls: openid });

  const path = pathname.replace(/\/$/, '');
  const documents = new Map<string, KeptDocument>();
  for (const place of ['', path]) {
    documents.set(`/.well-known/oauth-authorization-server${place}`, oauthDocument);
    documents.set(`/.well-known/openid-configuration${place}`, openidDocument);
    documents.set(`${place}/.well-known/openid-configuration`, openidDocument);
  }

  return ({ method, path: asked }) => {
    const document = documents.get(asked.replace(/\/$/, ''));
    if (document === undefined) return undefined;
    const refused = refuseOtherMethods(method);
    if (refused) return Promise.resolve(refused);
    return document.current().then((known) => answer(known, method));
  };
}

function answer(known: Known | undefined, method: string): Answer {
  const headers = corsHeaders(method);
  if (known === undefined) {
    return {
      status: 503,
      headers: { ...headers, 'Cache-Control': 'no-store', 'Retry-After': '1' },
      body: {
        error: 'temporarily_unavailable',
        error_description: 'The authorization server cannot be asked at the moment.',
      },
    };
  }
  if (known === 'absent') {
    return {
      status: 404,
      headers: { ...headers, 'Cache-Control': 'no-store' },
      body: { error: 'not_found' },
    };
  }
  return {
    status: 200,
    headers: {
      ...headers,
      'Content-Type': 'application/json; charset=utf-8',
      'Cache-Control': 'public, max-age=300',
    },
    text: known.text,
  };
}
