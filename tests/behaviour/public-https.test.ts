/**
 * A server whose public URL is https, as behind a proxy that ends TLS; the requests here are what
 * such a proxy passes on. Registration asks for a token.
 */
import { testDatabaseUrl } from '@gatehouse/database/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../harness/ports.ts';
import { type Stack, startStack } from '../harness/stack.ts';
import { answerOf, Client, HTTPS_REDIRECT } from './actors/client.ts';
import { expectPageHeaders } from './actors/expect-page.ts';
import { formTo, type Page } from './actors/page.ts';
import { Person } from './actors/person.ts';
import { RESOURCES } from './actors/resources.ts';

const REGISTRATION_TOKEN = 'a-token-of-the-operator-for-these-tests-alone';
const port = await freePort();
const PUBLIC_URL = `https://localhost:${port}`;
/** where the proxy would reach it */
const inside = `http://localhost:${port}`;

let stack: Stack;
beforeAll(async () => {
  const auth = { PORT: String(port), RESOURCES, REGISTRATION: 'token', REGISTRATION_TOKEN };
  const databaseUrl = await testDatabaseUrl();
  stack = await startStack({ databaseUrl, publicUrl: PUBLIC_URL, withMcp: false, auth });
});
afterAll(() => stack?.stop());

const register = async (headers: Record<string, string>, redirects = [HTTPS_REDIRECT]) =>
  answerOf(
    await fetch(`${inside}/reg`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({
        redirect_uris: redirects,
        token_endpoint_auth_method: 'none',
      }),
    }),
  );

describe('registration with an initial access token', () => {
  test('is refused without one, or with another', async () => {
    for (const headers of [
      {},
      { authorization: 'Bearer another' },
      { authorization: 'Basic eDp4' },
    ]) {
      const { status, body } = await register(headers);
      expect([400, 401]).toContain(status);
      expect(body).not.toHaveProperty('client_id');
    }
    const { status, body } = await register({ authorization: 'Bearer another' });
    expect(status).toBe(401);
    expect(body.error).toBe('invalid_token');
  });

  test('works with it', async () => {
    const { status } = await register({ authorization: `Bearer ${REGISTRATION_TOKEN}` });
    expect(status).toBe(201);
  });
});

describe('behind https', () => {
  let setCookies: string[];
  let login: Page;
  beforeAll(async () => {
    const { body } = await register({ authorization: `Bearer ${REGISTRATION_TOKEN}` });
    const url = new URL('/auth', inside);
    url.search = new URLSearchParams({
      client_id: String(body.client_id),
      response_type: 'code',
      redirect_uri: HTTPS_REDIRECT,
      code_challenge: 'c'.repeat(43),
      code_challenge_method: 'S256',
    }).toString();
    const begun = await fetch(url, { redirect: 'manual' });
    setCookies = begun.headers.getSetCookie();
    const cookie = setCookies.map((line) => line.split(';')[0]).join('; ');
    const response = await fetch(new URL(begun.headers.get('location')!, inside), {
      headers: { cookie },
    });
    setCookies.push(...response.headers.getSetCookie());
    login = {
      url: new URL(response.url),
      status: response.status,
      headers: response.headers,
      html: await response.text(),
      isOutside: false,
    };
    const form = formTo(login, '/login')!;
    const handOff = await fetch(form.action, {
      method: 'POST',
      headers: {
        cookie: setCookies.map((line) => line.split(';')[0]).join('; '),
        'sec-fetch-site': 'same-origin',
      },
      body: new URLSearchParams([
        ...form.fields.map((field) => [...field]),
        ['provider', 'github'],
      ]),
    });
    setCookies.push(...handOff.headers.getSetCookie());
  });

  test('metadata names https everywhere', async () => {
    const response = await fetch(`${inside}/.well-known/oauth-authorization-server`);
    const metadata = await response.text();
    expect(metadata).toContain(`"issuer":"${PUBLIC_URL}"`);
    expect(metadata).not.toContain('http:');
  });

  test('every cookie is Secure and carries the prefix that its path allows', () => {
    const names = new Set(setCookies.map((line) => line.split('=')[0]?.replace(/\.sig$/, '')));
    expect(names).toContain('__Secure-gatehouse_interaction');
    expect(names).toContain('__Secure-gatehouse_resume');
    expect(names).toContain('__Host-gatehouse_browser');
    expect(names).toContain('__Host-gatehouse_form');
    for (const line of setCookies) {
      expect(line).toMatch(/; *secure/i);
      expect(line).toMatch(/; *httponly/i);
      expect(line).toMatch(/; *samesite=lax/i);
      expect(line).not.toMatch(/; *domain=/i);
      const path = /; *path=([^;]+)/i.exec(line)?.[1] ?? '';
      expect(path).toMatch(
        line.startsWith('__Host-') ? /^\/$/ : /^\/(?:interaction|auth)\/[\w-]+$/,
      );
    }
  });

  test('pages ask the browser to stay with https', () => {
    expectPageHeaders(login.headers);
    expect(login.headers.get('strict-transport-security')).toMatch(/^max-age=\d{7,}/);
  });

  test('what a visitor says about proxies counts for nothing', async () => {
    const response = await fetch(`${inside}/.well-known/openid-configuration`, {
      headers: { 'x-forwarded-proto': 'http', 'x-forwarded-host': 'evil.example' },
    });
    expect(await response.text()).not.toMatch(/http:|evil/);
  });
});

describe('behind https, a remembered decision', () => {
  const OTHER_REDIRECT = 'https://evil.example/callback';
  const at = (clientId: string, redirectUri: string) =>
    new Client(PUBLIC_URL, clientId, redirectUri);

  test('is not silent for another redirect of the client, and vouches for no errors there', async () => {
    const { body } = await register({ authorization: `Bearer ${REGISTRATION_TOKEN}` }, [
      HTTPS_REDIRECT,
      OTHER_REDIRECT,
    ]);
    const [one, other] = [HTTPS_REDIRECT, OTHER_REDIRECT].map((uri) =>
      at(String(body.client_id), uri),
    ) as [Client, Client];
    const person = new Person({ ...stack, issuer: PUBLIC_URL });
    await person.authorize(one.authorizationUrl());

    const silent = await person.browser.open(one.authorizationUrl());
    expect(silent.url.href).toMatch(/^https:\/\/client\.example\/callback\?code=/);
    const asked = await person.browser.open(other.authorizationUrl());
    expect(formTo(asked, '/consent')).toBeDefined();
    const none = await person.browser.open(other.authorizationUrl({ prompt: 'none' }));
    expect(none.url.searchParams.get('error')).toBe('consent_required');

    const broken = { code_challenge_method: 'plain' };
    const told = await person.browser.open(one.authorizationUrl(broken));
    expect(told.url.searchParams.get('error')).toBe('invalid_request');
    const held = await person.browser.open(other.authorizationUrl(broken));
    expect(held).toMatchObject({ status: 400, isOutside: false });
  });
});
