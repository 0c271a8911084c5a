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
  /** its certificate is of an authority that is not known here */
  readonly isUntrusted: boolean;

  constructor(message: string, isUntrusted = false) {
    super(message);
    this.isUntrusted = isUntrusted;
  }
}

/** What OpenSSL calls a chain that ends in no known authority (verify, “diagnostics”). */
const UNTRUSTED = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

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
      const answered = new Headers(response.headers);
      // The library would throw the challenge, and the body that says why would stay unread.
      answered.delete('www-authenticate');
      return new Response(bytes, { status, statusText, headers: answered });
    } catch (error) {
      if (error instanceof UpstreamUnreachable) throw error;
      if (signal.aborted) throw new UpstreamUnreachable('did not answer in time');
      const code = systemCode(error);
      const suffix = code === undefined ? '' : ` (${code})`;
      throw new UpstreamUnreachable(`cannot be reached${suffix}`, UNTRUSTED.has(code ?? ''));
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
function systemCode(error: unknown): string | undefined {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? (cause as NodeJS.ErrnoException).code : undefined;
}
