/** Signing in at OpenID providers that others have written: bare `oidc-provider`, an emulated Okta, Entra ID. */
import { entraPeople, oktaPeople } from '@gatehouse/emulators';
import { startPostgres } from '@gatehouse/database/testing/postgres';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  type ForeignLogins,
  foreignLogins,
  MISSPELT,
} from '../harness/openid-provider/foreign-logins.ts';
import { type Stack, startStack } from '../harness/stack.ts';
import { Client, tokensOf } from './actors/client.ts';
import { cancelThere, signInThere } from './actors/foreign-pages.ts';
import { formTo, headingOf, type Page, textOf } from './actors/page.ts';
import { Person, providersOn } from './actors/person.ts';
import { RESOURCES } from './actors/resources.ts';

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let stack: Stack;
let client: Client;
let foreign: ForeignLogins;
/** What somebody saw who came before the providers did. */
let early: Page;

beforeAll(async () => {
  const chosen = await foreignLogins();
  postgres = await startPostgres();
  const databaseUrl = await postgres.createDatabase();
  const auth = { RESOURCES, ...chosen.variables };
  stack = await startStack({ withMcp: false, databaseUrl, auth });
  client = await Client.register(stack.issuer);
  const person = new Person({ issuer: stack.issuer, upstreamUrls: [] });
  const login = await person.browser.open(client.authorizationUrl());
  early = await person.chooseProvider(login, 'oidc-acme');
  foreign = await chosen.start(stack.issuer);
});
afterAll(async () => {
  await foreign?.stop();
  await stack?.stop();
  await postgres?.stop();
});

const newPerson = () => new Person({ issuer: stack.issuer, upstreamUrls: foreign.urls });
const OKTA = Object.fromEntries(oktaPeople.map(({ email, id }) => [email, id]));

/** Presses the button of a login. */
async function choose(person: Person, login: string): Promise<Page> {
  const page = await person.browser.open(client.authorizationUrl());
  return person.chooseProvider(page, `oidc-${login}`);
}

/** Signs in at one of the providers with pages of its own. */
async function signIn(login: 'acme' | 'globex', as: string, person = newPerson()): Promise<Page> {
  return signInThere(person.browser, await choose(person, login), as);
}

/** Signs in at an emulated one. @param as what its form calls the account */
async function choosesAccount(login: 'okta' | 'entra', as: string): Promise<Page> {
  const person = newPerson();
  return person.chooseAccount(await choose(person, login), as);
}

function expectAdmitted(page: Page): void {
  expect([page.status, headingOf(page)]).toEqual([200, 'Test client wants to use Notes']);
}

function expectRefused(page: Page): void {
  expect([page.status, headingOf(page)]).toEqual([403, 'This account has no access']);
}

/** The callback with a code that nobody has looked at yet. @param asked the authorization request there */
function comingBack(login: string, asked: URL): URL {
  const callback = new URL(`${stack.issuer}/callback/oidc-${login}`);
  const state = asked.searchParams.get('state') ?? '';
  const parameters = { code: 'a-code', state, iss: asked.origin };
  callback.search = new URLSearchParams(parameters).toString();
  return callback;
}

