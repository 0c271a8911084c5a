import type { Verifier } from '@gatehouse/auth-core';
import type { OAuthRegisteredClientsStore } from '@modelcontextprotocol/sdk/server/auth/clients.js';
import {
  InvalidGrantError,
  InvalidTargetError,
  OAuthError,
  TemporarilyUnavailableError,
} from '@modelcontextprotocol/sdk/server/auth/errors.js';
import type { AuthorizationParams } from '@modelcontextprotocol/sdk/server/auth/provider.js';
import { ProxyOAuthServerProvider } from '@modelcontextprotocol/sdk/server/auth/providers/proxyProvider.js';
import type { FetchLike } from '@modelcontextprotocol/sdk/shared/transport.js';
import type {
  OAuthClientInformationFull,
  OAuthTokenRevocationRequest,
  OAuthTokens,
} from '@modelcontextprotocol/sdk/shared/auth.js';
import type { Response } from 'express';

import type { ProxyMode } from '../modes/proxy.ts';
import { askPerson } from './ask-for-consent.ts';
import { type ProxyMemory, type RefreshGrant, sha256, take } from './memory.ts';
import { scopesIn, scopesToRefresh } from './scopes.ts';

export interface ProxySettings {
  readonly part: ProxyMode;
  /** This server's URL, which is the only resource there is. */
  readonly url: string;
  /** Where the provider sends people back to. */
  readonly callbackUrl: string;
  readonly verifier: Verifier;
  readonly memory: ProxyMemory;
  readonly fetch: FetchLike;
  readonly onProblem: (error: unknown) => void;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/**
 * The SDK's proxy, with what it leaves open closed: it sends whoever asks straight on to the
 * provider, which knows one client alone and may not ask the person again; it keeps no record of
 * whose a code or a refresh token is; and it leaves PKCE to the provider.
 */
export class GuardedProxyProvider extends ProxyOAuthServerProvider {
  readonly #settings: ProxySettings;
  readonly #upstreamClient: OAuthClientInformationFull;
  /** What the provider is told that tokens are for, where it knows such a thing. */
  readonly resource: URL | undefined;

  constructor(settings: ProxySettings) {
    const { part, verifier, memory, fetch } = settings;
    super({
      endpoints: {
        authorizationUrl: part.authorizationUrl,
        tokenUrl: part.tokenUrl,
        ...(part.revocationUrl !== undefined && { revocationUrl: part.revocationUrl }),
      },
      verifyAccessToken: (token) => verifier.verify(token),
      getClient: (id) => Promise.resolve(memory.clients.get(id)),
      fetch,
    });
    this.#settings = settings;
    this.#upstreamClient = {
      client_id: part.clientId,
      client_secret: part.clientSecret,
      redirect_uris: [settings.callbackUrl],
    };
    // GitHub and Google know no RFC 8707, and Google refuses what it does not know.
    const knowsResources = part.tokens.mode === 'issuer' || part.tokens.mode === 'introspection';
    this.resource = knowsResources ? new URL(settings.url) : undefined;
    const revokeUpstream = this.revokeToken?.bind(this);
    if (revokeUpstream) {
      this.revokeToken = (client, request) => this.#revoke(client, request, revokeUpstream);
    }
  }

  override get clientsStore(): OAuthRegisteredClientsStore {
    const { clients } = this.#settings.memory;
    return {
      getClient: (id) => clients.get(id),
      registerClient: (registration) => {
        const { client_secret: _, client_secret_expires_at: __, ...metadata } = registration;
        // PKCE holds every client to its code; a secret kept in memory would add nothing.
        // The SDK has made the id, though its types leave that open.
        const client = {
          ...metadata,
          token_endpoint_auth_method: 'none',
        } as OAuthClientInformationFull;
        clients.set(client.client_id, client);
        return client;
      },
    };
  }

