import { corsHeaders } from './cors.ts';
import type { ProtectedResource } from './protected-resource.ts';

/**
 * An HTTP answer, independent of any framework. A `body` is sent as JSON, a `text` as it is.
 */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly text?: string;
}

/**
 * The answer to a request for the protected-resource metadata (RFC 9728 §3), which everybody may
 * read; undefined when the metadata is not at `path`.
 *
 * @param path of the URL, as it was sent; a slash at the end makes no difference
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

/** The answer to a method other than GET and HEAD at a public document; undefined for these two. */
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
