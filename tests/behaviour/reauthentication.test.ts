import { beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import {
  claimsOf,
  Client,
  HTTPS_REDIRECT,
  newVerifier,
  type Parameters,
  type Tokens,
  tokensOf,
} from './actors/client.ts';
import { formTo, headingOf, type Page } from './actors/page.ts';
import { Person } from './actors/person.ts';

const stack = inject('stack');
const SCOPE = { scope: 'openid notes:read' };
const registered = () => Client.register(stack.issuer, { redirect_uris: [HTTPS_REDIRECT] });

/** What would resume the request that a page of ours belongs to. */
const resumeOf = ({ url }: Page) => url.href.replace('/interaction/', '/auth/');

let client: Client;
let person: Person;
let before: Tokens;
beforeAll(async () => {
  client = await registered();
  person = new Person(stack);
  before = await client.obtainTokens(person, SCOPE);
});

describe.each<[string, Parameters]>([
  ['prompt=login', { prompt: 'login' }],
  ['max_age=0', { max_age: '0' }],
])('%s', (_what, parameters) => {
  let verifier: string;
  let page: Page;
  beforeEach(async () => {
    verifier = newVerifier();
    page = await person.browser.open(
      client.authorizationUrl({ ...SCOPE, ...parameters }, verifier),
    );
  });

  test('asks somebody who is signed in to sign in again', () => {
    expect(headingOf(page)).toMatch(/^Sign in to /);
  });

  test('is not got round by resuming, however often', async () => {
    const again = await person.browser.open(resumeOf(page));
    expect(headingOf(again)).toMatch(/^Sign in to /);
    const oncemore = await person.browser.open(resumeOf(again));
    expect(headingOf(oncemore)).toMatch(/^Sign in to /);
    const old = await person.browser.open(resumeOf(page));
    expect(old.isOutside).toBe(false);
    expect(formTo(old, '/consent')).toBeUndefined();
  });

  test('tells when that was', async () => {
    const authTime = (tokens: Tokens) => Number(claimsOf(tokens.access_token).auth_time);
    // auth_time counts whole seconds.
    while (Date.now() / 1000 < authTime(before) + 1) await new Promise((go) => setTimeout(go, 50));
    const consent = await person.signIn(page);
    const { url } = formTo(consent, '/consent') ? await person.decide(consent) : consent;
    const code = url.searchParams.get('code')!;
    const tokens = tokensOf(await client.exchange({ code, code_verifier: verifier }));
    expect(authTime(tokens)).toBeGreaterThan(authTime(before));
  });
});

describe.each(['select_account', 'create', 'consent select_account'])('prompt=%s', (prompt) => {
  test.each([
    ['openid notes:read', 'google'],
    ['notes:read', 'github'],
  ] as const)(
    'of %s lets somebody who is signed in choose the account, at %s',
    async (scope, provider) => {
      const somebody = new Person(stack);
      await somebody.authorize(client.authorizationUrl(SCOPE));
      const page = await somebody.browser.open(client.authorizationUrl({ scope, prompt }));
      expect(headingOf(page)).toMatch(/^Sign in to /);
      expect(headingOf(await somebody.browser.open(resumeOf(page)))).toMatch(/^Sign in to /);
      const anew = await somebody.browser.open(client.authorizationUrl({ scope, prompt }));
      const upstream = await somebody.chooseProvider(anew, provider);
      expect(upstream.url.searchParams.get('prompt')).toBe('select_account');
      const name = provider === 'github' ? 'grace' : 'margaret@example.org';
      const consent = await somebody.chooseAccount(upstream, name);
      const { url } = await somebody.decide(consent);
      expect(url.searchParams.get('code')).not.toBeNull();
    },
  );
});

describe('the time of a sign-in', () => {
  // Whole seconds; a moment later in each step.
  const seconds = () => Math.floor(Date.now() / 1000);
  const laterThan = async (moment: number) => {
    while (seconds() <= moment) await new Promise((go) => setTimeout(go, 50));
  };
  const timeIn = (token: string | undefined) => Number(claimsOf(token!).auth_time);

  test('is when it was accepted, whenever Allow is pressed and a code exchanged', async () => {
    const somebody = new Person(stack);
    const own = await registered();
    const verifier = newVerifier();
    const request = own.authorizationUrl({ ...SCOPE, max_age: '600' }, verifier);
    const callback = await somebody.stopAtCallback(request);
    const began = seconds();
    const { headers } = await somebody.browser.request({ method: 'GET', url: callback });
    const accepted = seconds();
    await laterThan(accepted);
    const consent = await somebody.browser.open(new URL(headers.get('location')!, callback));
    await laterThan(accepted + 1);
    const { url } = await somebody.decide(consent);
    await laterThan(accepted + 2);
    const code = url.searchParams.get('code')!;
    const tokens = tokensOf(await own.exchange({ code, code_verifier: verifier }));
    const refreshed = tokensOf(await own.refresh(tokens));
    const authTime = timeIn(tokens.access_token);
    expect(authTime).toBeGreaterThanOrEqual(began);
    expect(authTime).toBeLessThanOrEqual(accepted);
    const others = [tokens.id_token, refreshed.access_token, refreshed.id_token];
    expect(others.map(timeIn)).toEqual([authTime, authTime, authTime]);
    // Nor does a later request of the same session make it newer.
    expect(timeIn((await own.obtainTokens(somebody, SCOPE)).access_token)).toBe(authTime);
  });

  test('is not taken back by a tab from before', async () => {
    const somebody = new Person(stack);
    const own = await registered();
    const older = await somebody.open(own.authorizationUrl(SCOPE));
    await laterThan(seconds());
    const again = await (await registered()).obtainTokens(somebody, { ...SCOPE, prompt: 'login' });
    await somebody.decide(older);
    const next = await own.obtainTokens(somebody, SCOPE);
    expect(timeIn(next.access_token)).toBe(timeIn(again.access_token));
  });
});

describe('an id_token_hint', () => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const forgeries: [string, (parts: string[], claims: object) => string][] = [
    ['that nobody signed', ([, claims]) => `${part({ alg: 'none' })}.${claims}.`],
    [
      'of another person, under a signature of ours',
      ([header, , signature], claims) => `${header}.${part({ ...claims, sub: 'x' })}.${signature}`,
    ],
    ['that is an access token', () => before.access_token],
  ];

  test.each(forgeries)('%s is refused', async (_what, forge) => {
    const hint = forge(before.id_token!.split('.'), claimsOf(before.id_token!));
    for (const who of [person, new Person(stack)]) {
      const url = client.authorizationUrl({ ...SCOPE, id_token_hint: hint });
      const page = await who.goOn(await who.browser.open(url));
      expect(page.url.searchParams.get('error')).toBe('invalid_request');
    }
  });

  test('that was issued to another client is refused', async () => {
    const other = await registered();
    const url = other.authorizationUrl({ ...SCOPE, id_token_hint: before.id_token! });
    const page = await person.goOn(await person.browser.open(url));
    expect(page.url.searchParams.get('error')).toBe('invalid_request');
  });

  test('signs nobody in', async () => {
    const hint = { ...SCOPE, id_token_hint: before.id_token! };
    const stranger = new Person(stack);
    expect(headingOf(await stranger.browser.open(client.authorizationUrl(hint)))).toMatch(
      /^Sign in to /,
    );
  });

  test('of somebody else does not use the session that is there', async () => {
    const hint = { ...SCOPE, id_token_hint: before.id_token! };
    const grace = new Person(stack);
    await grace.authorize(client.authorizationUrl(SCOPE), { as: 'grace' });
    expect(headingOf(await grace.browser.open(client.authorizationUrl(hint)))).toMatch(
      /^Sign in to /,
    );
  });
});

test('a claims parameter, which is not served, changes nothing', async () => {
  const claims = '{"id_token":{"sub":{"value":"somebody"},"email":null}}';
  const stranger = new Person(stack);
  const page = await stranger.browser.open(client.authorizationUrl({ ...SCOPE, claims }));
  expect(headingOf(page)).toMatch(/^Sign in to /);
  const tokens = await client.obtainTokens(stranger, { ...SCOPE, claims });
  expect(claimsOf(tokens.id_token!)).not.toHaveProperty('email');
});
