import { beforeAll, describe, expect, inject, test } from 'vitest';
import { Client } from './actors/client.ts';
import { expectPageHeaders } from './actors/expect-page.ts';
import { formTo, headingOf, type Page } from './actors/page.ts';
import { Person } from './actors/person.ts';

const stack = inject('stack');
let client: Client;
let person: Person;
beforeAll(async () => {
  client = await Client.register(stack.issuer);
  person = new Person(stack);
});

/** Posts the form of a page and stops at the answer, where a browser would be led on. */
async function answerTo(page: Page, ending: string, button: [string, string]) {
  const form = formTo(page, ending)!;
  return person.browser.request({
    method: 'POST',
    url: form.action,
    body: new URLSearchParams([...form.fields, button].map(([name, value]) => [name, value])),
    headers: { 'sec-fetch-site': 'same-origin' },
  });
}

describe('every page forbids framing, scripts, foreign forms and caching', () => {
  let login: Page;
  let consent: Page;

  test('the start page', async () => {
    expectPageHeaders((await person.browser.open(stack.issuer)).headers);
  });

  test('the login page', async () => {
    login = await person.browser.open(client.authorizationUrl());
    expect(headingOf(login)).toMatch(/^Sign in to /);
    expectPageHeaders(login.headers);
  });

  test('the hand-off to the provider', async () => {
    const handOff = await answerTo(login, '/login', ['provider', 'github']);
    expect(handOff.status).toBe(200);
    expectPageHeaders(handOff.headers);
  });

  test('the consent page', async () => {
    consent = await person.signIn(login);
    expect(headingOf(consent)).toContain('wants to use');
    expectPageHeaders(consent.headers);
  });

  test('the hand-off to the client, which holds no code', async () => {
    const handOff = await answerTo(consent, '/consent', ['decision', 'allow']);
    expect(handOff.status).toBe(200);
    expectPageHeaders(handOff.headers);
    expect(await handOff.text()).not.toMatch(/[?&]code=/);
  });

  test('the page of an answered request', async () => {
    const resumed = await person.browser.follow(
      consent,
      consent.url.pathname.replace('interaction', 'auth'),
    );
    expect(resumed.isOutside).toBe(true);
    const again = await person.browser.open(consent.url);
    expect(again.status).toBe(200);
    expect(headingOf(again)).toMatch(/already/i);
    expectPageHeaders(again.headers);
  });

  test.each([
    ['an unknown client', '/auth?client_id=nobody', 400],
    ['an unknown address', '/nothing', 404],
    ['an unknown interaction', '/interaction/nothing', 400],
    ['an unknown resume address', '/auth/nothing', 400],
    ['a callback that nobody began', '/callback/github?state=x&code=y', 403],
    ['a callback of an unknown provider', '/callback/evil', 404],
  ])('the page about %s', async (_what, path, status) => {
    const page = await new Person(stack).browser.open(new URL(path, stack.issuer));
    expect(page.status).toBe(status);
    expectPageHeaders(page.headers);
  });

  test('the page that refuses a form of another site', async () => {
    const url = new URL('/interaction/x/consent', stack.issuer);
    const page = await person.browser.post(url, [], { 'sec-fetch-site': 'cross-site' });
    expect(page.status).toBe(403);
    expectPageHeaders(page.headers);
  });
});

test('the style sheet may be kept for ever, and is no page', async () => {
  const page = await person.browser.open(stack.issuer);
  const href = /<link\b[^>]*href="([^"]+\.css)"/.exec(page.html)?.[1];
  const { status, headers } = await fetch(new URL(href!, stack.issuer));
  expect(status).toBe(200);
  expect(headers.get('content-type')).toMatch(/^text\/css/);
  expect(headers.get('cache-control')).toContain('immutable');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});