/** What the log tells of sign-ins that failed from here on. */
function failures(): () => Record<string, unknown>[] {
  const before = stack.auth.output.length;
  return () =>
    stack.auth.output
      .slice(before)
      .split('\n')
      .filter((line) => line.includes('"upstream_failed"'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** Back on the login page, with words. */
function expectFailed(page: Page, status: number, words: RegExp): void {
  expect(textOf(page.html)).toMatch(words);
  expect(page.status).toBe(status);
  expect(formTo(page, '/login')).toBeDefined();
}

test('each login has a button by its label, and there is no other', async () => {
  const login = await newPerson().browser.open(client.authorizationUrl());
  const logins = ['acme', 'entra', 'globex', 'okta', MISSPELT].map((name) => `oidc-${name}`);
  expect(providersOn(login)).toEqual(logins);
  expect(textOf(login.html)).toMatch(
    /Continue with Acme .*Continue with localhost:\d+ .*Continue with Globex .*Continue with Okta /,
  );
});

test('before a provider is there people are told to try again, and the others can be chosen', () => {
  expectFailed(early, 503, /Acme does not answer just now. Try again in a minute/);
  expect(providersOn(early)).toContain('oidc-globex');
});

describe('who is let in', () => {
  test('a group, as the ID token has it', async () => {
    const page = await signIn('acme', 'ada');
    expectAdmitted(page);
    expect(page.html).toContain('Ada Lovelace');
  });

  test('a group with a comma and a space, as userinfo has it', async () => {
    const page = await signIn('globex', 'margaret');
    expectAdmitted(page);
    expect(page.html).toContain('Margaret Hamilton');
  });

  test('nobody of another group', async () => {
    expectRefused(await signIn('acme', 'eve'));
  });

  test('nobody of a group that is called so at the other login', async () => {
    expectRefused(await signIn('globex', 'ada'));
  });

  test('a group of the emulated Okta, and nobody who is in none', async () => {
    expectAdmitted(await choosesAccount('okta', OKTA['ada@example.com']!));
    expectRefused(await choosesAccount('okta', OKTA['margaret@example.org']!));
    expectRefused(await choosesAccount('okta', OKTA['edsger@example.net']!));
  });

  test('everybody of a tenant of the emulated Entra ID that is listed, and of no other', async () => {
    const [ada, eve] = entraPeople;
    expectAdmitted(await choosesAccount('entra', ada!.email));
    const failed = failures();
    const page = await choosesAccount('entra', eve!.email);
    expectFailed(page, 403, /does not let it be used here/);
    await expect.poll(failed).toHaveLength(1);
    expect(failed()[0]).toMatchObject({ provider: 'oidc-entra', reason: 'tenant_not_listed' });
    expect(String(failed()[0]?.remedy)).toContain(`${eve!.tenant} may sign in`);
  });
});

test('who uses another account signs in again at the provider, as somebody else', async () => {
  const person = newPerson();
  const refused = await signIn('acme', 'eve', person);
  expectRefused(refused);
  const login = await person.browser.submit(formTo(refused, '/switch')!, refused);
  const there = await person.chooseProvider(login, 'oidc-acme');
  // The provider remembers Eve, and asks all the same.
  expect(textOf(there.html)).toMatch(/Sign-in/);
  expectAdmitted(await signInThere(person.browser, there, 'ada'));
});

test('who signs in at the home page is asked who they are, and is signed in', async () => {
  const person = newPerson();
  const home = await person.browser.open(stack.issuer);
  const form = formTo(home, '/sign-in/home')!;
  const there = await person.browser.submit(form, home, [['provider', 'oidc-acme']]);
  const page = await signInThere(person.browser, there, 'ada');
  expect([page.status, page.url.href]).toEqual([200, `${stack.issuer}/`]);
  expect(textOf(page.html)).toMatch(/Signed in with Acme.*Ada Lovelace/);
});

test('who cancels there may choose again', async () => {
  const person = newPerson();
  const page = await cancelThere(person.browser, await choose(person, 'acme'));
  expectFailed(page, 403, /The sign-in at Acme was cancelled/);
});

test('somebody who has left the group is refused, and their clients with them', async () => {
  const person = newPerson();
  await signIn('acme', 'ada', person);
  // Who is signed in only has to allow it.
  const tokens = await client.obtainTokens(person);
  const before = tokensOf(await client.refresh(tokens));
  await foreign.acme.restart({ people: { ada: { name: 'Ada Lovelace', groups: ['staff'] } } });
  expectRefused(await signIn('acme', 'ada'));
  const { status, body } = await client.refresh(before);
  await foreign.acme.restart();
  expect([status, body.error]).toEqual([400, 'invalid_grant']);
});

describe('a provider that is started again', () => {
  test('has another key, and people sign in with it at once', async () => {
    expectAdmitted(await signIn('acme', 'ada'));
    await foreign.acme.restart();
    expectAdmitted(await signIn('acme', 'ada'));
  });

  test('signs by another algorithm from then on, and the second sign-in is taken', async () => {
    for (const algorithm of ['PS256', 'ES256', 'EdDSA', 'RS256']) {
      await foreign.acme.restart({ algorithm });
      expectFailed(
        await signIn('acme', 'ada'),
        400,
        /Acme gave an answer that this server cannot accept/,
      );
      expectAdmitted(await signIn('acme', 'ada'));
    }
  });

  test('was down meanwhile: people are told to try again, and then can', async () => {
    const person = newPerson();
    await choose(person, 'acme');
    const asked = person.browser.exchanges.find(({ url }) => url.origin === foreign.acme.issuer);
    await foreign.acme.stop();
    const failed = failures();
    const page = await person.browser.open(comingBack('acme', asked!.url));
    expectFailed(page, 503, /Acme does not answer just now. Try again in a minute/);
    await expect.poll(failed).toMatchObject([{ provider: 'oidc-acme', reason: 'unreachable' }]);
    await foreign.acme.start();
    expectAdmitted(await signIn('acme', 'ada'));
  });
});

describe('what the operator got wrong is in the log, with what to change', () => {
  afterEach(() => foreign.globex.restart());
  const known = () => ({
    client_id: 'gatehouse-globex',
    client_secret: 'not-a-secret-globex-of-32-characters',
    redirect_uris: [`${stack.issuer}/callback/oidc-globex`],
  });

  test('the secret', async () => {
    await foreign.globex.restart({ client: { ...known(), client_secret: 'another-'.repeat(4) } });
    const failed = failures();
    expectFailed(await signIn('globex', 'margaret'), 503, /Tell the operator of this server/);
    await expect.poll(failed).toHaveLength(1);
    expect(failed()[0]).toMatchObject({ provider: 'oidc-globex', reason: 'invalid_client' });
    expect(String(failed()[0]?.remedy)).toContain('OIDC_CLIENT_SECRET_GLOBEX');
    expect(JSON.stringify(failed())).not.toContain('not-a-secret');
  });

  test('the redirect URI: the provider says so, and nobody comes back', async () => {
    await foreign.globex.restart({
      client: { ...known(), redirect_uris: ['https://elsewhere.example/callback'] },
    });
    const page = await choose(newPerson(), 'globex');
    expect([page.status, page.url.origin]).toEqual([400, foreign.globex.issuer]);
    expect(page.html).toContain('redirect_uri');
  });

  test('the issuer, by a slash', async () => {
    const failed = failures();
    const page = await choose(newPerson(), MISSPELT);
    expectFailed(page, 503, /Tell the operator of this server/);
    await expect.poll(failed).toHaveLength(1);
    expect(failed()[0]).toMatchObject({ provider: `oidc-${MISSPELT}`, reason: 'metadata' });
    expect(String(failed()[0]?.remedy)).toContain('OIDC_ISSUER_WRONG');
  });
});
