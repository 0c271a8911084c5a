/**
 * What a web page makes its visitors' browsers send, without their knowing: it must not use up what
 * their programs, and everybody else's, may do.
 *
 * @module
 */
import { testDatabaseUrl } from '@gatehouse/database/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Stack, startStack } from '../harness/stack.ts';
import { expectRefusal, from, newAddress, repeat, statuses } from './actors/addresses.ts';
import { type Answer, answerOf, Client, HTTPS_REDIRECT, tokensOf } from './actors/client.ts';
import { headingOf } from './actors/page.ts';
import { Person } from './actors/person.ts';
import { RESOURCES } from './actors/resources.ts';

/** Small enough to reach, in a window that no test outlives. */
const LIMITS = {
  LIMITS: 'on',
  LIMIT_CLIENT_FAILURES: '3/1h',
  LIMIT_GRANT_FAILURES: '5/1h',
  LIMIT_REGISTRATIONS: '8/1h',
  LIMIT_REGISTRATIONS_TOTAL: '100/1h',
  LIMIT_REGISTRATION_FAILURES: '9/1h',
  LIMIT_PAGE_REGISTRATIONS: '3/1h',
  LIMIT_PAGE_REGISTRATIONS_TOTAL: '16/1h',
  LIMIT_PAGE_FAILURES: '4/1h',
  LIMIT_PAGE_FAILURES_TOTAL: '60/1h',
  LIMIT_AUTHORIZATIONS: '5/1h',
  LIMIT_SIGN_INS: '4/1h',
};

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({
    databaseUrl: await testDatabaseUrl(),
    withMcp: false,
    auth: { RESOURCES, TRUST_PROXY: 'loopback', ...LIMITS },
  });
});
afterAll(() => stack?.stop());

type Headers = Readonly<Record<string, string>>;