  /** Asks the person, each time: the provider cannot tell one of our clients from another. */
  override async authorize(
    client: OAuthClientInformationFull,
    params: AuthorizationParams,
    res: Response,
  ): Promise<void> {
    const { part } = this.#settings;
    this.#checkResource(params.resource);
    const asked = part.scopes ?? params.scopes ?? [];
    const scopes = [...new Set(asked.filter((scope) => scope !== ''))];
    askPerson(res, this.#settings, {
      clientId: client.client_id,
      redirectUri: params.redirectUri,
      codeChallenge: params.codeChallenge,
      state: params.state,
      scopes,
    });
  }

  override async exchangeAuthorizationCode(
    client: OAuthClientInformationFull,
    code: string,
    verifier?: string,
    redirectUri?: string,
    resource?: URL,
  ): Promise<OAuthTokens> {
    const issued = take(this.#settings.memory.codes, code);
    if (
      issued?.clientId !== client.client_id ||
      (redirectUri !== undefined && redirectUri !== issued.redirectUri) ||
      verifier === undefined ||
      sha256(verifier) !== issued.codeChallenge
    ) {
      throw new InvalidGrantError('The code is unknown, used, expired or not for this client.');
    }
    this.#checkResource(resource);
    const tokens = await this.#answered(
      super.exchangeAuthorizationCode(
        this.#upstreamClient,
        issued.upstreamCode,
        verifier,
        this.#settings.callbackUrl,
        this.resource,
      ),
    );
    const asked = issued.scopes.length > 0 ? issued.scopes : undefined;
    // RFC 6749 §5.1: unsaid, it is what was asked for.
    const scopes = scopesIn(tokens.scope, this.#settings.part) ?? asked;
    return this.#handOut(tokens, { clientId: client.client_id, scopes }, scopes);
  }

  override async exchangeRefreshToken(
    client: OAuthClientInformationFull,
    refreshToken: string,
    scopes?: string[],
    resource?: URL,
  ): Promise<OAuthTokens> {
    const { memory, part } = this.#settings;
    const grant = memory.grantOf(refreshToken);
    if (grant?.clientId !== client.client_id) {
      throw new InvalidGrantError('The refresh token is unknown or not for this client.');
    }
    this.#checkResource(resource);
    const wanted = scopesToRefresh(scopes, grant.scopes, part);
    const tokens = await this.#answered(
      super.exchangeRefreshToken(this.#upstreamClient, refreshToken, wanted, this.resource),
    );
    if (tokens.refresh_token !== undefined) memory.forgetGrant(refreshToken);
    // The successor stands for what was granted first, however little or much this answer has.
    return this.#handOut(tokens, grant, scopesIn(tokens.scope, part) ?? wanted ?? grant.scopes);
  }

  /** @throws {@link OAuthError} and nothing else, of which the SDK would make a 500 */
  async #answered(exchange: Promise<OAuthTokens>): Promise<OAuthTokens> {
    try {
      return await exchange;
    } catch (error) {
      if (error instanceof OAuthError) throw error;
      this.#settings.onProblem(new Error('the provider did not answer with tokens'));
      throw new TemporarilyUnavailableError('The provider cannot be used at the moment.');
    }
  }

  /** @param scopes what the access token has, as far as anybody knows: it may not be what was asked for */
  #handOut(
    tokens: OAuthTokens,
    grant: RefreshGrant,
    scopes: readonly string[] | undefined,
  ): OAuthTokens {
    const handedOut = { ...tokens, ...(scopes && { scope: scopes.join(' ') }) };
    // It is about a sign-in at this server, and for nobody else.
    delete handedOut.id_token;
    if (tokens.refresh_token !== undefined) {
      this.#settings.memory.setGrant(tokens.refresh_token, grant);
    }
    return handedOut;
  }

  async #revoke(
    client: OAuthClientInformationFull,
    request: OAuthTokenRevocationRequest,
    revokeUpstream: NonNullable<ProxyOAuthServerProvider['revokeToken']>,
  ): Promise<void> {
    const owner = this.#settings.memory.grantOf(request.token)?.clientId;
    // RFC 7009 §2.2: a token that is not the client's is no error, and nothing happens to it.
    if (owner !== undefined && owner !== client.client_id) return;
    await revokeUpstream(this.#upstreamClient, request);
    this.#settings.memory.forgetGrant(request.token);
  }

  /** RFC 8707 §2: there is one resource here, and no token for another can be had. */
  #checkResource(resource: URL | undefined): void {
    const { url } = this.#settings;
    if (resource === undefined || resource.href === new URL(url).href) return;
    throw new InvalidTargetError('The resource is not this server.');
  }
}
