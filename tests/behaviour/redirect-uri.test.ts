import { beforeAll, describe, expect, inject, test } from 'vitest';
import { Client, HTTPS_REDIRECT } from './actors/client.ts';
import { headingOf } from './actors/page.ts';
import { Person } from './actors/person.ts';

const stack = inject('stack');
const register = (...uris: string[]) => Client.register(stack.issuer, { redirect_uris: uris });

/** What an authorization request with this redirect URI ends in, for somebody who is not signed in. */
async function openWith(client: Client, redirectUri: string | undefined) {
  const person = new Person(stack);
  const request = client.authorizationUrl({ redirect_uri: redirectUri, prompt: 'none' });
  return person.browser.open(request);
}

async function expectPage(client: Client, redirectUri: string | undefined) {
  const page = await openWith(client, redirectUri);
  expect(page).toMatchObject({ status: 400, isOutside: false });
  expect(page.headers.get('location')).toBeNull();
  expect(page.headers.get('content-type')).toContain('text/html');
  return page;
}

async function expectRedirectTo(client: Client, redirectUri: string) {
  const page = await openWith(client, redirectUri);
  expect(page.isOutside, headingOf(page)).toBe(true);
  expect(page.url.href.startsWith(redirectUri)).toBe(true);
  expect(page.url.searchParams.get('error')).toBe('login_required');
}

describe('a client with an https redirect URI', () => {
  let client: Client;
  beforeAll(async () => {
    client = await register(HTTPS_REDIRECT);
  });

  test('is answered there', async () => {
    await expectRedirectTo(client, HTTPS_REDIRECT);
  });

  test.each([
    'https://evil.example/callback',
    'https://client.example/callback/',
    'https://CLIENT.example/callback',
    'https://client.example/callback?x=1',
    'https://client.example/a/../callback',
    'https://client.example@evil.example/callback',
    'https://client.example.evil.example/callback',
    'https://client.example/%2e%2e/callback',
    'https://client.example\\@evil.example/callback',
    'https://client.example/call\tback',
    'https:/client.example/callback',
    'https://client.example./callback',
    'https://client.example:443/callback',
    'https://client.example:8443/callback',
    'https://сlient.example/callback',
    'http://client.example/callback',
    '//client.example/callback',
    '/callback',
    'javascript:alert(1)//https://client.example/callback',
    '',
  ])('is not answered at %j: the person sees a page', async (uri) => {
    const page = await expectPage(client, uri);
    // It may stand in the details, for whoever makes the app, and leads nowhere.
    expect(page.html).not.toMatch(/<[^>]*evil\.example/);
  });

  test('has to name it', async () => {
    await expectPage(client, undefined);
  });
});

describe('a client with a redirect URI on loopback', () => {
  test.each([
    ['http://127.0.0.1/callback', 'http://127.0.0.1:50123/callback'],
    ['http://127.0.0.1:41233/callback', 'http://127.0.0.1:50123/callback'],
    ['http://127.0.0.1:41233/callback', 'http://127.0.0.1/callback'],
    ['http://[::1]/callback', 'http://[::1]:50123/callback'],
    ['http://localhost/callback', 'http://localhost:50123/callback'],
    ['http://localhost:8787/callback?from=app', 'http://localhost:50123/callback?from=app'],
    ['https://localhost:1234/callback', 'https://localhost:50123/callback'],
    ['https://127.0.0.1/callback', 'https://127.0.0.1:50123/callback'],
  ])('registered %s is answered at %s: the port may vary', async (registered, requested) => {
    await expectRedirectTo(await register(registered), requested);
  });

  let client: Client;
  beforeAll(async () => {
    client = await register('http://127.0.0.1/callback');
  });

  test.each([
    'http://127.0.0.1:50123/other',
    'http://127.0.0.1:50123/callback/',
    'http://127.0.0.1:50123/callback?x=1',
    'http://localhost:50123/callback',
    'http://[::1]:50123/callback',
    'http://127.0.0.1.evil.example/callback',
    'http://127.0.0.1@evil.example/callback',
    'http://127.0.0.1:50123@evil.example/callback',
    'http://127.0.0.1:50123#@evil.example/callback',
    'http://0.0.0.0:50123/callback',
    'http://127.0.0.2:50123/callback',
    'http://127.1:50123/callback',
    'http://2130706433:50123/callback',
    'https://127.0.0.1:50123/callback',
    'http://user@127.0.0.1:50123/callback',
    'HTTP://127.0.0.1:50123/CALLBACK',
  ])('is not answered at %s: nothing but the port may', async (uri) => {
    await expectPage(client, uri);
  });
});

test('a client with a private scheme is answered at exactly that', async () => {
  const client = await register('editor://vendor.editor-mcp/oauth/callback');
  await expectRedirectTo(client, 'editor://vendor.editor-mcp/oauth/callback');
  await expectPage(client, 'editor://vendor.editor-mcp/oauth/callback2');
  await expectPage(client, 'editor://evil/oauth/callback');
});

test('the response keeps what the redirect URI had, and wins where it is about itself', async () => {
  const uri = 'https://client.example/callback?tenant=7&code=planted&iss=https://evil.example';
  const client = await register(uri);
  const response = await new Person(stack).authorize(client.authorizationUrl());
  expect(response.searchParams.get('tenant')).toBe('7');
  expect(response.searchParams.getAll('iss')).toEqual([stack.issuer]);
  expect(response.searchParams.getAll('code')).not.toContain('planted');
});

test('the exchange may not name another redirect URI than the request', async () => {
  const client = await register(HTTPS_REDIRECT, 'https://client.example/other');
  const person = new Person(stack);
  const code = await client.obtainCode(person);
  const answer = await client.exchange(code, { redirect_uri: 'https://client.example/other' });
  expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  expect((await client.exchange(code)).status).toBe(200);
});

test('the exchange need not name the redirect URI, where a verifier protects the code', async () => {
  const client = await register(HTTPS_REDIRECT);
  const code = await client.obtainCode(new Person(stack));
  const unnamed = { redirect_uri: undefined };
  for (const verifier of [undefined, 'v'.repeat(43)]) {
    const answer = await client.exchange(code, { ...unnamed, code_verifier: verifier });
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  }
  expect((await client.exchange(code, unnamed)).status).toBe(200);
});
