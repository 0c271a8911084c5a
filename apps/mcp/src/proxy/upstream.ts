import type { Fetch } from '@gatehouse/auth-core';
import {
  InvalidGrantError,
  TemporarilyUnavailableError,
} from '@modelcontextprotocol/sdk/server/auth/errors.js';
import type { FetchLike } from '@modelcontextprotocol/sdk/shared/transport.js';

/** For one request to the provider and its answer. */
const timeoutMs = 10_000;
/** The most characters of an answer, enough for tokens and other members. */
const maxAnswer = 256 * 1024;

/** Errors for an invalid code or refresh token: that of RFC 6749 §5.2, and GitHub's own. */
const deadGrants = ['invalid_grant', 'bad_verification_code', 'bad_refresh_token'];

/**
 * A `fetch` for requests to the provider, which makes OAuth errors from its answers. The SDK answers 500
 * to everything that is not 2xx. GitHub sends errors with the status 200, and JSON only on demand.
 *
 * @param onProblem called for errors that the client cannot correct
 */
export function providerFetch(fetch: Fetch, onProblem: (error: unknown) => void): FetchLike {
  return async (url, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set('accept', 'application/json');
    let text: string;
    let status: number;
    try {
      const response = await fetch(String(url), {
        ...init,
        headers: Object.fromEntries(headers),
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      status = response.status;
      text = await readText(response);
    } catch (cause) {
      throw failed(new Error('the provider could not be reached', { cause }));
    }
    const error = errorIn(text);
    if (error !== undefined && deadGrants.includes(error)) {
      throw new InvalidGrantError('The provider does not accept the code or refresh token.');
    }
    if (error !== undefined || status < 200 || status > 299) {
      throw failed(new Error(`the provider answered ${status} ${error ?? ''}`.trim()));
    }
    // A `Response` with the status 204 must not have a body.
    return new Response(status === 204 ? null : text, { status });
  };

  function failed(error: Error): TemporarilyUnavailableError {
    onProblem(error);
    return new TemporarilyUnavailableError('The provider cannot be used at the moment.');
  }
}

/** @throws Error when the body is too long; leaving the loop cancels it */
async function readText({ body }: Response): Promise<string> {
  if (body === null) return '';
  let text = '';
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (text.length > maxAnswer) throw new Error('the answer is too long');
  }
  return text;
}

function errorIn(text: string): string | undefined {
  try {
    const { error } = JSON.parse(text) as { readonly error?: unknown };
    // Only the characters of a code, and not too many, because it is written to the log.
    return typeof error === 'string' ? error.replaceAll(/[^\w.-]/g, '').slice(0, 60) : undefined;
  } catch {
    return undefined;
  }
}
