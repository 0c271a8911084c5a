import { withinSpan } from '@gatehouse/telemetry';
import { ToldSpan } from '@gatehouse/telemetry/testing';
import { expect, test } from 'vitest';
import { createUpstreamFetch, type Fetch } from './upstream-fetch.ts';
import { upstreamSpans } from './upstream-spans.ts';

const TOKEN = 'https://provider.example/token?code=canary';

/** What a request that is traced tells of one to a provider, and which headers that one had. */
async function told(answer: () => Response) {
  const headers: Record<string, string>[] = [];
  const fetch: Fetch = async (_url, init) => {
    headers.push(init.headers as Record<string, string>);
    return answer();
  };
  const request = new ToldSpan('GET callback', 'server');
  const ask = () =>
    upstreamSpans('github', createUpstreamFetch(fetch, AbortSignal.timeout(60_000)))(TOKEN, {
      method: 'POST',
      headers: { authorization: 'Basic canary' },
      body: 'code=canary',
      redirect: 'manual',
    });
  const outcome: unknown = await withinSpan(request, ask).catch((error: unknown) => error);
  return { outcome, headers, parts: request.parts };
}

test('a request to a provider is a span that names provider and status, and no more', async () => {
  const { parts } = await told(() => new Response('canary'));
  expect(parts).toMatchObject([{ name: 'POST github', kind: 'client', ended: 'ok' }]);
  expect(parts[0]?.attributes).toEqual({
    'http.request.method': 'POST',
    'gatehouse.provider': 'github',
    'http.response.status_code': 200,
  });
});

test.each([400, 503])('what a provider answers with %d has failed', async (status) => {
  const { parts } = await told(() => new Response('canary', { status }));
  expect(parts[0]?.ended).toBe(String(status));
});

test('so has what it does not answer, without what the error says', async () => {
  const { outcome, parts } = await told(() => {
    throw Object.assign(new TypeError('of canary'), { code: 'ECONNREFUSED' });
  });
  expect(outcome).toBeInstanceOf(Error);
  expect(parts[0]?.ended).toBe('upstream_unreachable');
  expect(JSON.stringify(parts)).not.toContain('canary');
});

test('a provider is not told of the trace', async () => {
  const { headers } = await told(() => new Response('{}'));
  expect(Object.keys(headers[0] ?? {}).sort()).toEqual(['authorization', 'user-agent']);
});

test('where nothing is traced nothing stands in the way', () => {
  const fetch = createUpstreamFetch(async () => new Response(), AbortSignal.timeout(1));
  expect(upstreamSpans('github', fetch)).toBe(fetch);
});
