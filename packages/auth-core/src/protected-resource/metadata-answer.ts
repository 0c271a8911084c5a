import { corsHeaders } from './cors.ts';
import type { ProtectedResource } from './protected-resource.ts';

/**
 * An HTTP answer, for any framework to send: `body` is to be written as JSON, if there is one, and
 * `text` as it is.
 */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly text?: string;
}

/**
 * The answer to a request for the protected-resource metadata (RFC 9728 §3), for anyone from
 * anywhere; undefined when `path` is none of its places.
 *
 * @param path of the URL, as it came; a trailing slash makes no difference
 */
export function metadataAnswer(
  resource: Pick<ProtectedResource, 'metadata' | 'metadataPaths'>,
  { method, path }: { readonly method: string; readonly path: string },
): Answer | undefined {
  if (!resource.metadataPaths.includes(path.replace(/\/$/, ''))) return undefined;
  return (
    refuseOtherMethods(method) ?? {
      status: 200,
      headers: { ...corsHeaders(method), 'Cache-Control': 'public, max-age=300' },
      body: resource.metadata,
    }
  );
}

/** The answer to whoever does not read a document that is for everybody to read. */
export function refuseOtherMethods(method: string): Answer | undefined {
  if (method === 'GET' || method === 'HEAD') return undefined;
  const headers = corsHeaders(method);
  if (method === 'OPTIONS') return { status: 204, headers };
  return {
    status: 405,
    headers: { ...headers, Allow: 'GET, HEAD, OPTIONS' },
    body: { error: 'method_not_allowed' },
  };
}
