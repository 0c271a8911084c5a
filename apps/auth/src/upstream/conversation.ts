import type { CustomFetch } from 'openid-client';
import type { Upstream } from './upstream.ts';
import type { ToldBy } from './upstream-error.ts';
import { createUpstreamFetch, type Fetch } from './upstream-fetch.ts';
import { upstreamFailure } from './upstream-failure.ts';
import { upstreamSpans } from './upstream-spans.ts';

export interface ConversationOptions {
  readonly fetch: Fetch;
  /** milliseconds for all requests of one step together */
  readonly timeoutMs: number;
}

/**
 * Everything said to a provider for one step of one sign-in: one deadline over all of it, nothing
 * left running after it, and {@link UpstreamError} for whatever goes wrong.
 *
 * @param redirectUri the one of this sign-in, for an operator who has to register it; empty where the
 *   step sends none
 * @throws UpstreamError
 */
export async function converse<Result>(
  upstream: Upstream,
  { fetch, timeoutMs }: ConversationOptions,
  redirectUri: string,
  talk: (fetch: CustomFetch) => Promise<Result>,
): Promise<Result> {
  const end = new AbortController();
  const deadline = setTimeout(() => end.abort(), timeoutMs);
  const request = upstreamSpans(upstream.provider, createUpstreamFetch(fetch, end.signal));
  // What fails before anything was asked was brought by the browser, and may be anybody's word.
  let toldBy: ToldBy = 'browser';
  try {
    return await talk((...given) => {
      toldBy = 'provider';
      return request(...given);
    });
  } catch (error) {
    throw upstreamFailure(upstream, error, redirectUri, toldBy);
  } finally {
    clearTimeout(deadline);
    end.abort();
  }
}
