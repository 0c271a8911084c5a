import { beforeAll, expect, inject, test } from 'vitest';
import { Client, HTTPS_REDIRECT, newVerifier, tokensOf } from './actors/client.ts';
import { expectPageHeaders } from './actors/expect-page.ts';
import { formTo, headingOf } from './actors/page.ts';
import { Person } from './actors/person.ts';

const stack = inject('stack');
const AUTH = new URL('/auth', stack.issuer);
const FORM = 'application/x-www-form-urlencoded';
let client: Client;
beforeAll(async () => {
  client = await Client.register(stack.issuer, { redirect_uris: [HTTPS_REDIRECT] });
});

const post = (body: BodyInit, init: RequestInit = {}, to: URL = AUTH) =>
  fetch(to, { method: 'POST', redirect: 'manual', body, ...init });

const parametersOf = (response: Response) => [
  ...new URL(response.headers.get('location') ?? '', AUTH).searchParams,
];

test('an authorization request that is posted becomes the one that says the same', async () => {
  const { searchParams } = client.authorizationUrl({ state: 'ä & = + % / 😀', prompt: 'consent' });
  const response = await post(searchParams);
  expect(response.status).toBe(303);
  expect(response.headers.get('location')).toMatch(/^\/auth\?/);
  expect(parametersOf(response)).toEqual([...searchParams]);
  expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  expect(response.headers.get('cache-control')).toBe('no-store, no-transform');
  expect(response.headers.getSetCookie()).toEqual([]);
});

test('somebody signs in that way, and the client gets a code', async () => {
  const person = new Person(stack);
  const verifier = newVerifier();
  const fields = [...client.authorizationUrl({}, verifier).searchParams];
  const login = await person.browser.post(AUTH, fields);
  expect(headingOf(login)).toMatch(/^Sign in to /);
  const end = await person.decide(await person.signIn(login));
  const code = end.url.searchParams.get('code')!;
  tokensOf(await client.exchange({ code, code_verifier: verifier }));
});

test('address and form together make the request, and what is in both is repeated', async () => {
  const url = client.authorizationUrl({ state: undefined });
  expect(parametersOf(await post(new URLSearchParams({ state: 's' }), {}, url))).toEqual([
    ...url.searchParams,
    ['state', 's'],
  ]);
  const operator = new Person(stack);
  const twice = await operator.browser.post(url, [...url.searchParams]);
  expect(twice).toMatchObject({ status: 400, isOutside: false });
  const body = new URLSearchParams([...url.searchParams, ['scope', 'a'], ['scope', 'b']]);
  const repeated = parametersOf(await post(body)).filter(([name]) => name === 'scope');
  expect(repeated).toEqual([
    ['scope', 'a'],
    ['scope', 'b'],
  ]);
});

test.each<[string, BodyInit, RequestInit]>([
  ['JSON', '{}', { headers: { 'content-type': 'application/json' } }],
  ['plain text', 'client_id=x', { headers: { 'content-type': 'text/plain' } }],
  ['multipart', new FormData(), {}],
  ['a compressed form', 'x', { headers: { 'content-type': FORM, 'content-encoding': 'gzip' } }],
  ['an unknown charset', 'x', { headers: { 'content-type': `${FORM}; charset=x` } }],
  ['a form that is too long for an address', new URLSearchParams({ state: 's'.repeat(7990) }), {}],
  [
    'a form that is too long once it is encoded',
    `state=${'ä'.repeat(3000)}`,
    {
      headers: { 'content-type': FORM },
    },
  ],
  ['a form without end', new URLSearchParams({ state: 's'.repeat(200_000) }), {}],
])('%s is refused on a page', async (_what, body, init) => {
  const response = await post(body, init);
  expect(response.status).toBe(400);
  expect(response.headers.has('location')).toBe(false);
  expectPageHeaders(response.headers);
});

test('one of nothing, or with a NUL in it, ends where its GET does', async () => {
  for (const state of ['', 'client_id=%00']) {
    const response = await post(state, { headers: { 'content-type': FORM } });
    const end = await fetch(new URL(response.headers.get('location')!, AUTH));
    expect(end.status).toBe(400);
  }
});

test('a form of another site gets nothing silently that its link would not get', async () => {
  const person = new Person(stack);
  await person.authorize(client.authorizationUrl());
  const silent = await person.browser.open(client.authorizationUrl());
  expect(silent.isOutside).toBe(true);
  const attacker = new URL('https://evil.example/');
  const fields = [...client.authorizationUrl().searchParams];
  const page = await person.browser.post(AUTH, fields, {}, attacker);
  expect(formTo(page, '/consent')).toBeDefined();
  const exchanges = person.browser.exchanges
    .slice(-3)
    .map(({ method, status }) => [method, status]);
  expect(exchanges).toEqual([
    ['POST', 303],
    ['GET', 303],
    ['GET', 200],
  ]);
});
