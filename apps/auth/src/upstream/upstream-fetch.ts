import type { CustomFetch } from 'openid-client';

/** The part of `fetch` that connectors use, so that tests may bring their own. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** No answer of an identity provider is near this long. */
const MAX_BYTES = 1024 * 1024;

/** GitHub refuses requests without one. */
const USER_AGENT = 'gatehouse';

/** An answer did not come, or not whole. The message ends a sentence that names the provider. */
export class UpstreamUnreachable extends Error {
  readonly code = 'upstream_unreachable';
}

/**
 * A `fetch` for one conversation with a provider. It follows no redirect, because the request may
 * carry a client secret, a code or a token; it ends with `signal`, body included; and it reads no
 * more than an identity provider has to say.
 */
export function createUpstreamFetch(fetch: Fetch, signal: AbortSignal): CustomFetch {
  return async (url, { method, body, headers }) => {
    try {
      const response = await fetch(url, {
        method,
        body: body as RequestInit['body'] & {},
        headers: { ...headers, 'user-agent': USER_AGENT },
        redirect: 'manual',
        signal,
      });
      const bytes = await readBody(response);
      const { status, statusText } = response;
      return new Response(bytes, { status, statusText, headers: response.headers });
    } catch (error) {
      if (error instanceof UpstreamUnreachable) throw error;
      throw new UpstreamUnreachable(signal.aborted ? 'did not answer in time' : reason(error));
    }
  };
}

async function readBody(response: Response): Promise<Uint8Array<ArrayBuffer> | null> {
  if (response.body === null) return null;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.byteLength;
    if (length > MAX_BYTES) throw new UpstreamUnreachable('answered with more than 1 MiB');
    chunks.push(chunk);
  }
  // A Response with one of these statuses takes no body, not even an empty one.
  return [204, 205, 304].includes(response.status) ? null : new Uint8Array(Buffer.concat(chunks));
}

/** The system's or OpenSSL's error code. Messages are left out: they may quote what was sent. */
function reason(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error ? (cause as NodeJS.ErrnoException).code : undefined;
  return code === undefined ? 'cannot be reached' : `cannot be reached (${code})`;
}
