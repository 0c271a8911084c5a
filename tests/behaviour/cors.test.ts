import { beforeAll, expect, inject, test } from 'vitest';
import { answerOf, Client, type Code, HTTPS_REDIRECT } from './actors/client.ts';
import { Person } from './actors/person.ts';

const stack = inject('stack');
const person = new Person(stack);

/** An exchange that a page of some origin attempts. */
const send = async (body: URLSearchParams, from: string) =>
  answerOf(
    await fetch(new URL('/token', stack.issuer), {
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
});

test.each(['https://evil.example', 'null', 'http://client.example', 'https://client.example:444'])(
  'the origin %s does not, and uses nothing up',
  async (foreign) => {
    const code = await its.obtainCode(person);
    const body = exchangeOf(code);
    const { status, headers } = await send(body, foreign);
    expect(status).toBe(400);
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect((await its.exchange(code)).status).toBe(200);
  },
);

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
