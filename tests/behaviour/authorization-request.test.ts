import { beforeEach, describe, expect, inject, test } from 'vitest';
import { Client, claimsOf, HTTPS_REDIRECT, type Parameters } from './actors/client.ts';
import { formTo, headingOf, textOf } from './actors/page.ts';
import { Person } from './actors/person.ts';
import { LEDGER, NOTES, NOTES_ALIAS } from './actors/resources.ts';

const stack = inject('stack');
const person = new Person(stack);
let client: Client;
// A new one each time: what the person left unticked is remembered for a client.
beforeEach(async () => {
  client = await Client.register(stack.issuer);
});
const tokensFor = (parameters: Parameters) => client.obtainTokens(person, parameters);

describe('an authorization request without scope', () => {
  test('is asked about every scope of its resource, and gets them', async () => {
    const tokens = await tokensFor({ scope: undefined });
    expect(tokens).toMatchObject({ scope: 'notes:read notes:write', token_type: 'Bearer' });
    expect(claimsOf(tokens.access_token)).toMatchObject({
      iss: stack.issuer,
      aud: NOTES,
      client_id: client.clientId,
      scope: 'notes:read notes:write',
    });
  });

  test('gets what the person left ticked', async () => {
    const tokens = await client.obtainTokens(person, {}, { untick: ['notes:write'] });
    expect(tokens.scope).toBe('notes:read');
    expect(claimsOf(tokens.access_token).scope).toBe('notes:read');
  });

  test('and with offline_access alone means the same', async () => {
    const tokens = await tokensFor({ scope: 'offline_access' });
    expect(claimsOf(tokens.access_token).scope).toBe('notes:read notes:write');
    expect(tokens.refresh_token).toBeTypeOf('string');
  });
});

describe('an authorization request without resource', () => {
  test('and without scope means the first resource', async () => {
    const tokens = await tokensFor({ resource: undefined });
    expect(claimsOf(tokens.access_token).aud).toBe(NOTES);
  });

  test('means the resource that has the scope', async () => {
    const tokens = await tokensFor({ resource: undefined, scope: 'ledger:read' });
    expect(claimsOf(tokens.access_token)).toMatchObject({ aud: LEDGER, scope: 'ledger:read' });
  });

  test('and with OpenID scopes alone gives an opaque token for userinfo', async () => {
    const tokens = await tokensFor({ resource: undefined, scope: 'openid profile email' });
    expect(tokens.access_token).not.toContain('.');
    expect(tokens.scope).toBe('openid profile email');
    const headers = { authorization: `Bearer ${tokens.access_token}` };
    const userinfo = await fetch(new URL('/me', stack.issuer), { headers });
    expect(userinfo.status).toBe(200);
    expect(await userinfo.json()).toMatchObject({
      sub: claimsOf(tokens.id_token!).sub,
      name: 'Ada Lovelace',
      preferred_username: 'ada',
      email: 'ada@example.com',
      email_verified: true,
    });
  });

  test('and with openid beside a scope of a resource gives a token for the resource', async () => {
    const tokens = await tokensFor({ resource: undefined, scope: 'openid notes:read' });
    expect(claimsOf(tokens.access_token)).toMatchObject({ aud: NOTES, scope: 'notes:read' });
    expect(claimsOf(tokens.id_token!).aud).toBe(client.clientId);
  });
});

describe('an authorization request of OpenID scopes alone for a resource', () => {
  test.each(['openid profile email', 'offline_access openid'])(
    '(%s) is asked about the scopes of the resource, too, and its token has them',
    async (scope) => {
      for (const resource of [NOTES, NOTES_ALIAS]) {
        const own = await Client.register(stack.issuer);
        const page = await person.open(own.authorizationUrl({ scope, resource }));
        expect([...formTo(page, '/consent')!.checkboxes.keys()]).toEqual([
          'notes:read',
          'notes:write',
        ]);
        const tokens = await own.obtainTokens(person, { scope, resource });
        expect(tokens.scope).toBe('notes:read notes:write');
        expect(claimsOf(tokens.id_token!).aud).toBe(own.clientId);
      }
    },
  );

  test('gets no scope silently that the person refused, and is not asked for ever', async () => {
    const web = await Client.register(stack.issuer, { redirect_uris: [HTTPS_REDIRECT] });
    const request = { scope: 'openid email' };
    const untick = ['notes:read', 'notes:write'];
    const tokens = await web.obtainTokens(person, request, { untick });
    expect([tokens.scope, tokens.id_token]).toEqual(['', expect.any(String)]);
    const again = await person.open(web.authorizationUrl(request));
    expect([...formTo(again, '/consent')!.checkboxes.values()]).toEqual([false, false]);
    await web.obtainTokens(person, { scope: 'openid email notes:read' });
    const page = await person.open(web.authorizationUrl(request));
    expect(formTo(page, '/consent')).toBeDefined();
  });
});

