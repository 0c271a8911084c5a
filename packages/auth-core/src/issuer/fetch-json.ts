import { IssuerError } from '../errors/errors.ts';

/** The part of `fetch` that this package uses. Another implementation can be passed in. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface FetchLimits {
  /** Milliseconds for request and answer together, including the body. */
  readonly timeoutMs: number;
  /** Bytes. A longer body is refused. */
  readonly maxBytes: number;
}

/**
 * Fetches a JSON object. Redirects are not followed, only a 200 is accepted, and the body may be
 * neither too long nor too slow.
 *
 * @throws {@link IssuerError} `issuer_unreachable` when there was no answer,
 *   `issuer_response_refused` when the answer cannot be used
 */
export async function fetchJsonObject(
  url: string,
  fetch: Fetch,
  limits: FetchLimits,
): Promise<Record<string, unknown>> {
  const { status, text } = await fetchText(url, fetch, limits);
  if (status !== 200) {
    throw new IssuerError('issuer_response_refused', `${url} answered ${status}`);
  }
  return parseObject(text, url);
}

/**
 * Fetches a text in the same way, with any status. The body is read only if the status is 200.
 *
 * @throws {@link IssuerError}
 */
export async function fetchText(
  url: string,
  fetch: Fetch,
  limits: FetchLimits,
): Promise<{ readonly status: number; readonly text: string }> {
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.timeout(limits.timeoutMs),
    });
    const { status } = response;
    if (status === 200) return { status, text: await readText(response, url, limits.maxBytes) };
    await response.body?.cancel();
    return { status, text: '' };
  } catch (cause) {
    if (cause instanceof IssuerError) throw cause;
    throw new IssuerError('issuer_unreachable', `${url} could not be reached`, { cause });
  }
}

/** @throws {@link IssuerError} when the body is too long; errors of the body itself are passed on */
export async function readText(response: Response, url: string, maxBytes: number): Promise<string> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  // Leaving the loop by an exception cancels the body.
  for await (const chunk of response.body as AsyncIterable<Uint8Array> & typeof response.body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) {
      throw new IssuerError('issuer_response_refused', `${url} sent more than ${maxBytes} bytes`);
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** @throws {@link IssuerError} `issuer_response_refused` */
export function parseObject(text: string, url: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new IssuerError('issuer_response_refused', `${url} did not answer with JSON`, { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new IssuerError('issuer_response_refused', `${url} did not answer with a JSON object`);
  }
  return value as Record<string, unknown>;
}
