import { beforeAll, describe, expect, inject, test } from 'vitest';
import { Client, type Parameters } from './actors/client.ts';
import { type AddedClient, Gatehouse } from './actors/gatehouse.ts';
import { formTo, type Page } from './actors/page.ts';
import { Person } from './actors/person.ts';
import { NOTES } from './actors/resources.ts';

const stack = inject('stack');
const gatehouse = Gatehouse.of(stack);
const REDIRECT = 'https://app.example/callback';
/** A page of the site, whose button leads to us. */
const SITE = new URL('https://app.example/');

async function add(...options: string[]): Promise<Client> {
  const added = await gatehouse.json<AddedClient>(
    'clients',
    'add',
    'Our site',
    '--redirect-uri',
    REDIRECT,
    '--resource',
    NOTES,
    ...options,
  );
  return new Client(stack.issuer, added.client_id, REDIRECT, added.client_secret);
}

/** Follows the site’s button. */
const press = (person: Person, client: Client, parameters: Parameters = {}) =>
  person.browser.follow({ url: SITE } as Page, client.authorizationUrl(parameters));

function ended(page: Page): string {
  if (formTo(page, '/login') !== undefined) return 'login page';
  if (formTo(page, '/consent') !== undefined) return 'consent page';
  const { searchParams } = page.url;
  return searchParams.has('code') ? 'code' : `${searchParams.get('error')}`;
}

describe('a site that the operator added', () => {
  let person: Person;
  beforeAll(() => {
    person = new Person(stack);
  });

  test('with --silent asks once, and then never again from its own pages', async () => {
    const client = await add('--silent');
    const page = await person.signIn(await press(person, client));
    expect(ended(page)).toBe('consent page');
    expect(ended(await person.decide(page))).toBe('code');
    expect(ended(await press(person, client))).toBe('code');
    expect(ended(await press(person, client, { prompt: 'none' }))).toBe('code');
    const elsewhere = new Person(stack);
    const again = await elsewhere.signIn(await press(elsewhere, client));
    expect(ended(again)).toBe('code');
    expect(ended(await press(elsewhere, client, { prompt: 'consent' }))).toBe('consent page');
  });

  test('with --trusted never asks: who signs in has allowed it', async () => {
    const client = await add('--trusted');
    const somebody = new Person(stack);
    expect(ended(await press(somebody, client, { prompt: 'none' }))).toBe('login_required');
    const answered = await somebody.signIn(await press(somebody, client));
    expect(ended(answered)).toBe('code');
    expect(ended(await press(somebody, client, { scope: 'openid profile' }))).toBe('code');
    expect(ended(await press(somebody, client, { prompt: 'consent' }))).toBe('consent page');
  });

  test('without either shows the page each time that a page of its leads here', async () => {
    const client = await add();
    await person.authorize(client.authorizationUrl());
    expect(ended(await press(person, client))).toBe('consent page');
    expect(ended(await press(person, client, { prompt: 'none' }))).toBe('consent_required');
  });
});

test.each([
  ['--silent', ['--auth-method', 'none'], 'cannot'],
  ['--trusted', ['--redirect-uri', 'http://127.0.0.1/cb'], 'http://127.0.0.1/cb'],
])('%s is refused with a sentence for others', async (option, others, words) => {
  const { exitCode, stdout, stderr } = await gatehouse.run(
    'clients',
    'add',
    'Wrong',
    '--redirect-uri',
    REDIRECT,
    option,
    ...others,
  );
  expect([exitCode, stdout]).toEqual([1, '']);
  expect(stderr).toContain(`${option.slice(2)} needs`);
  expect(stderr).toContain(words);
});

test('the help says which clients must have neither, and show and list say who has', async () => {
  const { stdout } = await gatehouse.run('clients', 'add', '--help');
  expect(stdout.replace(/\s+/g, ' ').match(/Never for one that forwards for others/g)).toHaveLength(
    2,
  );
  const { clientId } = await add('--trusted', '--pkce', 'optional');
  const shown = await gatehouse.run('clients', 'show', clientId);
  expect(shown.stdout).toMatch(/^asks people: +never \(trusted\)$/m);
  const listed = await gatehouse.run('clients', 'list', '--kind', 'operator');
  expect(listed.stdout).toMatch(new RegExp(`^${clientId} .*trusted, pkce optional$`, 'm'));
});