describe('another spelling of a resource', () => {
  test.each([
    ['a slash at the end', `${NOTES}/`],
    ['an alias that the operator allows', NOTES_ALIAS],
    ['an upper-case host', NOTES.replace('notes.example', 'NOTES.EXAMPLE')],
    ['an upper-case scheme', NOTES.replace('https:', 'HTTPS:')],
  ])('%s: tokens name the one canonical audience', async (_what, resource) => {
    const code = await client.obtainCode(person, { resource });
    const { status, body } = await client.exchange(code, { resource });
    expect(status).toBe(200);
    expect(claimsOf(String(body.access_token)).aud).toBe(NOTES);
    const refreshed = await client.refresh(
      { refresh_token: String(body.refresh_token) },
      { resource },
    );
    expect(claimsOf(String(refreshed.body.access_token)).aud).toBe(NOTES);
  });
});

test('scopes that nobody knows, or that belong to another resource, are dropped', async () => {
  const tokens = await tokensFor({ scope: 'openid notes:read admin ledger:read email' });
  expect(claimsOf(tokens.access_token).scope).toBe('notes:read');
  // RFC 6749 §5.1: the scope of the access token. What identity scopes gave is in the ID token.
  expect(tokens.scope).toBe('notes:read');
  expect(claimsOf(tokens.id_token!)).toMatchObject({ email: 'ada@example.com' });
});

test('a request of unknown scopes alone is one without scope', async () => {
  const { access_token: token } = await tokensFor({ scope: 'admin everything' });
  expect(claimsOf(token).scope).toBe('notes:read notes:write');
});

test('parameters of OpenID Connect without openid, and words of prompt that nobody knows, are ignored', async () => {
  const openid = { nonce: 'n', max_age: '60', acr_values: 'a', id_token_hint: 'h', claims: '{' };
  const tokens = await tokensFor({ scope: 'notes:read', ...openid, prompt: 'bogus consent' });
  expect(tokens).toMatchObject({ scope: 'notes:read', access_token: expect.any(String) });
});

test('every list that clients copy from metadata is accepted whole', async () => {
  const scope = 'openid profile email offline_access notes:read notes:write ledger:read';
  const tokens = await tokensFor({ scope });
  expect(claimsOf(tokens.access_token)).toMatchObject({
    aud: NOTES,
    scope: 'notes:read notes:write',
  });
});

test('a resource whose verifiers know only RS256 gets RS256, others ES256', async () => {
  const alg = (token: string) =>
    JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()) as unknown;
  expect(alg((await tokensFor({ resource: LEDGER })).access_token)).toMatchObject({
    alg: 'RS256',
    typ: 'at+jwt',
  });
  expect(alg((await tokensFor({ resource: NOTES })).access_token)).toMatchObject({
    alg: 'ES256',
    typ: 'at+jwt',
  });
});

test('the access token says what RFC 9068 and the resource servers expect', async () => {
  const { access_token: token } = await tokensFor({ scope: 'notes:read' });
  const claims = claimsOf(token);
  expect(claims).toMatchObject({
    iss: stack.issuer,
    sub: expect.stringMatching(/^usr_/),
    aud: NOTES,
    client_id: client.clientId,
    scope: 'notes:read',
    jti: expect.any(String),
    gid: expect.any(String),
    auth_time: expect.any(Number),
    preferred_username: 'ada',
  });
  expect(Number(claims.exp) - Number(claims.iat)).toBe(900);
});

test('the authorization response names the issuer and returns the state as it was', async () => {
  const state = 'spaces, ümlaut, 😀 & "quotes"\r\nSet-Cookie: no=1';
  const response = await person.authorize(client.authorizationUrl({ state }));
  expect(response.origin + response.pathname).toBe(client.redirectUri);
  expect(response.searchParams.get('iss')).toBe(stack.issuer);
  expect(response.searchParams.get('state')).toBe(state);
  expect([...response.searchParams.keys()].sort()).toEqual(['code', 'iss', 'state']);
});

test('the consent page shows who asks, for what, and where the answer goes', async () => {
  const named = await Client.register(stack.issuer, { client_name: 'Notebook <script>' });
  const page = await person.open(named.authorizationUrl({ scope: 'openid email notes:read' }));
  expect(headingOf(page)).toBe('Notebook <script> wants to use Notes');
  const text = textOf(page.html);
  for (const words of [
    NOTES,
    'Read your notes',
    'notes:read',
    'ada@example.com',
    'this computer',
  ]) {
    expect(text.toLowerCase()).toContain(words.toLowerCase());
  }
  expect(page.html).not.toContain('<script');
  expect(formTo(page, '/consent')?.checkboxes).toEqual(new Map([['notes:read', true]]));
});
