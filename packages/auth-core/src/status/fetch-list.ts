import { IssuerError } from '../errors/errors.ts';
import { type Fetch, readText } from '../issuer/fetch-json.ts';

export interface ListRequest {
  readonly fetch: Fetch;
  /** Milliseconds for request and answer together, including the body. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** The ETag of the list that we have, if that list may be used again. */
  readonly etag: string | undefined;
  /** Ends the request when its answer is no longer needed. */
  readonly signal: AbortSignal;
}

/** A new list, not verified yet, or the message that the list we have is still the latest. */
export type ListResponse =
  | { readonly token: string; readonly etag: string | undefined }
  | 'unchanged';

const mediaType = 'application/statuslist+jwt';

/**
 * Fetches a Status List Token (draft-ietf-oauth-status-list §8.1 and §8.2). Redirects are not
 * followed, because only this address is allowed.
 *
 * @throws {@link IssuerError} `issuer_unreachable` when there was no answer,
 *   `issuer_response_refused` when the answer cannot be used
 */
export async function fetchList(uri: string, request: ListRequest): Promise<ListResponse> {
  const { etag, maxBytes, timeoutMs } = request;
  try {
    const response = await request.fetch(uri, {
      headers: { accept: mediaType, ...(etag !== undefined && { 'if-none-match': etag }) },
      redirect: 'manual',
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]),
    });
    const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
    if (response.status === 200 && type === mediaType) {
      const newTag = response.headers.get('etag') ?? undefined;
      return { token: await readText(response, uri, maxBytes), etag: newTag };
    }
    await response.body?.cancel();
    if (response.status === 304 && etag !== undefined) return 'unchanged';
    throw refused(uri, response.status === 200 ? `with ${type}` : `${response.status}`);
  } catch (cause) {
    if (cause instanceof IssuerError) throw cause;
    throw new IssuerError('issuer_unreachable', `${uri} could not be reached`, { cause });
  }
}

function refused(uri: string, how: string): IssuerError {
  return new IssuerError('issuer_response_refused', `${uri} answered ${how}`);
}
