import { IssuerError } from '../errors/errors.ts';

/** The part of `fetch` this package uses, so that another can be passed in. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface FetchLimits {
  /** Milliseconds for the whole exchange, body included. */
  readonly timeoutMs: number;
  /** Bytes of body read before giving up. */
  readonly maxBytes: number;
}

/**
 * Fetches one JSON object: no redirect is followed, only 200 counts, and a body that is too long
 * or too slow is abandoned.
 *
 * @throws {@link IssuerError} `issuer_unreachable` when there was no answer at all,
 *   `issuer_response_refused` when there was one that cannot be used
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
 * The same without a look at what was said. Only of a 200 is the body read.
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

/** @throws {@link IssuerError} when the body is too long; whatever the body throws besides */
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
