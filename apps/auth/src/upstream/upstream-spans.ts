import { currentSpan } from '@gatehouse/telemetry';
import type { CustomFetch } from 'openid-client';

/**
 * A span for each request to a provider, where the request that it is for is traced. The provider hears
 * nothing of it: no `traceparent` goes to somebody else's server.
 *
 * @param provider the id of its connector
 */
export function upstreamSpans(provider: string, fetch: CustomFetch): CustomFetch {
  const served = currentSpan();
  if (served === undefined) return fetch;
  return async (url, init) => {
    const { method } = init;
    const attributes = { 'http.request.method': method, 'gatehouse.provider': provider };
    const span = served.child(`${method} ${provider}`, 'client', attributes);
    try {
      const response = await fetch(url, init);
      const { status } = response;
      span.set({ 'http.response.status_code': status });
      span.end(status >= 400 ? status : undefined);
      return response;
    } catch (error) {
      span.end(error);
      throw error;
    }
  };
}
