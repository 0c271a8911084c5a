/**
 * A page that puts itself into the place of ours between two clicks gets the second one (a window
 * that moves, a double click). *Allow* counts a second after the page was first shown, by the
 * server's reckoning; this is the server as it is run, with nothing set.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { type Stack, startStack } from '../harness/stack.ts';
import { Client } from './actors/client.ts';
import { formTo, type Form, headingOf, type Page } from './actors/page.ts';
import { cameTooSoon, Person } from './actors/person.ts';
import { RESOURCES } from './actors/resources.ts';

const ALLOW = ['decision', 'allow'] as const;

let stack: Stack;
let client: Client;
let person: Person;
beforeAll(async () => {
  // Beside the one that the other tests share, on its database and with its keys.
  const { databaseUrl, dataDirectory } = inject('stack');
  const auth = { RESOURCES, CONSENT_PAUSE: '1s', GATEHOUSE_DATA_DIR: dataDirectory };
  stack = await startStack({ withMcp: false, databaseUrl, auth });
  client = await Client.register(stack.issuer);
});
afterAll(() => stack?.stop());
beforeEach(() => {
  person = new Person(stack);
});

const aSecond = () => new Promise((passed) => setTimeout(passed, 1_050));
const press = (page: Page, form: Form = formTo(page, '/consent')!) =>
  person.browser.submit(form, page, [ALLOW]);
const codeOf = ({ url }: Page) => url.searchParams.get('code');

/** The address of a consent page that nobody was shown yet. */
async function begun(): Promise<URL> {
  await person.open(client.authorizationUrl(), { as: 'ada' });
  const url = client.authorizationUrl();
  const { headers } = await person.browser.request({ method: 'GET', url });
  return new URL(headers.get('location')!, url);
}

const shown = async () => person.browser.open(await begun());

/**
 * Presses *Allow* as soon as a page is shown.
 *
 * @param load brings the page, anew each time: a machine that takes a second to press is not at once
 */
async function pressAtOnce(load: () => Promise<Page>, form?: (page: Page) => Form): Promise<Page> {
  for (let attempt = 1; ; attempt += 1) {
    const page = await load();
    const began = performance.now();
    const answer = await press(page, form?.(page));
    if (performance.now() - began < 900 || attempt === 10) return answer;
  }
}

describe('Allow', () => {
  test('at once shows the page again', async () => {
    const page = await pressAtOnce(shown);
    expect(page).toMatchObject({ status: 200, isOutside: false });
    expect(cameTooSoon(page)).toBe(true);
  });

  test('that came too soon leaves the ticks as they were, and counts a second later', async () => {
    const again = await pressAtOnce(shown, (page) => {
      const form = formTo(page, '/consent')!;
      return { ...form, fields: form.fields.filter(([, value]) => value !== 'notes:write') };
    });
    expect(cameTooSoon(again)).toBe(true);
    const { checkboxes } = formTo(again, '/consent')!;
    expect(Object.fromEntries(checkboxes)).toEqual({ 'notes:read': true, 'notes:write': false });
    await aSecond();
    expect(codeOf(await press(again))).not.toBeNull();
  });

  test('counts from the first time the page was shown, not from the last', async () => {
    const consent = await shown();
    await aSecond();
    const reloaded = await person.browser.open(consent.url);
    expect(codeOf(await press(reloaded))).not.toBeNull();
  });

  test.each<[string, Record<string, string>]>([
    ['loaded ahead', { 'sec-purpose': 'prefetch;prerender' }],
    ['loaded ahead, in an older browser', { purpose: 'prefetch' }],
    ['loaded as a part of another page', { 'sec-fetch-dest': 'image' }],
  ])('does not count a page that was only %s', async (_what, headers) => {
    const page = await pressAtOnce(async () => {
      const address = await begun();
      expect((await person.browser.open(address, headers)).status).toBe(400);
      await aSecond();
      return person.browser.open(address);
    });
    expect(cameTooSoon(page)).toBe(true);
  });

  test('does not count what another browser was shown', async () => {
    const page = await pressAtOnce(async () => {
      const address = await begun();
      const other = new Person(stack);
      other.browser.cookies.tossFrom(person.browser.cookies, 'gatehouse_interaction');
      expect(formTo(await other.browser.open(address), '/consent')).toBeDefined();
      await aSecond();
      return person.browser.open(address);
    });
    expect(cameTooSoon(page)).toBe(true);
  });
});

describe('counts at once:', () => {
  test('Deny', async () => {
    const consent = await shown();
    const page = await person.decide(consent, { decide: 'deny' });
    expect(page.url.searchParams.get('error')).toBe('access_denied');
  });

  test('“Not you?”', async () => {
    const consent = await shown();
    const page = await person.browser.submit(formTo(consent, '/switch')!, consent);
    expect(headingOf(page)).toMatch(/^Sign in to /);
  });
});
