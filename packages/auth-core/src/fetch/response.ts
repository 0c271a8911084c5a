import { corsHeaders } from '../protected-resource/cors.ts';
import type { Answer } from '../protected-resource/metadata-answer.ts';

/** An answer of the core as a `Response`. */
export function responseOf({ status, headers, body, text }: Answer): Response {
  if (text !== undefined) return new Response(text, { status, headers });
  if (body === undefined) return new Response(null, { status, headers });
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
  });
}

/** The same answer with CORS headers, so that pages of any origin can read it. */
export function readableAnywhere(response: Response, method: string): Response {
  const headers = Object.entries(corsHeaders(method));
  try {
    for (const [name, value] of headers) response.headers.set(name, value);
    return response;
  } catch {
    // The headers of a response that comes from `fetch` cannot be changed.
    const copy = new Response(response.body, response);
    for (const [name, value] of headers) copy.headers.set(name, value);
    return copy;
  }
}
