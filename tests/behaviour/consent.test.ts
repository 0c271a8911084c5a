import { beforeEach, describe, expect, inject, test } from 'vitest';
import { Client, claimsOf, HTTPS_REDIRECT, type Parameters, tokensOf } from './actors/client.ts';
import { formTo, type Page, textOf } from './actors/page.ts';
import { Person } from './actors/person.ts';
import { LEDGER, NOTES } from './actors/resources.ts';

const stack = inject('stack');
let client: Client;
let person: Person;
beforeEach(async () => {
  client = await Client.register(stack.issuer, { redirect_uris: [HTTPS_REDIRECT] });
  person = new Person(stack);
});

/** Opens a request in the browser that is signed in. */
const open = (parameters: Parameters = {}, headers?: Record<string, string>) =>
  person.browser.open(client.authorizationUrl(parameters), headers);

const asks = (page: Page) => formTo(page, '/consent') !== undefined;
const hasCode = ({ isOutside, url }: Page) => isOutside && url.searchParams.has('code');

describe('a remembered decision', () => {
  beforeEach(async () => {
    await person.authorize(client.authorizationUrl({ scope: 'notes:read' }));
  });
  const again = { scope: 'notes:read' };

  test('answers for a client with an https redirect, when the person opens it', async () => {
    expect(hasCode(await open(again))).toBe(true);
  });

  test('gives tokens that work like the first', async () => {
    const tokens = await client.obtainTokens(person, again);
    expect(claimsOf(tokens.access_token)).toMatchObject({ aud: NOTES, scope: 'notes:read' });
    expect((await client.refresh(tokens)).status).toBe(200);
  });

  test.each(['cross-site', 'same-site', 'same-origin', ''])(
    'does not answer where the request is %j, a page’s',
    async (site) => {
      expect(asks(await open(again, { 'sec-fetch-site': site }))).toBe(true);
    },
  );

  test('does not answer where the client demands the page', async () => {
    expect(asks(await open({ ...again, prompt: 'consent' }))).toBe(true);
  });

  test('does not answer for a scope that was not allowed yet', async () => {
    const page = await open({ scope: 'notes:read notes:write' });
    expect(asks(page)).toBe(true);
    expect(textOf(page.html)).toMatch(/allowed before/i);
  });

  test('does not answer for another resource', async () => {
    expect(asks(await open({ resource: LEDGER, scope: undefined }))).toBe(true);
  });

  test('does not answer for another client', async () => {
    const other = await Client.register(stack.issuer, { redirect_uris: [HTTPS_REDIRECT] });
    const page = await person.browser.open(other.authorizationUrl(again));
    expect(asks(page)).toBe(true);
  });

  test('does not answer for another person in the same browser', async () => {
    const page = await open({ ...again, prompt: 'login' });
    expect(asks(await person.signIn(page, { as: 'grace' }))).toBe(true);
  });

  test('answers prompt=none', async () => {
    expect(hasCode(await open({ ...again, prompt: 'none' }))).toBe(true);
  });

  test('to deny is not remembered, and takes nothing back', async () => {
    const page = await open({ ...again, prompt: 'consent' });
    expect((await person.decide(page, { decide: 'deny' })).url.search).toContain('access_denied');
    expect(hasCode(await open(again))).toBe(true);
  });

  test('to untick a scope is remembered for it', async () => {
    const both = { scope: 'notes:read notes:write' };
    await person.decide(await open(both), { untick: ['notes:write'] });
    const page = await open(both);
    expect(formTo(page, '/consent')?.checkboxes).toEqual(
      new Map([
        ['notes:read', true],
        ['notes:write', false],
      ]),
    );
  });
});

test.each([
  ['loopback', 'http://127.0.0.1/callback'],
  ['a private scheme', 'com.example.app:/callback'],
])('a client that is answered on %s shows the page every time', async (_what, redirectUri) => {
  client = await Client.register(stack.issuer, { redirect_uris: [redirectUri] });
  await person.authorize(client.authorizationUrl());
  const page = await open();
  expect(asks(page)).toBe(true);
  expect([...formTo(page, '/consent')!.checkboxes.values()]).toEqual([true, true]);
  const silently = await open({ prompt: 'none' });
  expect(silently.url.searchParams.get('error')).toBe('consent_required');
});

test('a client with both kinds of redirect is silent only where it is answered by https', async () => {
  client = await Client.register(stack.issuer, {
    redirect_uris: [HTTPS_REDIRECT, 'http://127.0.0.1/callback'],
  });
  await person.authorize(client.authorizationUrl());
  expect(hasCode(await open())).toBe(true);
  expect(asks(await open({ redirect_uri: 'http://127.0.0.1:50123/callback' }))).toBe(true);
});

describe('consent is apart from grant', () => {
  test('a second resource makes a second grant, and both work', async () => {
    const notes = await client.obtainTokens(person, { resource: NOTES });
    const ledger = await client.obtainTokens(person, { resource: LEDGER });
    expect(claimsOf(ledger.access_token).gid).not.toBe(claimsOf(notes.access_token).gid);

    const [first, second] = [await client.refresh(notes), await client.refresh(ledger)];
    expect(claimsOf(tokensOf(first).access_token)).toMatchObject({
      aud: NOTES,
      scope: 'notes:read notes:write',
    });
    expect(claimsOf(tokensOf(second).access_token)).toMatchObject({
      aud: LEDGER,
      scope: 'ledger:read',
    });
  });

  test('a grant for one resource does not open the other', async () => {
    const notes = await client.obtainTokens(person, { resource: NOTES });
    const { status, body } = await client.refresh(notes, { resource: LEDGER });
    expect(status).toBe(400);
    expect(body.error).toBe('invalid_target');
  });

  test('each authorization is a grant of its own', async () => {
    const first = await client.obtainTokens(person);
    const second = await client.obtainTokens(person);
    expect(claimsOf(second.access_token).gid).not.toBe(claimsOf(first.access_token).gid);
  });

  test('a client that registered itself has one grant a resource: the newer supersedes', async () => {
    const first = await client.obtainTokens(person);
    const other = await client.obtainTokens(person, { resource: LEDGER });
    const code = await client.obtainCode(person);
    const stillGood = tokensOf(await client.refresh(first));

    const second = tokensOf(await client.exchange(code));
    const { status, body } = await client.refresh(stillGood);
    expect(status).toBe(400);
    expect(body.error).toBe('invalid_grant');
    expect((await client.refresh(second)).status).toBe(200);
    expect((await client.refresh(other)).status).toBe(200);
  });

  test('of two people with one client neither supersedes the other', async () => {
    const ada = await client.obtainTokens(person);
    const grace = await client.obtainTokens(new Person(stack), {}, { as: 'grace' });
    expect((await client.refresh(ada)).status).toBe(200);
    expect((await client.refresh(grace)).status).toBe(200);
  });
});
