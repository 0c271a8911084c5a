/**
 * Clients that somebody else wrote, where they register with an initial access token (RFC 7591 §3) and
 * manage what they registered (RFC 7592).
 *
 * @module
 */
import * as oauth from 'oauth4webapi';
import * as openid from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HTTPS_REDIRECT } from '../behaviour/actors/client.ts';
import { Gatehouse } from '../behaviour/actors/gatehouse.ts';
import { RESOURCES } from '../behaviour/actors/resources.ts';
import { type Stack, startStack } from '../harness/stack.ts';
import { discover, HTTP } from './strict-client.ts';

const METADATA = { client_name: 'Somebody else’s', redirect_uris: [HTTPS_REDIRECT] };

let stack: Stack;
let initialAccessToken: string;
beforeAll(async () => {
  stack = await startStack({ withMcp: false, auth: { RESOURCES, REGISTRATION: 'token' } });
  const added = ['registration-tokens', 'add', '--uses', '2'];
  const { token } = await Gatehouse.of(stack).json<{ token: string }>(...added);
  initialAccessToken = token;
});
afterAll(() => stack?.stop());

describe('openid-client', () => {
  const register = (token: string) =>
    openid.dynamicClientRegistration(new URL(stack.issuer), METADATA, undefined, {
      initialAccessToken: token,
      execute: [openid.allowInsecureRequests],
    });

  test('registers with a token that a command made', async () => {
    const config = await register(initialAccessToken);
    expect(config.clientMetadata()).toMatchObject({ ...METADATA, client_secret_expires_at: 0 });
  });

  test('reads of another that it is not good', async () => {
    await expect(register('another')).rejects.toMatchObject({
      cause: [{ scheme: 'bearer', parameters: { error: 'invalid_token' } }],
    });
  });
});

test('oauth4webapi registers, reads, replaces and removes what it registered, by the answers alone', async () => {
  const server = await discover(stack.issuer);
  const registered = await oauth.processDynamicClientRegistrationResponse(
    await oauth.dynamicClientRegistrationRequest(server, METADATA, {
      initialAccessToken,
      ...HTTP,
    }),
  );
  const uri = registered.registration_client_uri as string;
  const token = registered.registration_access_token as string;
  const request = (method: string, body?: object) =>
    oauth.protectedResourceRequest(
      token,
      method,
      new URL(uri),
      new Headers(body && { 'content-type': 'application/json' }),
      body && JSON.stringify(body),
      HTTP,
    );

  const read = (await (await request('GET')).json()) as oauth.Client;
  expect(read).toEqual(registered);
  // What a client must not repeat (RFC 7592 §2.2).
  const {
    registration_client_uri: _,
    registration_access_token: __,
    client_id_issued_at: ___,
    client_secret_expires_at: ____,
    ...own
  } = read;
  const replaced = await (await request('PUT', { ...own, client_name: 'Renamed' })).json();
  expect(replaced).toEqual({ ...read, client_name: 'Renamed' });
  expect((await request('DELETE')).status).toBe(204);
  await expect(request('GET')).rejects.toThrow(oauth.WWWAuthenticateChallengeError);
});
