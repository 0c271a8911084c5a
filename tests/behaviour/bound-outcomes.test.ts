/**
 * What a person did on our pages belongs to their browser. The attacker here listens on another port
 * of the same host, so that browsers take its cookies for ours (RFC 6265 §8.5).
 */
import { beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { claimsOf, Client, HTTPS_REDIRECT, newVerifier, tokensOf } from './actors/client.ts';
import { formTo, headingOf, type Page, refreshTarget } from './actors/page.ts';
import { Person } from './actors/person.ts';

const stack = inject('stack');
const INTERACTION = 'gatehouse_interaction';
const RESUME = 'gatehouse_resume';
let client: Client;
let attacker: Person;
let victim: Person;
beforeAll(async () => {
  client = await Client.register(stack.issuer, { redirect_uris: [HTTPS_REDIRECT] });
});
beforeEach(() => {
  attacker = new Person(stack);
  victim = new Person(stack);
});

const resumeOf = ({ url }: Page) => new URL(`/auth/${url.pathname.split('/')[2]}`, url);

function expectStartAgain(page: Page) {
  expect(page).toMatchObject({ status: 400, isOutside: false });
  expect(headingOf(page)).toBe('This page is out of date');
  expect(page.html).toContain('Start again from your app.');
}

/** Who is signed in, by what a request without a page gets. */
async function whoIs({ browser }: Person): Promise<unknown> {
  const verifier = newVerifier();
  const { url } = await browser.open(client.authorizationUrl({ prompt: 'none' }, verifier));
  const error = url.searchParams.get('error');
  if (error !== null) return error === 'login_required' ? 'nobody' : 'somebody';
  const code = { code: url.searchParams.get('code')!, code_verifier: verifier };
  const tokens = tokensOf(await client.exchange(code));
  return claimsOf(tokens.access_token).preferred_username;
}

/** Presses a button and stops at the page that would lead on to the resumption. */
async function pressAndStop({ browser }: Person, page: Page, ending: string, decision?: string) {
  const form = formTo(page, ending)!;
  const fields = [...form.fields, ...(decision === undefined ? [] : [['decision', decision]])];
  const response = await browser.request({
    method: 'POST',
    url: form.action,
    body: new URLSearchParams(fields.map(([name = '', value = '']) => [name, value])),
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  const shown = { ...page, status: response.status, html: await response.text() };
  expect(refreshTarget(shown)?.href).toBe(resumeOf(page).href);
}

describe.each([
  ['is signed out', 'nobody'],
  ['is signed in already', 'grace'],
])('a victim who %s and is led to an interaction of the attacker’s', (_what, before) => {
  let login: Page;
  beforeEach(async () => {
    if (before !== 'nobody') await victim.authorize(client.authorizationUrl(), { as: 'grace' });
    login = await attacker.browser.open(client.authorizationUrl({ prompt: 'login' }));
    victim.browser.cookies.tossFrom(attacker.browser.cookies, INTERACTION);
  });

  test('and signs in there, signs nobody in at the attacker’s', async () => {
    await victim.stopAtResumption(await victim.browser.open(login.url), 'ada');
    for (let attempt = 0; attempt < 2; attempt += 1) {
      expectStartAgain(await attacker.browser.open(resumeOf(login)));
    }
    expect(await whoIs(attacker)).toBe('nobody');
    expect(await whoIs(victim)).toBe(before);
  });

  test('and is watched through the interaction, neither', async () => {
    const upstream = await victim.chooseProvider(await victim.browser.open(login.url), 'github');
    const form = victim.accountForm(upstream, 'ada');
    const callback = await victim.browser.request({
      method: 'POST',
      url: form.action,
      body: new URLSearchParams(form.fields.map((pair) => [...pair])),
    });
    const url = new URL(callback.headers.get('location')!);
    const signedIn = await victim.browser.request({ method: 'GET', url });
    const address = new URL(signedIn.headers.get('location')!, stack.issuer);
    expect(address.pathname).toMatch(/\/signed-in$/);
    expectStartAgain(await attacker.browser.open(address));
    expectStartAgain(await attacker.browser.open(address));
  });

  test('with everything that the attacker’s browser has, neither', async () => {
    await attacker.stopAtResumption(login, 'alan');
    victim.browser.cookies.tossFrom(attacker.browser.cookies, 'gatehouse_');
    await victim.stopAtResumption(await victim.browser.open(login.url), 'ada');
    expectStartAgain(await attacker.browser.open(resumeOf(login)));
    expect(await whoIs(attacker)).toBe('nobody');
  });
});

describe.each([
  ['is signed out', 'nobody'],
  ['is signed in already', 'grace'],
])('a victim who %s and gets a resume cookie of the attacker’s', (_what, before) => {
  beforeEach(async () => {
    if (before !== 'nobody') await victim.authorize(client.authorizationUrl(), { as: 'grace' });
  });

  test('with a sign-in in it, stays who they are', async () => {
    const login = await attacker.browser.open(client.authorizationUrl());
    await attacker.stopAtResumption(login, 'alan');
    victim.browser.cookies.tossFrom(attacker.browser.cookies, RESUME);
    const page = await victim.browser.open(resumeOf(login));
    expectStartAgain(page);
    expect(page.html).not.toMatch(/submitting callback|end_session|logout/i);
    expect(await whoIs(victim)).toBe(before);
    // Nothing was consumed: whose it is can go on.
    const own = await attacker.browser.open(resumeOf(login));
    expect(formTo(own, '/consent')).toBeDefined();
  });

  test.each(['allow', 'deny'])('with a decision to %s in it, answers nobody', async (decision) => {
    const consent = await attacker.open(client.authorizationUrl(), { as: 'alan' });
    await pressAndStop(attacker, consent, '/consent', decision);
    victim.browser.cookies.tossFrom(attacker.browser.cookies, RESUME);
    expectStartAgain(await victim.browser.open(resumeOf(consent)));
    expect(await whoIs(victim)).toBe(before);
    const own = await attacker.goOn(await attacker.browser.open(resumeOf(consent)));
    expect(own.url.searchParams.has(decision === 'allow' ? 'code' : 'error')).toBe(true);
  });

  test('under another address, neither', async () => {
    const login = await attacker.browser.open(client.authorizationUrl());
    await attacker.stopAtResumption(login, 'alan');
    const other = await victim.browser.open(client.authorizationUrl({ prompt: 'login' }));
    victim.browser.cookies.lose(RESUME);
    victim.browser.cookies.tossFrom(attacker.browser.cookies, RESUME);
    expectStartAgain(await victim.browser.open(resumeOf(other)));
    expect(await whoIs(victim)).toBe(before);
  });
});

test('a cancelled sign-in is the browser’s that cancelled it', async () => {
  const login = await victim.browser.open(client.authorizationUrl());
  attacker.browser.cookies.tossFrom(victim.browser.cookies, INTERACTION, RESUME, 'gatehouse_form');
  const form = formTo(login, '/login')!;
  const action = new URL(form.action.href.replace('/login', '/cancel'));
  const response = await victim.browser.request({
    method: 'POST',
    url: action,
    body: new URLSearchParams(form.fields.map((pair) => [...pair])),
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  expect(response.status).toBe(200);
  expectStartAgain(await attacker.browser.open(resumeOf(login)));
  const own = await victim.goOn(await victim.browser.open(resumeOf(login)));
  expect(own.url.searchParams.get('error')).toBe('access_denied');
});

test('an address with a client in it does not carry the refusal to that client', async () => {
  const login = await attacker.browser.open(client.authorizationUrl());
  await attacker.stopAtResumption(login, 'alan');
  victim.browser.cookies.tossFrom(attacker.browser.cookies, RESUME);
  const address = resumeOf(login);
  address.search = client.authorizationUrl().search;
  expectStartAgain(await victim.browser.open(address));
});

describe('a cookie that is lost', () => {
  test('after the provider ends in a page that says to start again', async () => {
    const callback = await victim.stopAtCallback(client.authorizationUrl());
    victim.browser.cookies.lose('gatehouse_browser');
    const page = await victim.browser.open(callback);
    expect(page).toMatchObject({ status: 403, isOutside: false });
    expect(page.html).toContain('start again from your app');
  });

  test.each(['gatehouse_browser', 'gatehouse_'])(
    'after the decision too, without a loop (%s)',
    async (which) => {
      const consent = await victim.open(client.authorizationUrl());
      await pressAndStop(victim, consent, '/consent', 'allow');
      victim.browser.cookies.lose(which);
      for (let attempt = 0; attempt < 3; attempt += 1) {
        expectStartAgain(await victim.browser.open(resumeOf(consent)));
      }
      victim.browser.cookies.lose('gatehouse_');
      const end = await victim.authorize(client.authorizationUrl());
      expect(end.searchParams.has('code')).toBe(true);
    },
  );
});

describe('two tabs of one browser', () => {
  test.each([
    ['in the order of their pages', [0, 1]],
    ['the other way round', [1, 0]],
  ])('sign in two people %s, and no page of the library shows', async (_what, order) => {
    const tabs = [
      await victim.browser.open(client.authorizationUrl({ state: 'one' })),
      await victim.browser.open(client.authorizationUrl({ state: 'two' })),
    ];
    const people = ['Ada Lovelace', 'Grace Hopper'];
    for (const tab of order) {
      const page = await victim.signIn(tabs[tab]!, { as: ['ada', 'grace'][tab]! });
      expect(page.html).not.toMatch(/submitting callback/i);
      expect(page.html).toContain(people[tab]);
    }
  });

  test('at the provider at once, each for its own request', async () => {
    const logins = [
      await victim.browser.open(client.authorizationUrl({ state: 'one' })),
      await victim.browser.open(client.authorizationUrl({ state: 'two' })),
    ] as const;
    const upstream = [
      await victim.chooseProvider(logins[0], 'github'),
      await victim.chooseProvider(logins[1], 'github'),
    ] as const;
    const second = await victim.chooseAccount(upstream[1], 'ada');
    const first = await victim.chooseAccount(upstream[0], 'ada');
    expect((await victim.decide(first)).url.searchParams.get('state')).toBe('one');
    expect((await victim.decide(second)).url.searchParams.get('state')).toBe('two');
  });

  test('a decision of the one person does not count for the next', async () => {
    const consent = await victim.open(client.authorizationUrl(), { as: 'ada' });
    const login = await victim.browser.open(client.authorizationUrl({ prompt: 'login' }));
    await pressAndStop(victim, consent, '/consent', 'allow');
    await victim.signIn(login, { as: 'grace' });
    expectStartAgain(await victim.browser.open(resumeOf(consent)));
  });
});