describe('cookies and redirects of a whole sign-in', () => {
  const exchanges: Person['browser']['exchanges'] = [];
  beforeAll(async () => {
    const somebody = new Person(stack);
    await somebody.authorize(client.authorizationUrl());
    const ours = somebody.browser.exchanges.filter(({ url }) => url.origin === stack.issuer);
    exchanges.push(...ours);
  });

  test('every cookie is HttpOnly, SameSite=Lax, for this host alone', () => {
    const lines = exchanges.flatMap(({ setCookies }) => setCookies);
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) {
      expect(line).toMatch(/; *httponly/i);
      expect(line).toMatch(/; *samesite=lax/i);
      expect(line).not.toMatch(/; *domain=/i);
      // http on loopback: with it, the browser would not send them back
      expect(line).not.toMatch(/; *secure/i);
    }
  });

  test('each is only sent where it is read', () => {
    const paths = exchanges
      .flatMap(({ setCookies }) => setCookies)
      .map(
        (line) =>
          [
            line
              .split('=')[0]!
              .replace(/\.sig$/, '')
              .replace(/_[\w-]{10}$/, '_:own'),
            /; *path=([^;]+)/i.exec(line)?.[1]?.replace(/[\w-]{20,}/, ':uid'),
          ] as const,
      );
    const pathsOf = (name: string) => [
      ...new Set(paths.flatMap(([of, path]) => (of === name ? [path] : []))),
    ];
    expect(Object.fromEntries(paths.map(([name]) => [name, pathsOf(name)]))).toEqual({
      gatehouse_session: ['/'],
      'gatehouse_browser_:own': ['/callback/github', '/interaction/:uid/signed-in', '/auth/:uid'],
      'gatehouse_form_:own': ['/interaction/:uid'],
      gatehouse_interaction: ['/interaction/:uid'],
      gatehouse_next: ['/interaction/:uid'],
      gatehouse_resume: ['/auth/:uid'],
    });
  });

  test('none is left of those that one step proved to the next', () => {
    const left = new Map(
      exchanges
        .flatMap(({ setCookies }) => setCookies)
        .filter((line) => line.startsWith('gatehouse_browser'))
        .map((line) => [line.split('=')[0], /=([^;]*)/.exec(line)?.[1]]),
    );
    expect(left.size).toBeGreaterThan(2);
    expect([...left.values()].filter((value) => value !== '')).toEqual([]);
  });

  test('no redirect keeps method and body', () => {
    const statuses = exchanges.map(({ status }) => status);
    expect(statuses).toContain(303);
    expect(statuses.filter((status) => ![200, 302, 303].includes(status))).toEqual([]);
    const answersToForms = exchanges.filter(({ method }) => method === 'POST');
    expect(answersToForms.map(({ status }) => status)).toEqual([200, 200]);
  });

  test('the session cookie after signing in is another than before', () => {
    const values = exchanges
      .flatMap(({ setCookies }) => setCookies)
      .flatMap((line) => /^gatehouse_session=([^;]+)/.exec(line)?.[1] ?? []);
    expect(values.length).toBeGreaterThan(0);
    const before = exchanges[0]!.setCookies.flatMap(
      (line) => /^gatehouse_session=([^;]+)/.exec(line)?.[1] ?? [],
    );
    expect(before).not.toContain(values.at(-1));
  });
});

describe('cookies that were tampered with', () => {
  test.each<[string, (name: string, value: string) => string]>([
    ['changed values', (name, value) => (name.endsWith('.sig') ? value : `${value}x`)],
    ['changed signatures', (name, value) => (name.endsWith('.sig') ? `x${value}` : value)],
    ['no signatures', (name, value) => (name.endsWith('.sig') ? '' : value)],
    ['8 kB', () => 'x'.repeat(2_000)],
    ['malformed UTF-8', () => '%ff%fe'],
  ])('%s: count as none', async (_what, change) => {
    const somebody = new Person(stack);
    await somebody.authorize(client.authorizationUrl());
    somebody.browser.cookies.tamper(change);
    const page = await somebody.browser.open(client.authorizationUrl());
    expect(page.status).toBe(200);
    expect(headingOf(page)).toMatch(/^Sign in to /);
  });
});
