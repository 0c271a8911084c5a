/**
 * Relying parties of OpenID Connect that somebody else wrote, as their documentation says to set them
 * up: `openid-client`, and a library that sends no code challenge and knows RS256 alone.
 *
 * @module
 */
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as openid from 'openid-client';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { type AddedClient, Gatehouse } from '../behaviour/actors/gatehouse.ts';
import type { Page } from '../behaviour/actors/page.ts';
import { Person } from '../behaviour/actors/person.ts';

const stack = inject('stack');
const REDIRECT = 'https://app.example/callback';
const SITE = { url: new URL('https://app.example/') } as Page;

const add = (...options: string[]) =>
  Gatehouse.of(stack).json<AddedClient>(
    'clients',
    'add',
    'An application',
    '--redirect-uri',
    REDIRECT,
    ...options,
  );

/** Signs somebody in by way of the application’s page, and returns where they come back to. */
async function signIn(person: Person, request: URL): Promise<URL> {
  const page = await person.browser.follow(SITE, request);
  return page.isOutside ? page.url : (await person.signIn(page)).url;
}

describe('openid-client, with nothing but issuer, id and secret', () => {
  let config: openid.Configuration;
  beforeAll(async () => {
    const { client_id: id, client_secret: secret } = await add('--trusted');
    config = await openid.discovery(new URL(stack.issuer), id, secret, undefined, {
      execute: [openid.allowInsecureRequests],
    });
  });

  test('signs people in, who are in the ID token, and refreshes', async () => {
    const person = new Person(stack);
    const verifier = openid.randomPKCECodeVerifier();
    const [state, nonce] = [openid.randomState(), openid.randomNonce()];
    const request = openid.buildAuthorizationUrl(config, {
      redirect_uri: REDIRECT,
      scope: 'openid profile email',
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    });
    const tokens = await openid.authorizationCodeGrant(config, await signIn(person, request), {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
    });
    const known = { name: 'Ada Lovelace', email: 'ada@example.com', email_verified: true };
    expect(tokens.claims()).toMatchObject(known);
    const refreshed = await openid.refreshTokenGrant(config, tokens.refresh_token!);
    expect(refreshed.claims()).toMatchObject(known);
    const { sub } = tokens.claims()!;
    expect(await openid.fetchUserInfo(config, refreshed.access_token, sub)).toMatchObject(known);

    // The session of the application has ended: nobody is asked anything.
    request.searchParams.set('prompt', 'none');
    const silently = await person.browser.follow(SITE, request);
    expect([silently.isOutside, silently.url.searchParams.has('code')]).toEqual([true, true]);
  });
});

describe('a library without PKCE that knows RS256 alone, as passport-openidconnect', () => {
  const requestOf = (clientId: string, nonce: string) => {
    const url = new URL('/auth', stack.issuer);
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: REDIRECT,
      scope: 'openid profile',
      state: 'a state',
      nonce,
    }).toString();
    return url;
  };

  test('signs people in with --pkce optional', async () => {
    const { client_id: id, client_secret: secret } = await add('--trusted', '--pkce', 'optional');
    const back = await signIn(new Person(stack), requestOf(id, 'a nonce'));
    const response = await fetch(new URL('/token', stack.issuer), {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: back.searchParams.get('code') ?? '',
        redirect_uri: REDIRECT,
      }),
    });
    const { id_token: token } = (await response.json()) as { id_token: string };
    const keys = createRemoteJWKSet(new URL('/jwks', stack.issuer));
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ['RS256'],
      issuer: stack.issuer,
      audience: id,
    });
    expect(payload).toMatchObject({ nonce: 'a nonce', name: 'Ada Lovelace' });
  });

  test('is refused without it, in words that its application is sent', async () => {
    const { client_id: id } = await add('--trusted');
    const { searchParams } = await signIn(new Person(stack), requestOf(id, 'a nonce'));
    expect(searchParams.get('error')).toBe('invalid_request');
    expect(searchParams.get('error_description')).toContain('PKCE');
  });
});
