/**
 * Whoever connects a web site for the first time of which only its own word is known says that they know it.
 * The browser asks for the tick; the server does not rely on that.
 */
import { beforeEach, describe, expect, inject, test } from 'vitest';
import { Client, HTTPS_REDIRECT } from './actors/client.ts';
import { type Form, formTo, type Page, textOf } from './actors/page.ts';
import { Person } from './actors/person.ts';

const stack = inject('stack');
const NOT_COUNTED = 'Allow did not count, because the box above it was not ticked.';

const asksToVouch = ({ html }: Page) => html.includes('name="vouch"');
const withoutTick = ({ fields, ...form }: Form): Form => ({
  ...form,
  fields: fields.filter(([name]) => name !== 'vouch'),
});

const register = (redirect: string) => Client.register(stack.issuer, { redirect_uris: [redirect] });

describe('a website that somebody connects for the first time', () => {
  let client: Client;
  let person: Person;
  let page: Page;
  beforeEach(async () => {
    client = await register(HTTPS_REDIRECT);
    person = new Person(stack);
    page = await person.open(client.authorizationUrl());
  });

  const press = (form: Form, from: Page) =>
    person.browser.submit(form, from, [['decision', 'allow']]);

  test('is not allowed without the tick, and the page comes again with the others as they were', async () => {
    const form = withoutTick(formTo(page, '/consent')!);
    const fields = form.fields.filter(([, value]) => value !== 'notes:write');
    const again = await press({ ...form, fields }, page);
    expect(again).toMatchObject({ isOutside: false, status: 200 });
    expect(textOf(again.html)).toContain(NOT_COUNTED);
    expect(formTo(again, '/consent')!.checkboxes.get('notes:write')).toBe(false);
    const end = await press(formTo(again, '/consent')!, again);
    expect(end.url.searchParams.has('code')).toBe(true);
  });

  test.each(['no', '', 'on'])('is not allowed by “%s” in the place of the tick', async (value) => {
    const form = withoutTick(formTo(page, '/consent')!);
    const again = await press({ ...form, fields: [...form.fields, ['vouch', value]] }, page);
    expect(again.isOutside).toBe(false);
    expect(textOf(again.html)).toContain(NOT_COUNTED);
  });

  test('is denied without it', async () => {
    const form = withoutTick(formTo(page, '/consent')!);
    const end = await person.browser.submit(form, page, [['decision', 'deny']]);
    expect(textOf(end.html)).toContain('You denied it. Nothing was shared.');
  });

  test('is said since when it is known, and by how many others', async () => {
    const of = (html: string) => textOf(html).replace(/^.*?(Do you know)/, '$1');
    expect(of(page.html)).toMatch(
      /^Do you know client\.example \? It would get access to Notes \. It chose its own name and registered less than a day ago\. Nobody else here has allowed it\./,
    );
    await new Person(stack).authorize(client.authorizationUrl(), { as: 'grace' });
    const next = await person.open(client.authorizationUrl());
    expect(textOf(next.html)).toContain('One other person here has allowed it.');
  });

  test('is asked about once: whoever allowed it there knows it', async () => {
    await person.decide(page);
    const again = await person.open(client.authorizationUrl({ prompt: 'consent' }));
    expect(asksToVouch(again)).toBe(false);
    expect(textOf(again.html)).not.toContain('Do you know');
    const end = await press(formTo(again, '/consent')!, again);
    expect(end.url.searchParams.has('code')).toBe(true);
    const stranger = await new Person(stack).open(client.authorizationUrl(), { as: 'alan' });
    expect(asksToVouch(stranger)).toBe(true);
  });
});

test.each(['http://127.0.0.1:41233/callback', 'com.example.app:/callback'])(
  'a program that is answered at %s was started on the computer, and nobody vouches for it',
  async (redirect) => {
    const client = await register(redirect);
    const page = await new Person(stack).open(client.authorizationUrl());
    expect(formTo(page, '/consent')).toBeDefined();
    expect(asksToVouch(page)).toBe(false);
  },
);
