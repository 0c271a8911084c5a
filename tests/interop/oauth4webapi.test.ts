import { getValidatedIdTokenClaims } from 'oauth4webapi';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { Person } from '../behaviour/actors/person.ts';
import { LEDGER, NOTES } from '../behaviour/actors/resources.ts';
import { type Discovery, StrictClient } from './strict-client.ts';

const stack = inject('stack');
const person = () => new Person(stack);

describe('oauth4webapi, a strict client', () => {
  test.each<Discovery>(['oauth2', 'oidc'])('discovers the server by %s metadata', async (way) => {
    const client = await StrictClient.register(stack.issuer, 'none', way);
    expect(client.server.issuer).toBe(stack.issuer);
    expect(client.server.code_challenge_methods_supported).toEqual(['S256']);
    expect(client.server.authorization_response_iss_parameter_supported).toBe(true);
  });

  test.each(['none', 'client_secret_basic', 'client_secret_post'] as const)(
    'registers with %s, gets tokens, refreshes and revokes',
    async (method) => {
      const client = await StrictClient.register(stack.issuer, method);
      const tokens = await client.signIn(person(), { resource: NOTES, scope: 'notes:read' });
      const claims = await client.validateAccessToken(tokens.access_token, NOTES);
      expect(claims).toMatchObject({ aud: NOTES, scope: 'notes:read' });

      const refreshed = await client.refresh(tokens.refresh_token ?? '');
      expect(refreshed.refresh_token).not.toBe(tokens.refresh_token);
      await client.validateAccessToken(refreshed.access_token, NOTES);

      await client.revoke(refreshed.refresh_token ?? '');
      await expect(client.refresh(refreshed.refresh_token ?? '')).rejects.toMatchObject({
        error: 'invalid_grant',
      });
    },
  );

  test('accepts an RS256 access token of a resource that asks for that', async () => {
    const client = await StrictClient.register(stack.issuer);
    const tokens = await client.signIn(person(), { resource: LEDGER });
    const claims = await client.validateAccessToken(tokens.access_token, LEDGER);
    expect(claims.aud).toBe(LEDGER);
    await expect(client.validateAccessToken(tokens.access_token, NOTES)).rejects.toThrow('aud');
  });

  test('may revoke access tokens, and tokens that nobody knows', async () => {
    const client = await StrictClient.register(stack.issuer);
    const tokens = await client.signIn(person(), { resource: NOTES });
    await client.revoke('unheard-of');
    await client.revoke(tokens.access_token);
    await expect(client.refresh(tokens.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  describe('with OpenID Connect', () => {
    let client: StrictClient;
    beforeAll(async () => {
      client = await StrictClient.register(stack.issuer, 'none', 'oidc');
    });

    test('validates the ID token with its nonce, and reads userinfo', async () => {
      const tokens = await client.signIn(person(), { scope: 'openid profile email' });
      const claims = getValidatedIdTokenClaims(tokens);
      expect(claims?.sub).toMatch(/^usr_/);
      const info = await client.userInfo(tokens.access_token, claims?.sub ?? '');
      expect(info).toMatchObject({ email_verified: true, preferred_username: 'ada' });
    });

    test('gets the claims in the ID token where the access token is for a resource', async () => {
      const scope = 'openid profile notes:read';
      const tokens = await client.signIn(person(), { scope, resource: NOTES });
      expect(getValidatedIdTokenClaims(tokens)?.preferred_username).toBe('ada');
      await client.validateAccessToken(tokens.access_token, NOTES);
    });
  });
});
