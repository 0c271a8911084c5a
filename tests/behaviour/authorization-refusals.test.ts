import { beforeAll, describe, expect, inject, test } from 'vitest';
import { Client, type Parameters } from './actors/client.ts';
import { expectPageHeaders } from './actors/expect-page.ts';
import { formTo, headingOf, textOf } from './actors/page.ts';
import { Person } from './actors/person.ts';
import { LEDGER, NOTES } from './actors/resources.ts';

const stack = inject('stack');
let client: Client;
let confidential: Client;
beforeAll(async () => {
  client = await Client.register(stack.issuer);
  confidential = await Client.register(stack.issuer, {
    redirect_uris: ['https://client.example/callback'],
    token_endpoint_auth_method: 'client_secret_basic',
  });
});

/** What the client is told once the person goes on, without anybody having signed in. */
async function refusal(url: URL): Promise<URLSearchParams> {
  const person = new Person(stack);
  const page = await person.goOn(await person.browser.open(url));
  if (!page.isOutside) throw new Error(`a page: ${page.status} ${headingOf(page)}`);
  // RFC 6749 §4.2.2.1: for a response type of the implicit flow the answer is in the fragment.
  return page.url.search === ''
    ? new URLSearchParams(page.url.hash.slice(1))
    : page.url.searchParams;
}

describe('PKCE with S256 is for everybody', () => {
  const challenges: [string, Parameters][] = [
    ['no challenge', { code_challenge: undefined, code_challenge_method: undefined }],
    ['a method without a challenge', { code_challenge: undefined }],
    ['the method plain', { code_challenge_method: 'plain' }],
    ['no method, which means plain', { code_challenge_method: undefined }],
    ['the method in small letters', { code_challenge_method: 's256' }],
    ['an unknown method', { code_challenge_method: 'S512' }],
    ['a challenge too short', { code_challenge: 'a'.repeat(42) }],
    ['a challenge too long', { code_challenge: 'a'.repeat(129) }],
    ['a challenge of other characters', { code_challenge: `${'a'.repeat(42)}+` }],
  ];
  test.each(challenges)(
    '%s is refused, public client or confidential',
    async (_what, parameters) => {
      for (const one of [client, confidential]) {
        const response = await refusal(one.authorizationUrl(parameters));
        expect(response.get('error')).toBe('invalid_request');
        expect(response.get('iss')).toBe(stack.issuer);
        expect(response.get('state')).toBe('a state');
        expect(response.has('code')).toBe(false);
      }
    },
  );
});

const refused: [string, Parameters, string][] = [
  ['response_type token', { response_type: 'token' }, 'unsupported_response_type'],
  [
    'response_type id_token',
    { response_type: 'id_token', nonce: 'n' },
    'unsupported_response_type',
  ],
  [
    'response_type code token',
    { response_type: 'code token', nonce: 'n' },
    'unsupported_response_type',
  ],
  ['an unknown response_type', { response_type: 'magic' }, 'unsupported_response_type'],
  ['no response_type', { response_type: undefined }, 'invalid_request'],
  ['a resource that is not ours', { resource: 'https://evil.example/mcp' }, 'invalid_target'],
  ['a resource with a fragment', { resource: `${NOTES}#x` }, 'invalid_target'],
  ['a relative resource', { resource: '/mcp' }, 'invalid_target'],
  ['a resource below ours', { resource: `${NOTES}/admin` }, 'invalid_target'],
  ['prompt none beside another', { prompt: 'none login' }, 'invalid_request'],
  ['prompt none beside one that nobody knows', { prompt: 'none bogus' }, 'invalid_request'],
  ['a request object', { request: 'e30.e30.' }, 'request_not_supported'],
  ['a request_uri', { request_uri: 'https://evil.example/r' }, 'request_uri_not_supported'],
  ['registration by the way', { registration: '{}' }, 'registration_not_supported'],
  ['a maximal age that is no number', { scope: 'openid', max_age: 'soon' }, 'invalid_request'],
  ['a negative maximal age', { scope: 'openid', max_age: '-1' }, 'invalid_request'],
  [
    'an id_token_hint that is not one',
    { scope: 'openid', id_token_hint: 'e30.e30.' },
    'invalid_request',
  ],
];
test.each(refused)('%s is refused', async (_what, parameters, error) => {
  const response = await refusal(client.authorizationUrl(parameters));
  expect(response.get('error')).toBe(error);
  expect(response.get('iss')).toBe(stack.issuer);
  expect(response.has('code')).toBe(false);
  expect(response.has('access_token')).toBe(false);
});

