/**
 * `oauth4webapi` as somebody else's client, which refuses whatever the standards do not allow. The
 * only leniency: plain http, since everything runs on loopback.
 *
 * @module
 */
import * as oauth from 'oauth4webapi';
import type { Choices, Person } from '../behaviour/actors/person.ts';
import { HTTPS_REDIRECT } from '../behaviour/actors/client.ts';

export const HTTP = { [oauth.allowInsecureRequests]: true };

export interface StrictClient {
  readonly server: oauth.AuthorizationServer;
  readonly client: oauth.Client;
  readonly authentication: oauth.ClientAuth;
}

/** Discovers the server. @param algorithm how its documents are found */
export async function discover(
  issuer: string,
  algorithm: 'oauth2' | 'oidc' = 'oauth2',
): Promise<oauth.AuthorizationServer> {
  const url = new URL(issuer);
  const response = await oauth.discoveryRequest(url, { algorithm, ...HTTP });
  return oauth.processDiscoveryResponse(url, response);
}

/** Discovers the server and registers (RFC 7591). */
export async function register(
  issuer: string,
  method: 'none' | 'client_secret_basic' | 'client_secret_post' = 'none',
): Promise<StrictClient> {
  const server = await discover(issuer);
  const metadata = {
    client_name: 'oauth4webapi',
    redirect_uris: [HTTPS_REDIRECT],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: method,
  };
  const response = await oauth.dynamicClientRegistrationRequest(server, metadata, HTTP);
  const client = await oauth.processDynamicClientRegistrationResponse(response);
  return { server, client, authentication: authenticationOf(method, client) };
}

function authenticationOf(method: string, client: oauth.Client): oauth.ClientAuth {
  if (method === 'none') return oauth.None();
  const secret = client.client_secret as string;
  return method === 'client_secret_basic'
    ? oauth.ClientSecretBasic(secret)
    : oauth.ClientSecretPost(secret);
}

/** What an authorization request may name beside what every one has. */
export interface Wanted {
  readonly scope?: string;
  readonly resource?: string;
  readonly nonce?: string;
}

/** A response that was validated, and what its exchange needs. */
export interface Authorized {
  readonly callback: URLSearchParams;
  readonly verifier: string;
}

/**
 * Asks for an authorization, lets somebody decide and validates the response, `state` and `iss`
 * included (RFC 9207).
 */
export async function authorize(
  { server, client }: StrictClient,
  person: Person,
  wanted: Wanted,
  choices?: Choices,
): Promise<Authorized> {
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const url = new URL(server.authorization_endpoint!);
  url.search = new URLSearchParams({
    client_id: client.client_id,
    response_type: 'code',
    redirect_uri: HTTPS_REDIRECT,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    ...wanted,
  }).toString();
  const response = await person.authorize(url, choices);
  return { callback: oauth.validateAuthResponse(server, client, response, state), verifier };
}

/** Exchanges a code and validates the answer, its ID token included where there has to be one. */
export async function exchange(
  { server, client, authentication }: StrictClient,
  { callback, verifier }: Authorized,
  expected: oauth.ProcessAuthorizationCodeResponseOptions = {},
): Promise<oauth.TokenEndpointResponse> {
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    authentication,
    callback,
    HTTPS_REDIRECT,
    verifier,
    HTTP,
  );
  return oauth.processAuthorizationCodeResponse(server, client, response, expected);
}

export async function refresh(
  { server, client, authentication }: StrictClient,
  refreshToken: string,
): Promise<oauth.TokenEndpointResponse> {
  const response = await oauth.refreshTokenGrantRequest(
    server,
    client,
    authentication,
    refreshToken,
    HTTP,
  );
  return oauth.processRefreshTokenResponse(server, client, response);
}

export async function revoke(
  { server, client, authentication }: StrictClient,
  token: string,
): Promise<void> {
  const response = await oauth.revocationRequest(server, client, authentication, token, HTTP);
  return oauth.processRevocationResponse(response);
}
