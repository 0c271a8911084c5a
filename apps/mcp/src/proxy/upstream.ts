import type { Fetch } from '@gatehouse/auth-core';
import {
  InvalidGrantError,
  TemporarilyUnavailableError,
} from '@modelcontextprotocol/sdk/server/auth/errors.js';
import type { FetchLike } from '@modelcontextprotocol/sdk/shared/transport.js';

/** Milliseconds for one exchange with the provider. */
const patience = 10_000;
/** Characters of an answer: tokens, and room for what comes with them. */
const maxAnswer = 256 * 1024;

/** What means that the code or refresh token does not count: RFC 6749 §5.2, and GitHub's own words. */
const deadGrants = ['invalid_grant', 'bad_verification_code', 'bad_refresh_token'];

/**
 * Asks the provider. The SDK makes a 500 of all that is not 2xx, and GitHub answers its errors with
 * 200 and, unless asked, not in JSON.
 *
 * @param onProblem told of what no client could do anything about
 */
export function askProvider(fetch: Fetch, onProblem: (error: unknown) => void): FetchLike {
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
        signal: AbortSignal.timeout(patience),
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
    // Those without a body may not be given one.
    return new Response(status === 204 ? null : text, { status });
  };

  function failed(error: Error): TemporarilyUnavailableError {
    onProblem(error);
    return new TemporarilyUnavailableError('The provider cannot be used at the moment.');
  }
}

/** @throws Error when there is no end to it; leaving the loop abandons the body */
async function readText({ body }: Response): Promise<string> {
  if (body === null) return '';
  let text = '';
  for await (const part of body.pipeThrough(new TextDecoderStream())) {
    text += part;
    if (text.length > maxAnswer) throw new Error('the answer is too long');
  }
  return text;
}

function errorIn(text: string): string | undefined {
  try {
    const { error } = JSON.parse(text) as { readonly error?: unknown };
    // A code of few characters, so that nothing else gets into the log.
    return typeof error === 'string' ? error.replaceAll(/[^\w.-]/g, '').slice(0, 60) : undefined;
  } catch {
    return undefined;
  }
}
