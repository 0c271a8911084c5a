import { describe, expect, inject, test } from 'vitest';
import { answerForm, type HandOff } from '../security/rows/answer-form.ts';
import { Client, HTTPS_REDIRECT } from './actors/client.ts';
import { headingOf, type Page, refreshTarget, textOf } from './actors/page.ts';
import { Person } from './actors/person.ts';

const stack = inject('stack');
const LOOPBACK = 'http://127.0.0.1:41233/callback';

/** Somebody at the consent page of a client that registered itself. */
async function atConsent(redirectUri: string) {
  const client = await Client.register(stack.issuer, { redirect_uris: [redirectUri] });
  const person = new Person(stack);
  return { client, person, consent: await person.open(client.authorizationUrl()) };
}

const deny = (person: Person, consent: Page) =>
  answerForm(person, consent, '/consent', ['decision', 'deny']);

const goOn = (person: Person, { page, target }: HandOff) => person.browser.follow(page, target);

describe('the page after Deny', () => {
  test.each([
    [LOOPBACK, 'Back to the program'],
    ['com.example.app:/callback', 'Back to the app'],
  ])('leads to %s at once, and says so', async (redirectUri, button) => {
    const { client, person, consent } = await atConsent(redirectUri);
    const handOff = await deny(person, consent);
    const text = textOf(handOff.page.html);
    expect(text).toContain(
      'You denied it. Nothing was shared. This gives Test client no access to Notes',
    );
    expect(text).toContain('The app is told that the answer is no, and nothing else.');
    expect(text).toContain(button);
    const end = await goOn(person, handOff);
    expect(end.url.href.startsWith(client.redirectUri)).toBe(true);
    expect(Object.fromEntries(end.url.searchParams)).toEqual({
      error: 'access_denied',
      error_description: 'the person declined the request',
      state: 'a state',
      iss: stack.issuer,
    });
  });

  test('leads to a page that asks, where nobody vouches for a web site', async () => {
    const { client, person, consent } = await atConsent(HTTPS_REDIRECT);
    const handOff = await deny(person, consent);
    const text = textOf(handOff.page.html);
    expect(text).toContain('This gives “ Test client ” no access to Notes');
    expect(text).not.toMatch(/is told/);
    const held = await goOn(person, handOff);
    expect(held).toMatchObject({ isOutside: false, status: 200 });
    expect(headingOf(held)).toBe('You denied it. Nothing was shared.');
    expect(textOf(held.html)).toContain('Tell client.example');
    expect(refreshTarget(held)).toBeUndefined();

    await person.authorize(client.authorizationUrl());
    const again = await person.open(client.authorizationUrl({ prompt: 'consent' }));
    const known = await deny(person, again);
    expect(textOf(known.page.html)).toContain('Back to client.example');
    expect((await goOn(person, known)).isOutside).toBe(true);
  });

  test('is the one after “Do not connect the app” as well, and that is told at once, too', async () => {
    const client = await Client.register(stack.issuer, { redirect_uris: [LOOPBACK] });
    const person = new Person(stack);
    const login = await person.browser.open(client.authorizationUrl());
    const back = { ...login, html: login.html.replaceAll('/login"', '/cancel"') };
    const handOff = await answerForm(person, back, '/cancel', ['decision', 'deny']);
    expect(headingOf(handOff.page)).toBe('Nothing was shared.');
    expect(textOf(handOff.page.html)).toContain('The app is told that the answer is no');
    expect((await goOn(person, handOff)).url.searchParams.get('error')).toBe('access_denied');
  });
});
