import { beforeAll, expect, inject, test } from 'vitest';
import { answerOf, Client, type Code, HTTPS_REDIRECT } from './actors/client.ts';
import { Person } from './actors/person.ts';

const stack = inject('stack');
const person = new Person(stack);

/** An exchange that a page of some origin attempts. */
const send = async (body: URLSearchParams, from: string, path = '/token') =>
  answerOf(
    await fetch(new URL(path, stack.issuer), {
      method: 'POST',
      headers: { origin: from },
      body,
    }),
  );

const exchangeOf = (code: Code) =>
  new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: its.clientId,
    redirect_uri: HTTPS_REDIRECT,
    ...code,
  });

const refreshOf = (token: string) =>
  new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: its.clientId,
    refresh_token: token,
  });

/** What the headers let a page read. */
const corsOf = (headers: Headers) =>
  ['access-control-allow-origin', 'access-control-expose-headers'].flatMap(
    (name) => headers.get(name) ?? [],
  );

const origin = new URL(HTTPS_REDIRECT).origin;
let its: Client;
beforeAll(async () => {
  its = await Client.register(stack.issuer, { redirect_uris: [HTTPS_REDIRECT] });
});

test('the origin of a registered redirect URI reads the answer', async () => {
  const body = exchangeOf(await its.obtainCode(person));
  const { status, headers } = await send(body, origin);
  expect(status).toBe(200);
  expect(headers.get('access-control-allow-origin')).toBe(origin);
  expect(headers.has('access-control-allow-credentials')).toBe(false);
  expect(headers.get('access-control-expose-headers')).toContain('X-Request-Id');
  expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
});

// Electron, browser extensions and pages in an app send such an origin, and read the answer.
test.each([
  'https://evil.example',
  'null',
  'http://client.example',
  'https://client.example:444',
  'chrome-extension://abcdef',
  'app://obsidian.md',
])('the origin %s is served, and no browser lets its page read the answer', async (foreign) => {
  const { status, headers, body } = await send(exchangeOf(await its.obtainCode(person)), foreign);
  expect(status).toBe(200);
  expect(corsOf(headers)).toEqual([]);
  expect(headers.get('vary')).toContain('Origin');
  const token = String(body.refresh_token);
  const refreshed = await send(refreshOf(token), foreign);
  expect([refreshed.status, corsOf(refreshed.headers)]).toEqual([200, []]);
  const wrong = await send(refreshOf('x'.repeat(43)), foreign);
  expect([wrong.status, corsOf(wrong.headers)]).toEqual([400, []]);
  const revocation = new URLSearchParams({ client_id: its.clientId, token });
  const revoked = await send(revocation, foreign, '/token/revocation');
  expect([revoked.status, corsOf(revoked.headers)]).toEqual([200, []]);
});

test('userinfo is served likewise: an origin that is the client’s reads it, others do not', async () => {
  const parameters = { scope: 'openid email', resource: undefined };
  const { access_token: token } = await its.obtainTokens(person, parameters);
  for (const [from, allowed] of [
    [origin, [origin, 'WWW-Authenticate, X-Request-Id']],
    ['https://evil.example', []],
  ] as const) {
    const response = await fetch(new URL('/me', stack.issuer), {
      headers: { origin: from, authorization: `Bearer ${token}` },
    });
    expect(response.status).toBe(200);
    expect(corsOf(response.headers)).toEqual(allowed);
  }
});

test('the preflight allows what MCP clients send', async () => {
  const response = await fetch(new URL('/token', stack.issuer), {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,mcp-protocol-version',
    },
  });
  expect(response.ok).toBe(true);
  expect(response.headers.get('access-control-allow-headers')?.toLowerCase()).toContain(
    'mcp-protocol-version',
  );
});

test.each(['/', '/interaction/x', '/callback/github'])('%s has no CORS', async (path) => {
  const { headers } = await fetch(new URL(path, stack.issuer), { headers: { origin } });
  expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
});
