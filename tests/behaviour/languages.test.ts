import { beforeAll, describe, expect, inject, test } from 'vitest';
import { Browser } from './actors/browser.ts';
import { Client, HTTPS_REDIRECT } from './actors/client.ts';
import { formTo, headingOf, type Page } from './actors/page.ts';
import { Person } from './actors/person.ts';

const stack = inject('stack');
let client: Client;
beforeAll(async () => {
  client = await Client.register(stack.issuer, { redirect_uris: [HTTPS_REDIRECT] });
});

/** Somebody whose browser is set to these languages. */
const somebody = (languages?: string) =>
  new Person(stack, new Browser([stack.issuer, ...stack.upstreamUrls], languages));

const langOf = ({ html }: Page) => /<html lang="([^"]*)" dir="ltr">/.exec(html)?.[1];

/** Presses the button in the foot that says a language. */
const switchTo = ({ browser }: Person, page: Page, language: string) =>
  browser.submit(formTo(page, '/language')!, page, [['language', language]]);

/** Ticks everything and presses *Allow* until it counts: at once it does not (decision 63). */
async function allow({ browser }: Person, consent: Page): Promise<Page> {
  const press = [['decision', 'allow']] as const;
  let page = consent;
  do {
    const form = formTo(page, '/consent')!;
    const unticked = [...form.checkboxes].filter(([, isTicked]) => !isTicked);
    const ticked = unticked.map(([scope]) => ['scope', scope] as const);
    page = await browser.submit(form, page, [...ticked, ...press]);
    if (!page.isOutside) await new Promise((read) => setTimeout(read, 200));
  } while (!page.isOutside && formTo(page, '/consent') !== undefined);
  return page;
}

/** The languages of all pages of ours that a browser was sent. */
function languagesOf({ browser }: Person): Set<string | undefined> {
  const pages = browser.exchanges.filter(
    ({ url, status }) => url.origin === stack.issuer && status === 200,
  );
  return new Set(pages.map(({ language }) => language));
}

describe('a whole sign-in is in German', () => {
  test('where the browser is', async () => {
    const person = somebody('de-AT,de;q=0.9,en;q=0.8');
    const consent = await person.open(client.authorizationUrl());
    const end = await allow(person, consent);
    expect(end.url.searchParams.has('code')).toBe(true);
    expect(languagesOf(person)).toEqual(new Set(['de']));
    expect([langOf(await person.browser.open(consent.url))]).toEqual(['de']);
  });

  test('where the client says that the person reads it, whatever the browser is set to', async () => {
    const person = somebody('en');
    const login = await person.browser.open(
      client.authorizationUrl({ ui_locales: 'fr-CA de-CH en' }),
    );
    const consent = await person.signIn(login);
    const end = await allow(person, consent);
    expect(end.url.searchParams.has('code')).toBe(true);
    expect(languagesOf(person)).toEqual(new Set(['de']));
    // What is answered has been emptied, and is still in the language that it was asked for in.
    for (const { url } of [login, consent]) {
      const done = await somebody('en').browser.open(url);
      expect([done.status, langOf(done)]).toEqual([200, 'de']);
    }
    expect(langOf(await person.browser.open(stack.issuer))).toBe('en');
  });

  test('where the person chooses it on the way, and the request goes on', async () => {
    const person = somebody('en');
    const login = await person.browser.open(client.authorizationUrl({ ui_locales: 'en' }));
    expect(langOf(login)).toBe('en');
    const again = await switchTo(person, login, 'de');
    expect([again.url.href, langOf(again)]).toEqual([login.url.href, 'de']);
    const consent = await person.signIn(again);
    expect(langOf(consent)).toBe('de');
    const inEnglish = await switchTo(person, consent, 'en');
    expect([inEnglish.url.href, langOf(inEnglish)]).toEqual([consent.url.href, 'en']);
    const back = await switchTo(person, inEnglish, 'de');
    const end = await allow(person, back);
    expect(end.url.searchParams.has('code')).toBe(true);
    // Next time as well, and whatever a client says.
    const next = await person.browser.open(
      client.authorizationUrl({ ui_locales: 'en', prompt: 'consent' }),
    );
    expect(langOf(next)).toBe('de');
  });
});

describe('what happened can be read in the other language', () => {
  test('a no that the app is not told yet, with the way on to the app', async () => {
    const person = somebody('en');
    const stranger = await Client.register(stack.issuer, { redirect_uris: [HTTPS_REDIRECT] });
    const consent = await person.open(stranger.authorizationUrl());
    const press = [['decision', 'deny']] as const;
    const page = await person.browser.submit(formTo(consent, '/consent')!, consent, press);
    expect([page.isOutside, langOf(page)]).toEqual([false, 'en']);
    const again = await switchTo(person, page, 'de');
    expect([again.status, langOf(again)]).toEqual([200, 'de']);
    expect(again.html).toContain(new URL(HTTPS_REDIRECT).host);
    expect(headingOf(await switchTo(person, again, 'en'))).toBe(headingOf(page));
  });

  test('a failed sign-in, with its reference, and the form still works', async () => {
    const person = somebody('en');
    const login = await person.browser.open(client.authorizationUrl());
    const upstream = await person.chooseProvider(login, 'github');
    const failing = new URL(upstream.url.searchParams.get('redirect_uri')!);
    failing.searchParams.set('state', upstream.url.searchParams.get('state')!);
    failing.searchParams.set('error', 'access_denied');
    const failed = await person.browser.follow(upstream, failing);
    expect([langOf(failed), formTo(failed, '/login') !== undefined]).toEqual(['en', true]);
    const again = await switchTo(person, failed, 'de');
    expect(langOf(again)).toBe('de');
    expect(again.html).not.toContain('undefined');
    const consent = await person.signIn(again);
    expect(formTo(consent, '/consent')).toBeDefined();
  });
});

test('what happened is shown to the browser alone that says that it pressed the button on our page', async () => {
  const { browser } = somebody('en');
  const { action, fields } = formTo(
    await browser.open(new URL('/nothing', stack.issuer)),
    '/language',
  )!;
  const press = (headers: Record<string, string>) =>
    fetch(action, {
      method: 'POST',
      redirect: 'manual',
      headers,
      body: new URLSearchParams([
        ...fields.map(([name, value]) => [name, value]),
        ['language', 'de'],
      ]),
    });
  for (const headers of [{ 'sec-fetch-site': 'same-origin' }, { origin: stack.issuer }]) {
    expect((await press(headers)).status).toBe(200);
  }
  // A sandboxed frame, in a browser that does not know `Sec-Fetch-Site`.
  const unsaid = await press({ origin: 'null' });
  expect([unsaid.status, unsaid.headers.get('location')]).toEqual([303, '/']);
});

test('an error for a program stays English', async () => {
  const token = (language: string) =>
    fetch(new URL('/token', stack.issuer), {
      method: 'POST',
      headers: { 'accept-language': language },
      body: new URLSearchParams({ grant_type: 'nothing', client_id: client.clientId }),
    }).then((response) => response.text());
  expect(await token('de')).toBe(await token('en'));
});