/** How browsers say that a page made a request: all of it, or as much as an old one says. */
const PAGES: Readonly<Record<string, Headers>> = {
  'a page': { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  'a page in a sandbox': { origin: 'null', 'sec-fetch-site': 'cross-site' },
  'a page in an old browser': { origin: 'https://evil.example' },
  'a page of the next subdomain': { origin: 'https://a.example', 'sec-fetch-site': 'same-site' },
};
const [A_PAGE = {}] = Object.values(PAGES);

const post = async (
  path: string,
  address: string | undefined,
  body: BodyInit,
  headers: Headers = {},
): Promise<Answer> =>
  answerOf(
    await fetch(new URL(path, stack.issuer), {
      method: 'POST',
      redirect: 'manual',
      headers: { ...from(address), ...headers },
      body,
    }),
  );

const form = (fields: Record<string, string>) => new URLSearchParams(fields);
const JSON_TYPE = { 'content-type': 'application/json' };
const METADATA = JSON.stringify({
  redirect_uris: [HTTPS_REDIRECT],
  grant_types: ['authorization_code', 'refresh_token'],
  token_endpoint_auth_method: 'none',
});

/** Registers as a program does, or as a page whose requests have the headers given. */
const register = (address: string, headers: Headers = {}, body = METADATA) =>
  post('/reg', address, body, { ...JSON_TYPE, ...headers });

describe('at the token endpoint', () => {
  let client: Client;
  beforeAll(async () => {
    client = await Client.register(stack.issuer);
  });
  const refresh = (address: string, token: string, headers: Headers = {}) =>
    post(
      '/token',
      address,
      form({
        grant_type: 'refresh_token',
        client_id: client.clientId,
        refresh_token: token,
      }),
      headers,
    );

  test.each(Object.entries(PAGES))(
    '%s uses up attempts of its own, not those of programs at the same address',
    async (_what, headers) => {
      const address = newAddress();
      const dead = await repeat(4, () => refresh(address, 'x'.repeat(43), headers));
      expect(statuses(dead)).toEqual(Array(4).fill(400));
      expectRefusal(await refresh(address, 'x'.repeat(43), headers));
      expect(statuses(await repeat(5, () => refresh(address, 'x'.repeat(43))))).toEqual(
        Array(5).fill(400),
      );
      expectRefusal(await refresh(address, 'x'.repeat(43)));
      expect((await refresh(newAddress(), 'x'.repeat(43), headers)).status).toBe(400);
    },
  );

  test.each(['/token', '/token/revocation', '/token/introspection'])(
    'what a page sends to %s is counted, whatever is wrong with it, and then refused',
    async (path) => {
      const address = newAddress();
      const plain = { ...A_PAGE, 'content-type': 'text/plain' };
      const junk = await repeat(4, () => post(path, address, 'x', plain));
      expect(statuses(junk)).toEqual(Array(4).fill(400));
      const refused = await post(path, address, form({ client_id: client.clientId }), A_PAGE);
      expectRefusal(refused);
      expect(refused.headers.get('access-control-allow-origin')).toBe('*');
      const program = await post(path, address, form({ client_id: 'nobody', token: 'x' }));
      expect([400, 401]).toContain(program.status);
    },
  );

  test('what a page gets right costs it nothing', async () => {
    const its = await Client.register(stack.issuer, { redirect_uris: [HTTPS_REDIRECT] });
    let { refresh_token: token } = await its.obtainTokens(new Person(stack));
    const address = newAddress();
    for (let turn = 0; turn < 8; turn += 1) {
      const fields = { grant_type: 'refresh_token', client_id: its.clientId, refresh_token: token };
      const answer = await post('/token', address, form(fields), { origin: 'app://obsidian.md' });
      token = tokensOf(answer).refresh_token;
    }
  });
});

describe('at the registration endpoint', () => {
  test('what is not well formed uses up no registrations, and ends by itself', async () => {
    const address = newAddress();
    const junk = ['{', '[]', '{"redirect_uris":[]}', '{"redirect_uris":["javascript:x"]}'];
    const answers = [];
    for (const body of [...junk, ...junk]) answers.push(await register(address, {}, body));
    expect(statuses(answers)).toEqual(Array(8).fill(400));
    expect(statuses(await repeat(8, () => register(address)))).toEqual(Array(8).fill(201));
    expectRefusal(await register(address));
    const other = newAddress();
    await repeat(9, () => register(other, {}, '{'));
    expectRefusal(await register(other, {}, '{'));
  });

  test.each(Object.entries(PAGES))(
    '%s uses up registrations of its own, not those of programs at the same address',
    async (_what, headers) => {
      const address = newAddress();
      const answers = await repeat(3, () => register(address, headers));
      expect(statuses(answers)).toEqual(Array(3).fill(201));
      expectRefusal(await register(address, headers));
      expect((await register(address)).status).toBe(201);
    },
  );

  test('the posts that a page needs no leave for are junk, and held against pages alone', async () => {
    const address = newAddress();
    const noCors = () =>
      post('/reg', address, METADATA, { ...A_PAGE, 'content-type': 'text/plain' });
    expect(statuses(await repeat(4, noCors))).toEqual(Array(4).fill(400));
    expectRefusal(await noCors());
    expectRefusal(await register(address, A_PAGE));
    expect((await register(address)).status).toBe(201);
  });

  test('all pages together are limited, and then programs still register', async () => {
    const everywhere = await repeat(17, () => register(newAddress(), A_PAGE));
    expect(statuses(everywhere)).toContain(201);
    expectRefusal(everywhere.at(-1)!);
    expect((await register(newAddress())).status).toBe(201);
  });
});

describe('where people sign in', () => {
  const open = (path: string, address: string, headers: Headers) =>
    fetch(new URL(path, stack.issuer), {
      redirect: 'manual',
      headers: { accept: 'text/html', ...from(address), ...headers },
    });

  test('what a page loads, or sends its visitors to, is not held against their programs', async () => {
    const client = await Client.register(stack.issuer);
    const { pathname, search } = client.authorizationUrl();
    const begin = (address: string, headers: Headers) => open(pathname + search, address, headers);
    const address = newAddress();
    const image = { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'image' };
    expect(statuses(await repeat(12, () => begin(address, image)))).toEqual(Array(12).fill(400));
    const led = { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' };
    expect(statuses(await repeat(6, () => begin(address, led)))).toEqual([
      ...Array(5).fill(303),
      429,
    ]);
    const typed = { 'sec-fetch-site': 'none', 'sec-fetch-dest': 'document' };
    expect(statuses(await repeat(6, () => begin(address, typed)))).toEqual([
      ...Array(5).fill(303),
      429,
    ]);
  });

  test('a posted authorization request is limited like any other', async () => {
    const client = await Client.register(stack.issuer);
    const address = newAddress();
    const begin = () => post('/auth', address, client.authorizationUrl().searchParams);
    const answers = await repeat(6, begin);
    expect(statuses(answers)).toEqual([...Array(5).fill(303), 429]);
    expect(answers.at(-1)!.headers.has('retry-after')).toBe(true);
  });
});

test('a program registers, and somebody signs in, while a page floods from their own machine', async () => {
  const over = new AbortController();
  const seen = new Set<number>();
  const flood = async (send: () => Promise<{ readonly status: number }>) => {
    while (!over.signal.aborted) seen.add((await send()).status);
  };
  const image = { ...A_PAGE, 'sec-fetch-dest': 'image' };
  const floods = [
    () => register('127.0.0.1', A_PAGE),
    () => post('/reg', undefined, METADATA, { ...A_PAGE, 'content-type': 'text/plain' }),
    () => post('/token', undefined, form({ client_id: 'client_nobody' }), A_PAGE),
    () => post('/interaction/x/login', undefined, form({ provider: 'github' }), A_PAGE),
    () => fetch(new URL('/auth?client_id=x', stack.issuer), { headers: image }),
  ].map(flood);
  try {
    await expect.poll(() => seen.has(429), { timeout: 20_000 }).toBe(true);
    const person = new Person(stack);
    const client = await Client.register(stack.issuer);
    const login = await person.browser.open(client.authorizationUrl());
    expect(headingOf(login)).toMatch(/^Sign in to /);
    const tokens = await client.obtainTokens(person);
    expect((await client.refresh(tokens)).status).toBe(200);
  } finally {
    over.abort();
    await Promise.all(floods);
  }
});

// Last, because it uses up what pages may try anywhere.
test('all pages together are limited at the token endpoint, and then programs are still served', async () => {
  const client = await Client.register(stack.issuer);
  const tokens = await client.obtainTokens(new Person(stack));
  const attempt = (headers: Headers) =>
    post('/token', newAddress(), form({ client_id: 'client_nobody' }), headers);
  const pages = await repeat(60, () => attempt(A_PAGE));
  expectRefusal(pages.at(-1)!);
  expect((await attempt({})).status).toBe(401);
  expect((await client.refresh(tokens)).status).toBe(200);
});
