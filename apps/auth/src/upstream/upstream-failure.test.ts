import { describe, expect, test } from 'vitest';
import { converse } from './conversation.ts';
import { failureOf } from './testing/expectation.ts';
import type { Upstream } from './upstream.ts';
import { unexpectedStatus } from './upstream-failure.ts';

const UPSTREAM: Upstream = {
  provider: 'somebody',
  label: 'Somebody',
  registration: {
    clientId: 'the-client',
    variables: { clientId: 'SOMEBODY_CLIENT_ID', clientSecret: 'SOMEBODY_CLIENT_SECRET' },
    place: 'the settings there',
    scope: 'openid',
  },
};

/** What becomes of a request whose connection fails like this, as `fetch` tells it. */
function failed(code: string) {
  const cause = Object.assign(new Error('hunter2'), { code });
  const fetch = () => Promise.reject(new TypeError('fetch failed', { cause }));
  const talk = converse(UPSTREAM, { fetch, timeoutMs: 5000 }, '', (request) =>
    request('https://somebody.example/', { method: 'GET', body: null, headers: {} } as never),
  );
  return failureOf(talk);
}

describe('a connection that fails', () => {
  test.each([
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  ])('for %s is the operator’s, who has to name the authority', async (code) => {
    const error = await failed(code);
    expect(error).toMatchObject({ code: 'misconfigured', reason: 'certificate' });
    expect(error.message).toBe(`Somebody cannot be reached (${code}).`);
    expect(error.remedy).toContain('NODE_EXTRA_CA_CERTS');
  });

  test.each(['ECONNREFUSED', 'ENOTFOUND', 'CERT_HAS_EXPIRED', 'ECONNRESET'])(
    'for %s may go by itself',
    async (code) => {
      const error = await failed(code);
      expect(error).toMatchObject({ code: 'unavailable', reason: 'unreachable' });
      expect(error.remedy).toBeUndefined();
      expect(error.message).not.toContain('hunter2');
    },
  );
});

test.each([
  [500, 'unavailable', 'status_500'],
  [503, 'unavailable', 'status_503'],
  [429, 'unavailable', 'rate_limited'],
  [401, 'misconfigured', 'status_401'],
  [403, 'misconfigured', 'status_403'],
  [404, 'misconfigured', 'status_404'],
  [400, 'invalid_response', 'status_400'],
  [302, 'invalid_response', 'status_302'],
  [204, 'invalid_response', 'status_204'],
])('a status of %i alone is %s, %s', (status, code, reason) => {
  const error = unexpectedStatus(UPSTREAM, status);
  expect(error).toMatchObject({ code, reason });
  expect(error.remedy?.includes('SOMEBODY_CLIENT_SECRET') ?? false).toBe(code === 'misconfigured');
});
