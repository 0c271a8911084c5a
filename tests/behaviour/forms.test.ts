import { beforeEach, describe, expect, inject, test } from 'vitest';
import { Client, HTTPS_REDIRECT } from './actors/client.ts';
import { type Form, formTo, headingOf, type Page } from './actors/page.ts';
import { Person } from './actors/person.ts';

const stack = inject('stack');
let client: Client;
let person: Person;
let consent: Page;
let form: Form;
beforeEach(async () => {
  client = await Client.register(stack.issuer);
  person = new Person(stack);
  consent = await person.open(client.authorizationUrl());
  form = formTo(consent, '/consent')!;
});

const ALLOW = ['decision', 'allow'] as const;

describe('another browser', () => {
  test('cannot decide for this one, even signed in and with its token', async () => {
    const other = new Person(stack);
    await other.authorize(client.authorizationUrl(), { as: 'grace' });
    const page = await other.browser.submit(form, consent, [ALLOW]);
    expect(page).toMatchObject({ status: 400, isOutside: false });
    expect((await person.decide(consent)).url.searchParams.has('code')).toBe(true);
  });

  test('cannot take up where this one left', async () => {
    const resume = consent.url.href.replace('/interaction/', '/auth/');
    const page = await new Person(stack).browser.open(resume);
    expect(page).toMatchObject({ status: 400, isOutside: false });
  });
});

describe('what a form says', () => {
  test('and unticking all of it gives no scope at all', async () => {
    const page = await person.decide(consent, { untick: ['notes:read', 'notes:write'] });
    expect(page.isOutside).toBe(true);
    expect(page.url.searchParams.get('error')).toBe('access_denied');
    expect(page.url.searchParams.has('code')).toBe(false);
  });

  test('sent twice at once decides once, and neither ends in an error', async () => {
    const pages = await Promise.all([
      person.browser.submit(form, consent, [ALLOW]),
      person.browser.submit(form, consent, [ALLOW]),
      person.browser.submit(form, consent, [ALLOW]),
    ]);
    expect(pages.filter(({ url }) => url.searchParams.has('code'))).toHaveLength(1);
    for (const page of pages) expect(page.status, headingOf(page)).toBeLessThan(400);
  });

  test('cannot be changed after deny', async () => {
    expect((await person.decide(consent, { decide: 'deny' })).url.search).toContain(
      'access_denied',
    );
    const page = await person.browser.submit(form, consent, [ALLOW]);
    expect(page).toMatchObject({ status: 200, isOutside: false });
    expect(headingOf(page)).toMatch(/already/i);
  });
});

describe('a second answer that is another one', () => {
  const { issuer } = stack;
  const resume = () => new URL(consent.url.href.replace('/interaction/', '/auth/'));

  /** Posts a decision whose answer arrives, and is not followed. @returns what the page says */
  async function press(decision: string, fields = form.fields): Promise<string> {
    const response = await person.browser.request({
      method: 'POST',
      url: form.action,
      body: new URLSearchParams(
        [...fields, ['decision', decision]].map(([a = '', b = '']) => [a, b]),
      ),
      headers: { 'sec-fetch-site': 'same-origin', origin: issuer },
    });
    return headingOf({ ...consent, html: await response.text() });
  }

  test('does not undo a no, and is not remembered', async () => {
    const known = await Client.register(issuer, { redirect_uris: [HTTPS_REDIRECT] });
    consent = await person.open(known.authorizationUrl());
    form = formTo(consent, '/consent')!;
    expect(await press('deny')).toBe('You denied it. Nothing was shared.');
    expect(await press('allow')).toBe('Already done');
    expect(await press('deny'), 'the same no again').toBe('You denied it. Nothing was shared.');
    const end = await person.goOn(await person.browser.open(resume()));
    expect(end.url.searchParams.get('error')).toBe('access_denied');
    const next = await person.open(known.authorizationUrl());
    expect(formTo(next, '/consent')).toBeDefined();
  });

  test('does not change a yes, nor what was ticked', async () => {
    const fewer = form.fields.filter(([, value]) => value !== 'notes:write');
    await press('allow', fewer);
    expect(await press('deny')).toBe('Already done');
    expect(await press('allow')).toBe('Already done');
    const { url } = await person.browser.open(resume());
    expect(url.searchParams.has('code')).toBe(true);
  });

  test('posted at once with the first counts for nothing', async () => {
    const said = await Promise.all([press('deny'), press('allow'), press('deny'), press('allow')]);
    const denied = said.includes('You denied it. Nothing was shared.');
    const { url } = await person.goOn(await person.browser.open(resume()));
    expect(url.searchParams.has('code')).toBe(!denied);
    expect(said.filter((heading) => heading === 'Already done')).toHaveLength(2);
  });
});

test('two tabs of one browser are answered each for itself', async () => {
  const other = await Client.register(stack.issuer, { client_name: 'The other' });
  const tab = await person.open(other.authorizationUrl({ state: 'other', scope: 'notes:read' }));
  const first = await person.decide(consent);
  const second = await person.decide(tab);
  expect(first.url.searchParams.get('state')).toBe('a state');
  expect(second.url.searchParams.get('state')).toBe('other');
  expect(headingOf(tab)).toContain('The other');
});