test.each(['form_post', 'web_message', 'query.jwt', 'bogus'])(
  'response_mode %s is not served',
  async (mode) => {
    const response = await refusal(client.authorizationUrl({ response_mode: mode }));
    expect(response.get('error')).toBe('unsupported_response_mode');
  },
);

test('two resources in one request are refused', async () => {
  const url = client.authorizationUrl();
  url.searchParams.append('resource', LEDGER);
  expect((await refusal(url)).get('error')).toBe('invalid_target');
});

describe('a repeated parameter', () => {
  test.each(['state', 'scope', 'code_challenge', 'nonce', 'response_type'])(
    '%s is refused',
    async (name) => {
      const url = client.authorizationUrl({ scope: 'notes:read', nonce: 'n' });
      url.searchParams.append(name, 'again');
      expect((await refusal(url)).get('error')).toBe('invalid_request');
    },
  );

  test.each(['client_id', 'redirect_uri'])('%s ends in a page', async (name) => {
    const url = client.authorizationUrl();
    url.searchParams.append(name, url.searchParams.get(name)!);
    const page = await new Person(stack).browser.open(url);
    expect(page).toMatchObject({ isOutside: false, status: 400 });
  });
});

describe('prompt=none', () => {
  test('of nobody is login_required', async () => {
    const response = await refusal(client.authorizationUrl({ prompt: 'none' }));
    expect(response.get('error')).toBe('login_required');
  });

  test('of somebody who is signed in, and did not agree yet, is consent_required', async () => {
    const person = new Person(stack);
    await person.authorize(client.authorizationUrl());
    const other = await Client.register(stack.issuer, {
      redirect_uris: ['https://client.example/callback'],
    });
    const page = await person.browser.open(other.authorizationUrl({ prompt: 'none' }));
    expect(page.url.searchParams.get('error')).toBe('consent_required');
    expect(page.url.searchParams.get('iss')).toBe(stack.issuer);
  });

  test('sends nobody to the provider', async () => {
    const person = new Person(stack);
    await person.browser.open(client.authorizationUrl({ prompt: 'none' }));
    expect(person.browser.exchanges.map(({ url }) => url.pathname)).toEqual(['/auth']);
  });
});

test.each([
  ['an unknown client', { client_id: 'client_nobody' }],
  ['a client whose id is a path', { client_id: '../../etc/passwd' }],
  ['no client', { client_id: undefined }],
  ['an empty client', { client_id: '' }],
])('%s gets a page that says so, and no redirect', async (_what, parameters) => {
  const page = await new Person(stack).browser.open(client.authorizationUrl(parameters));
  expect(page).toMatchObject({ status: 400, isOutside: false });
  expect(page.headers.get('location')).toBeNull();
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(textOf(page.html)).toContain('Error invalid_');
});

const SAID = 'Your account is locked call 0800 1234';

test.each([
  ['client_id', { client_id: SAID }],
  ['redirect_uri', { redirect_uri: `https://evil.example/?${SAID}` }],
  ['redirect_uri that is none', { redirect_uri: SAID }],
  ['scope', { scope: SAID, redirect_uri: 'https://evil.example/' }],
  ['response_type', { response_type: SAID }],
  ['prompt', { prompt: SAID }],
  ['state', { state: SAID, client_id: undefined }],
  ['error', { error: SAID, error_description: SAID, client_id: undefined }],
])('a page about an error says nothing that a link put into it: %s', async (_what, parameters) => {
  const page = await new Person(stack).browser.open(client.authorizationUrl(parameters));
  expect(page.isOutside).toBe(false);
  expect(page.html).not.toMatch(/locked|0800/);
});

