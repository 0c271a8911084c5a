import { IssuerError } from '../errors/errors.ts';
import { type Fetch, parseObject, readText } from '../issuer/fetch-json.ts';

/** A request to a server about one token. */
export interface RemoteRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** The statuses by which this server says that the token is not valid. */
  readonly refusalStatuses: readonly number[];
  /** Whether the request carries credentials of our own: a 401 or 403 may then be about those. */
  readonly sendsCredentials: boolean;
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** Bytes. The longest answers name a few hundred scopes. */
const maxBytes = 64 * 1024;

/**
 * Sends a request and reads the JSON object of a 200.
 *
 * No redirect is followed: it would take the token, and this server's secret, elsewhere.
 *
 * @param timeout milliseconds for request and answer together, body included
 * @returns undefined where the status is one of `refusalStatuses`
 * @throws {@link IssuerError}
 */
export async function requestJson(
  request: RemoteRequest,
  fetch: Fetch,
  timeout: number,
): Promise<JsonObject | undefined> {
  const { url, method, headers, body, refusalStatuses } = request;
  let text: string;
  try {
    const response = await fetch(url, {
      method,
      headers: { accept: 'application/json', ...headers },
      ...(body !== undefined && { body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout),
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      if (refusalStatuses.includes(response.status)) return undefined;
      throw unusableStatus(request, response.status);
    }
    text = await readText(response, url, maxBytes);
  } catch (cause) {
    if (cause instanceof IssuerError) throw cause;
    throw new IssuerError('issuer_unreachable', `${url} could not be reached`, { cause });
  }
  return parseObject(text, url);
}

function unusableStatus({ url, sendsCredentials }: RemoteRequest, status: number): IssuerError {
  const message = `${url} answered ${status}`;
  if (status === 429 || status === 503) return new IssuerError('issuer_busy', message);
  if (sendsCredentials && (status === 401 || status === 403)) {
    return new IssuerError('issuer_credentials_refused', message);
  }
  return new IssuerError('issuer_response_refused', message);
}
