import { beforeEach, describe, expect, inject, test } from 'vitest';
import { Client, HTTPS_REDIRECT } from './actors/client.ts';
import { formTo, headingOf, type Page } from './actors/page.ts';
import { Person } from './actors/person.ts';

const stack = inject('stack');
let client: Client;
let person: Person;
let login: Page;
let consent: Page;
beforeEach(async () => {
  client = await Client.register(stack.issuer, { redirect_uris: [HTTPS_REDIRECT] });
  person = new Person(stack);
  login = await person.browser.open(client.authorizationUrl());
  consent = await person.signIn(login);
});

describe('going back from the consent page to the login page', () => {
  test('leads on to the consent page, which still decides', async () => {
    const page = await person.browser.open(login.url);
    expect(page.url.href).toBe(consent.url.href);
    expect((await person.decide(page)).url.searchParams.has('code')).toBe(true);
  });

  test('and pressing its button, too', async () => {
    const page = await person.browser.submit(formTo(login, '/login')!, login, [
      ['provider', 'github'],
    ]);
    expect(page.url.href).toBe(consent.url.href);
  });

  test('says that it is done where the consent page was answered', async () => {
    await person.decide(consent);
    const page = await person.browser.open(login.url);
    expect(headingOf(page)).toBe('Already done');
  });

  test('in another browser leads nowhere', async () => {
    const page = await new Person(stack).browser.open(login.url);
    expect(page.url.href).toBe(login.url.href);
    expect(headingOf(page)).toBe('Already done');
  });

  test.each(['https://evil.example', '//evil.example', '../../evil', 'x'.repeat(500), '%ff', ''])(
    'does not follow a pointer to %j',
    async (value) => {
      person.browser.cookies.tamper((name, kept) => (name === 'gatehouse_next' ? value : kept));
      const page = await person.browser.open(login.url);
      expect(page.url.href).toBe(login.url.href);
      expect(headingOf(page)).toBe('Already done');
    },
  );

  test('with a pointer to itself does not go in a circle', async () => {
    const uid = login.url.pathname.split('/').at(-1)!;
    person.browser.cookies.tamper((name, kept) => (name === 'gatehouse_next' ? uid : kept));
    expect(headingOf(await person.browser.open(login.url))).toBe('Already done');
  });

  test('with a pointer to somebody else’s request shows nothing of it', async () => {
    const other = await new Person(stack).open(client.authorizationUrl(), { as: 'grace' });
    const uid = other.url.pathname.split('/').at(-1)!;
    person.browser.cookies.tamper((name, kept) => (name === 'gatehouse_next' ? uid : kept));
    const page = await person.browser.open(login.url);
    expect(page.status).toBe(400);
    expect(headingOf(page)).toMatch(/out of date/i);
  });
});
