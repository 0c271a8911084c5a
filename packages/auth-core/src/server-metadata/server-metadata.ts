import { corsHeaders } from '../protected-resource/cors.ts';
import { ConfigurationError } from '../errors/errors.ts';
import type { Fetch } from '../issuer/fetch-json.ts';
import { metadataUrls } from '../issuer/metadata.ts';
import { type Answer, refuseOtherMethods } from '../protected-resource/metadata-answer.ts';
import type { ProtectedResource } from '../protected-resource/protected-resource.ts';
import { isSecureUrl } from '../options/secure-url.ts';
import { type Known, KeptDocument } from './kept-document.ts';

export interface ServerMetadataOptions {
  readonly fetch?: Fetch | undefined;
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly clock?: (() => number) | undefined;
  /** Told of every failure to have the document, for the log. It must not throw. */
  readonly onProblem?: ((error: unknown) => void) | undefined;
}

/** What is served beside the protected-resource metadata. */
export interface MetadataOptions {
  /**
   * Whether the authorization server's metadata is at this origin too, for clients of 2025-03-26,
   * which look for it nowhere else: a copy of what the issuer says, word for word. Default: no.
   */
  readonly serverMetadata?: boolean | ServerMetadataOptions | undefined;
}

/** Answers where it has something to say. It never rejects. */
type MetadataResponder = (request: {
  readonly method: string;
  readonly path: string;
}) => Promise<Answer> | undefined;

const noMetadata: MetadataResponder = () => undefined;

/**
 * The answers to requests for the metadata of the authorization server (RFC 8414 §3, OpenID Connect
 * Discovery §4), as clients look for it at the resource's origin: at the root, and with the path of
 * the resource in either place.
 *
 * What is fetched, and from where, depends on the configuration alone and on noMetadata in a request.
 * Of several servers it is the first. A server that shares the resource's origin answers for itself.
 *
 * @throws {@link ConfigurationError} where the resource names no server, or one in plain http
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
    onProblem: options.onProblem ?? (() => undefined),
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
