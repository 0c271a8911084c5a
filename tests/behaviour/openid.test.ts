import { testDatabaseUrl } from '@gatehouse/database/testing';
import { googleSubject } from '@gatehouse/emulators';
import { beforeAll, expect, inject, test } from 'vitest';
import { freePort } from '../harness/ports.ts';
import { startStack } from '../harness/stack.ts';
import { Client } from './actors/client.ts';
import { formTo, headingOf, textOf } from './actors/page.ts';
import { Person, providersOn } from './actors/person.ts';
import { RESOURCES } from './actors/resources.ts';

// The shared server has no ADMIT, which means anyone.
const stack = inject('stack');
let client: Client;
beforeAll(async () => {
  client = await Client.register(stack.issuer);
});

test('the login page has a button for the OpenID provider, by its host', async () => {
  const login = await new Person(stack).browser.open(client.authorizationUrl());
  expect(providersOn(login)).toEqual(['github', 'google', 'oidc']);
  expect(textOf(login.html)).toMatch(/Continue with localhost:\d+/);
});

test('state, nonce and PKCE go there, new each time', async () => {
  const person = new Person(stack);
  const requests: URLSearchParams[] = [];
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const login = await person.browser.open(client.authorizationUrl());
    requests.push((await person.chooseProvider(login, 'oidc')).url.searchParams);
  }
  for (const name of ['state', 'nonce', 'code_challenge']) {
    const values = requests.map((request) => request.get(name));
    for (const value of values) expect(value).toMatch(/^[\w-]{43}$/);
    expect(new Set(values).size).toBe(2);
  }
});

test('anyone is nobody of the OpenID provider, who reads the subject that would be let in', async () => {
  const person = new Person(stack);
  const account = { provider: 'oidc', as: 'ada@example.com' } as const;
  const page = await person.open(client.authorizationUrl(), account);
  expect(page.status).toBe(403);
  expect(headingOf(page)).toBe('This account has no access');
  expect(textOf(page.html)).toContain(googleSubject('ada@example.com'));
  expect(textOf(page.html)).not.toContain('ada@example.com');
  // No session was made either.
  const again = await person.browser.open(client.authorizationUrl());
  expect(formTo(again, '/login')).toBeDefined();
});

test('a provider that cannot be reached leaves the person on the login page, with the others', async () => {
  const nobody = `http://localhost:${await freePort()}`;
  const own = await startStack({
    databaseUrl: await testDatabaseUrl(),
    withMcp: false,
    auth: { RESOURCES, OIDC_ISSUER: nobody },
  });
  try {
    const person = new Person(own);
    const program = await Client.register(own.issuer);
    const login = await person.browser.open(program.authorizationUrl());
    const page = await person.chooseProvider(login, 'oidc');
    expect(page.status).toBe(503);
    expect(headingOf(page)).toMatch(/^Sign in to /);
    expect(textOf(page.html)).toMatch(/localhost:\d+ does not answer just now/);
    expect((await person.chooseProvider(page, 'github')).url.href).toContain(own.githubUrl);
  } finally {
    await own.stop();
  }
});
