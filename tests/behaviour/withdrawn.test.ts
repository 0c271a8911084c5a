/**
 * What the operator takes away, seen from outside. There is no command for it yet, so the rows of the
 * running server's database are changed as a command would.
 */
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { Client, type Tokens } from './actors/client.ts';
import { formTo, headingOf } from './actors/page.ts';
import { Person } from './actors/person.ts';

const stack = inject('stack');
const database = new pg.Client({ connectionString: stack.databaseUrl });
beforeAll(() => database.connect());
afterAll(() => database.end());

let client: Client;
let person: Person;
let tokens: Tokens;
beforeEach(async () => {
  client = await Client.register(stack.issuer);
  person = new Person(stack);
});

test('a client that is switched off while its page is open is said to be so, not to be unknown', async () => {
  const consent = await person.open(client.authorizationUrl());
  await database.query('UPDATE clients SET disabled_at = now() WHERE id = $1', [client.clientId]);
  const form = formTo(consent, '/consent')!;
  const page = await person.browser.submit(form, consent, [['decision', 'allow']]);
  expect(page).toMatchObject({ status: 400, isOutside: false });
  expect(headingOf(page)).toBe('This app was switched off here');
});

describe('a client that was deleted', () => {
  beforeEach(async () => {
    tokens = await client.obtainTokens(person);
    await database.query('DELETE FROM clients WHERE id = $1', [client.clientId]);
  });

  test('is told 401 invalid_client at the token endpoint, so that it registers again', async () => {
    const { status, body } = await client.refresh(tokens);
    expect(status).toBe(401);
    expect(body.error).toBe('invalid_client');
  });

  test('is told so by a page at the authorization endpoint', async () => {
    const page = await person.browser.open(client.authorizationUrl());
    expect(page).toMatchObject({ status: 400, isOutside: false });
    expect(headingOf(page)).toMatch(/not registered here/i);
  });
});

test('a client that was disabled is told 401, and people why', async () => {
  tokens = await client.obtainTokens(person);
  await database.query('UPDATE clients SET disabled_at = now() WHERE id = $1', [client.clientId]);
  expect((await client.refresh(tokens)).body.error).toBe('invalid_client');
  const page = await person.browser.open(client.authorizationUrl());
  expect(page).toMatchObject({ status: 400, isOutside: false });
  expect(headingOf(page)).toMatch(/switched off/i);
});

test('a client that is deleted while a code is out cannot exchange it', async () => {
  const code = await client.obtainCode(person);
  await database.query('DELETE FROM clients WHERE id = $1', [client.clientId]);
  expect((await client.exchange(code)).body.error).toBe('invalid_client');
});

describe('a person who was disabled', () => {
  // Somebody whom no other file signs in as.
  const choices = { provider: 'google', as: 'edsger@example.net' } as const;
  const setDisabled = (value: 'now()' | 'NULL') =>
    database.query(`UPDATE users SET disabled_at = ${value} WHERE email = $1`, [choices.as]);
  beforeEach(async () => {
    await setDisabled('NULL');
    tokens = await client.obtainTokens(person, {}, choices);
  });
  afterAll(() => setDisabled('NULL'));

  test('cannot refresh', async () => {
    await setDisabled('now()');
    const { status, body } = await client.refresh(tokens);
    expect(status).toBe(400);
    expect(body.error).toBe('invalid_grant');
  });

  test('cannot have a code exchanged', async () => {
    const code = await client.obtainCode(person, {}, choices);
    await setDisabled('now()');
    expect((await client.exchange(code)).body.error).toBe('invalid_grant');
  });

  test('is signed out everywhere, and cannot sign in', async () => {
    await setDisabled('now()');
    const login = await person.browser.open(client.authorizationUrl());
    expect(formTo(login, '/login')).toBeDefined();
    expect((await person.signIn(login, choices)).status).toBe(403);
  });

  test('who is waiting at the consent page cannot decide', async () => {
    const consent = await person.open(client.authorizationUrl());
    await setDisabled('now()');
    const page = await person.decide(consent);
    expect(page.url.searchParams.has('code')).toBe(false);
    expect(page.status).toBeLessThan(500);
  });
});

test('a grant that was revoked ends its codes and refresh tokens', async () => {
  tokens = await client.obtainTokens(person);
  await database.query('UPDATE grants SET revoked_at = now() WHERE client_id = $1', [
    client.clientId,
  ]);
  expect((await client.refresh(tokens)).body.error).toBe('invalid_grant');
});

test('nothing in the database is a token, a secret or a session', async () => {
  const confidential = await Client.register(stack.issuer, {
    token_endpoint_auth_method: 'client_secret_post',
  });
  const code = await confidential.obtainCode(person);
  tokens = (await confidential.exchange(code)).body as unknown as Tokens;
  const secrets = [
    code.code,
    tokens.access_token,
    tokens.refresh_token,
    confidential.clientSecret!,
    person.browser.cookies.value('gatehouse_session')!,
    ...person.browser.given('gatehouse_browser'),
    ...person.browser.given('gatehouse_form'),
  ];
  const { rows: tables } = await database.query<{ name: string }>(
    "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'",
  );
  expect(tables.length).toBeGreaterThan(5);
  for (const { name } of tables) {
    const dump = JSON.stringify((await database.query(`SELECT * FROM ${name}`)).rows);
    for (const secret of secrets) expect(dump.includes(secret), name).toBe(false);
  }
});