describe('a page that holds an error back', () => {
  const HOST = 'sign-in.client.example';
  const redirects = { redirect_uris: [`https://${HOST}/cb`] };

  test('names the host that nobody vouches for, and sends nobody there by itself', async () => {
    const stranger = await Client.register(stack.issuer, { ...redirects, client_name: 'Claude' });
    const { browser } = new Person(stack);
    const page = await browser.open(stranger.authorizationUrl({ code_challenge: undefined }));
    expect(page).toMatchObject({ status: 400, isOutside: false });
    expect(page.headers.get('location')).toBeNull();
    expect(page.html).not.toContain('http-equiv="refresh"');
    expect(textOf(page.html)).toMatch(/The request of .?Claude.? is incomplete.* Not verified/);
    expect(page.html.replace(/<[^>]*>/g, '')).toContain(`Tell ${HOST}`);
    expectPageHeaders(page.headers);
    expect(browser.exchanges).toHaveLength(1);
  });

  test('names the resource that is not served, without the values of its query', async () => {
    const stranger = await Client.register(stack.issuer, redirects);
    const asked = { resource: `${NOTES}/Mistyped?key=not-told` };
    const page = await new Person(stack).browser.open(stranger.authorizationUrl(asked));
    expect(textOf(page.html)).toContain(`Asked for ${NOTES}/Mistyped?...`);
    expect(textOf(page.html)).not.toContain('not-told');
  });

  test('comes after a no, too, and then is no error', async () => {
    const stranger = await Client.register(stack.issuer, redirects);
    const person = new Person(stack);
    const consent = await person.open(stranger.authorizationUrl());
    const form = formTo(consent, '/consent')!;
    const page = await person.browser.submit(form, consent, [['decision', 'deny']]);
    expect(page).toMatchObject({ status: 200, isOutside: false });
    expect(headingOf(page)).toBe('You denied it. Nothing was shared.');
    expectPageHeaders(page.headers);
    expect((await person.goOn(page)).url.searchParams.get('error')).toBe('access_denied');
  });

  test('is left out where the person has agreed to the client before', async () => {
    const known = await Client.register(stack.issuer, redirects);
    const person = new Person(stack);
    await person.authorize(known.authorizationUrl({ scope: 'notes:read' }));
    const page = await person.browser.open(known.authorizationUrl({ code_challenge: undefined }));
    expect(page.isOutside).toBe(true);
    const consent = await person.open(known.authorizationUrl({ scope: 'notes:write' }));
    const form = formTo(consent, '/consent')!;
    const end = await person.browser.submit(form, consent, [['decision', 'deny']]);
    expect(end.isOutside).toBe(true);
  });
});

test('a person who denies sends the client access_denied, with state and issuer', async () => {
  const response = await new Person(stack).authorize(client.authorizationUrl(), { decide: 'deny' });
  expect(Object.fromEntries(response.searchParams)).toMatchObject({
    error: 'access_denied',
    state: 'a state',
    iss: stack.issuer,
  });
});

test('HEAD is no step: it begins nothing and sets nothing', async () => {
  for (const path of [
    '/interaction/x',
    '/interaction/x/signed-in',
    '/auth/x',
    '/callback/github',
  ]) {
    const { status } = await fetch(new URL(path, stack.issuer), { method: 'HEAD' });
    expect([path, status]).toEqual([path, 405]);
  }
  const { status, headers } = await fetch(client.authorizationUrl(), {
    method: 'HEAD',
    redirect: 'manual',
  });
  expect(status).toBe(405);
  expect(headers.get('allow')).toBe('GET, POST');
  expect(headers.get('location')).toBeNull();
  expect(headers.getSetCookie()).toEqual([]);
});

test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'])(
  '%s is no authorization request',
  async (method) => {
    const response = await fetch(client.authorizationUrl(), { method, redirect: 'manual' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, POST');
    expect(response.headers.has('access-control-allow-origin')).toBe(false);
  },
);

test.each([
  { 'sec-fetch-dest': 'image' },
  { 'sec-fetch-dest': 'iframe' },
  { 'sec-fetch-dest': 'empty' },
  { 'sec-fetch-dest': 'document, image' },
  { 'sec-fetch-dest': 'document', 'sec-purpose': 'prefetch;prerender' },
  { purpose: 'prefetch' },
  { 'x-moz': 'prefetch' },
])('what is loaded as %j begins nothing, and takes no step', async (headers) => {
  const { pathname, search } = client.authorizationUrl();
  const steps = ['/auth/x', '/interaction/x', '/interaction/x/signed-in', '/callback/github'];
  for (const path of [`${pathname}${search}`, ...steps]) {
    const response = await fetch(new URL(path, stack.issuer), { headers, redirect: 'manual' });
    expect([path, response.status]).toEqual([path, 400]);
    expect(response.headers.getSetCookie()).toEqual([]);
  }
  const posted = await fetch(new URL('/auth', stack.issuer), {
    method: 'POST',
    headers,
    body: client.authorizationUrl().searchParams,
    redirect: 'manual',
  });
  expect(posted.status).toBe(400);
});

test('a window begins an authorization request, also one that does not say what it is', async () => {
  for (const headers of [{ 'sec-fetch-dest': 'document' }, {}]) {
    const page = await new Person(stack).browser.open(client.authorizationUrl(), headers);
    expect(headingOf(page)).toMatch(/^Sign in to /);
  }
});

test.each([
  ['a state of 12 kB', { state: 's'.repeat(12_000) }],
  ['a login_hint of markup', { login_hint: '"><script>alert(1)</script>' }],
])('%s does no harm', async (_what, parameters) => {
  const page = await new Person(stack).browser.open(client.authorizationUrl(parameters));
  expect(page.status).toBeLessThan(500);
  expect(page.html).not.toContain('<script>alert');
});
