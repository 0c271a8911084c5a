import * as oauth from 'oauth4webapi';
import type { Person } from '../behaviour/actors/person.ts';

/** Loopback is the one place where http is fine; the library has to be told. */
const LOOPBACK = { [oauth.allowInsecureRequests]: true } as const;

const REDIRECT_URI = 'http://127.0.0.1:41777/callback';

/** Both ways in which a client may look up the server's metadata. */
export type Discovery = 'oidc' | 'oauth2';

/** A client made of `oauth4webapi`, which checks every answer as strictly as the standards allow. */
export class StrictClient {
  readonly #server: oauth.AuthorizationServer;
  readonly #client: oauth.Client;
  readonly #authentication: oauth.ClientAuth;

  private constructor(
    server: oauth.AuthorizationServer,
    client: oauth.Client,
    authentication: oauth.ClientAuth,
  ) {
    this.#server = server;
    this.#client = client;
    this.#authentication = authentication;
  }

  /** Discovers the server and registers there. */
  static async register(
    issuer: string,
    method: 'none' | 'client_secret_basic' | 'client_secret_post' = 'none',
    discovery: Discovery = 'oauth2',
  ): Promise<StrictClient> {
    const server = await discover(issuer, discovery);
    const response = await oauth.dynamicClientRegistrationRequest(
      server,
      {
        client_name: 'Strict client',
        redirect_uris: [REDIRECT_URI],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: method,
      },
      LOOPBACK,
    );
    const client = await oauth.processDynamicClientRegistrationResponse(response);
    return new StrictClient(server, client, authenticationOf(method, client));
  }

  get server(): oauth.AuthorizationServer {
    return this.#server;
  }

  /** The code flow with PKCE, state and nonce, every answer validated. */
  async signIn(
    person: Person,
    parameters: Readonly<Record<string, string>>,
  ): Promise<oauth.TokenEndpointResponse> {
    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const nonce = oauth.generateRandomNonce();
    const isOpenId = parameters.scope?.split(' ').includes('openid') ?? false;
    const request = new URL(this.#server.authorization_endpoint ?? '');
    request.search = new URLSearchParams({
      client_id: this.#client.client_id,
      redirect_uri: REDIRECT_URI,
      response_type: 'code',
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      ...(isOpenId ? { nonce } : {}),
      ...parameters,
    }).toString();
    const answer = await person.authorize(request);
    // Demands `iss` (RFC 9207), since the metadata promises it.
    const response = oauth.validateAuthResponse(this.#server, this.#client, answer, state);
    return oauth.processAuthorizationCodeResponse(
      this.#server,
      this.#client,
      await oauth.authorizationCodeGrantRequest(
        this.#server,
        this.#client,
        this.#authentication,
        response,
        REDIRECT_URI,
        verifier,
        LOOPBACK,
      ),
      isOpenId ? { expectedNonce: nonce, requireIdToken: true } : {},
    );
  }

  async refresh(refreshToken: string): Promise<oauth.TokenEndpointResponse> {
    const { refreshTokenGrantRequest, processRefreshTokenResponse } = oauth;
    const response = await refreshTokenGrantRequest(
      this.#server,
      this.#client,
      this.#authentication,
      refreshToken,
      LOOPBACK,
    );
    return processRefreshTokenResponse(this.#server, this.#client, response);
  }

  async revoke(token: string): Promise<void> {
    const { revocationRequest, processRevocationResponse } = oauth;
    await processRevocationResponse(
      await revocationRequest(this.#server, this.#client, this.#authentication, token, LOOPBACK),
    );
  }

  async userInfo(accessToken: string, subject: string): Promise<oauth.UserInfoResponse> {
    const response = await oauth.userInfoRequest(this.#server, this.#client, accessToken, LOOPBACK);
    return oauth.processUserInfoResponse(this.#server, this.#client, subject, response);
  }

  /** Verifies an access token as a resource server would (RFC 9068). */
  validateAccessToken(accessToken: string, audience: string): Promise<oauth.JWTAccessTokenClaims> {
    const request = new Request(audience, { headers: { authorization: `Bearer ${accessToken}` } });
    return oauth.validateJwtAccessToken(this.#server, request, audience, LOOPBACK);
  }
}

async function discover(issuer: string, algorithm: Discovery): Promise<oauth.AuthorizationServer> {
  const url = new URL(issuer);
  const response = await oauth.discoveryRequest(url, { algorithm, ...LOOPBACK });
  return oauth.processDiscoveryResponse(url, response);
}

function authenticationOf(method: string, client: oauth.Client): oauth.ClientAuth {
  const secret = typeof client.client_secret === 'string' ? client.client_secret : '';
  if (method === 'client_secret_basic') return oauth.ClientSecretBasic(secret);
  if (method === 'client_secret_post') return oauth.ClientSecretPost(secret);
  return oauth.None();
}
