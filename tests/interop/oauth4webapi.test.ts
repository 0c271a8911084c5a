import * as oauth from 'oauth4webapi';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { Person } from '../behaviour/actors/person.ts';
import { NOTES } from '../behaviour/actors/resources.ts';
import {
  authorize,
  discover,
  exchange,
  HTTP,
  refresh,
  register,
  revoke,
  type StrictClient,
} from './strict-client.ts';

const stack = inject('stack');
const person = new Person(stack);

describe('discovery', () => {
  test.each(['oauth2', 'oidc'] as const)('by %s finds this issuer, to the letter', async (how) => {
    expect((await discover(stack.issuer, how)).issuer).toBe(stack.issuer);
  });

  test.each(['oauth2', 'oidc'] as const)(
    'by %s under another name of this machine is refused by the client',
    async (algorithm) => {
      const other = new URL(stack.issuer.replace('localhost', '127.0.0.1'));
      const response = await oauth.discoveryRequest(other, { algorithm, ...HTTP });
      await expect(oauth.processDiscoveryResponse(other, response)).rejects.toMatchObject({
        code: oauth.RESPONSE_IS_NOT_CONFORM,
      });
    },
  );
});

describe.each(['none', 'client_secret_basic', 'client_secret_post'] as const)(
  'a client that registered with %s',
  (method) => {
    let client: StrictClient;
    beforeAll(async () => {
      client = await register(stack.issuer, method);
    });
    const tokens = async () =>
      exchange(client, await authorize(client, person, { resource: NOTES, scope: 'notes:read' }));

    test('gets an access token that is what RFC 9068 says', async () => {
      const { access_token: token, scope } = await tokens();
      expect(scope).toBe('notes:read');
      const request = new Request(NOTES, { headers: { authorization: `Bearer ${token}` } });
      const claims = await oauth.validateJwtAccessToken(client.server, request, NOTES, HTTP);
      expect(claims).toMatchObject({ client_id: client.client.client_id, scope: 'notes:read' });
    });

    test('refreshes, and the new token replaces the old', async () => {
      const first = await tokens();
      const second = await refresh(client, first.refresh_token!);
      const third = await refresh(client, second.refresh_token!);
      expect(new Set([first, second, third].map((each) => each.refresh_token)).size).toBe(3);
      await expect(refresh(client, first.refresh_token!)).rejects.toMatchObject({
        error: 'invalid_grant',
      });
    });

    test('revokes a refresh token, and it is refused from then on', async () => {
      const { refresh_token: token } = await tokens();
      await revoke(client, token!);
      await expect(refresh(client, token!)).rejects.toMatchObject({ error: 'invalid_grant' });
    });

    test('revokes a JWT access token, and with it the authorization', async () => {
      const { access_token: token, refresh_token: refreshToken } = await tokens();
      await revoke(client, token);
      await expect(refresh(client, refreshToken!)).rejects.toMatchObject({
        error: 'invalid_grant',
      });
    });

    test('revokes an unknown token without an error', async () => {
      await revoke(client, 'nobody-knows-this');
    });

    test('may not revoke what another client was given', async () => {
      const other = await register(stack.issuer);
      const { access_token: token, refresh_token: refreshToken } = await tokens();
      for (const theirs of [token, refreshToken!]) {
        await expect(revoke(other, theirs)).rejects.toThrow(oauth.ResponseBodyError);
      }
      expect((await refresh(client, refreshToken!)).access_token).toBeTypeOf('string');
    });

    test('is told of a wrong verifier', async () => {
      const authorized = await authorize(client, person, { resource: NOTES, scope: 'notes:read' });
      const wrong = { ...authorized, verifier: oauth.generateRandomCodeVerifier() };
      await expect(exchange(client, wrong)).rejects.toMatchObject({ error: 'invalid_grant' });
      expect((await exchange(client, authorized)).access_token).toBeTypeOf('string');
    });
  },
);

describe('OpenID Connect', () => {
  let client: StrictClient;
  beforeAll(async () => {
    client = await register(stack.issuer, 'client_secret_basic');
  });

  test('an ID token with the nonce, and userinfo about the same person', async () => {
    const nonce = oauth.generateRandomNonce();
    const wanted = { scope: 'openid profile email', nonce };
    const result = await exchange(client, await authorize(client, person, wanted), {
      expectedNonce: nonce,
      requireIdToken: true,
    });
    const { sub } = oauth.getValidatedIdTokenClaims(result)!;

    const response = await oauth.userInfoRequest(
      client.server,
      client.client,
      result.access_token,
      HTTP,
    );
    const userinfo = await oauth.processUserInfoResponse(
      client.server,
      client.client,
      sub,
      response,
    );
    expect(userinfo).toMatchObject({
      name: 'Ada Lovelace',
      preferred_username: 'ada',
      email: 'ada@example.com',
      email_verified: true,
    });
  });

  test('an ID token that somebody else can verify by the published keys', async () => {
    const { server } = client;
    const wanted = { scope: 'openid', nonce: 'a nonce' };
    const authorized = await authorize(client, person, wanted);
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client.client,
      client.authentication,
      authorized.callback,
      'https://client.example/callback',
      authorized.verifier,
      HTTP,
    );
    await oauth.processAuthorizationCodeResponse(server, client.client, response, {
      expectedNonce: 'a nonce',
      requireIdToken: true,
    });
    await oauth.validateApplicationLevelSignature(server, response, HTTP);
  });

  test('another nonce is noticed by the client', async () => {
    const authorized = await authorize(client, person, { scope: 'openid', nonce: 'one' });
    await expect(
      exchange(client, authorized, { expectedNonce: 'another', requireIdToken: true }),
    ).rejects.toThrow(/nonce/);
  });

  test('beside a resource: a JWT for the resource, and claims in the ID token', async () => {
    const wanted = { scope: 'openid email notes:read', resource: NOTES, nonce: 'n' };
    const result = await exchange(client, await authorize(client, person, wanted), {
      expectedNonce: 'n',
      requireIdToken: true,
    });
    expect(oauth.getValidatedIdTokenClaims(result)).toMatchObject({ email: 'ada@example.com' });
    const headers = { authorization: `Bearer ${result.access_token}` };
    const request = new Request(NOTES, { headers });
    await oauth.validateJwtAccessToken(client.server, request, NOTES, HTTP);
  });
});

test('a person’s no arrives as an authorization error that names the issuer', async () => {
  const client = await register(stack.issuer);
  const denied = authorize(client, person, { resource: NOTES }, { decide: 'deny' });
  await expect(denied).rejects.toThrow(oauth.AuthorizationResponseError);
  await expect(denied).rejects.toMatchObject({ error: 'access_denied' });
});
