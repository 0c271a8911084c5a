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

import type { ProxyFigures } from '../figures/proxy-figures.ts';
import type { ProxyMode } from '../modes/proxy.ts';
import { askForConsent } from './ask-for-consent.ts';
import { type ProxyMemory, type RefreshGrant, sha256, takeOnce } from './memory.ts';
import { scopesIn, scopesToRefresh } from './scopes.ts';

/** Characters that are kept of `ui_locales`. */
const LONGEST_LOCALES = 100;

export interface ProxySettings {
  readonly mode: ProxyMode;
  /** This server's URL, which is the only resource. */
  readonly url: string;
  /** Where the provider sends users back to. */
  readonly callbackUrl: string;
  readonly verifier: Verifier;
  readonly memory: ProxyMemory;
  readonly fetch: FetchLike;
  readonly figures: ProxyFigures;
  readonly onProblem: (error: unknown) => void;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/**
 * The SDK's proxy, with three additional protections. The SDK sends every client directly to the
 * provider, which knows only one client and may not ask the user again; here the user is asked first.
 * The SDK does not remember to which client a code or a refresh token belongs. And it leaves PKCE to
 * the provider; here it is checked as well.
 */
export class GuardedProxyProvider extends ProxyOAuthServerProvider {
  readonly #settings: ProxySettings;
  readonly #upstreamClient: OAuthClientInformationFull;
  /** The `resource` that is sent to the provider, if the provider supports it. */
  readonly resource: URL | undefined;

  constructor(settings: ProxySettings) {
    const { mode, verifier, memory, fetch } = settings;
    super({
      endpoints: {
        authorizationUrl: mode.authorizationUrl,
        tokenUrl: mode.tokenUrl,
        ...(mode.revocationUrl !== undefined && { revocationUrl: mode.revocationUrl }),
      },
      verifyAccessToken: (token) => verifier.verify(token),
      getClient: (id) => Promise.resolve(memory.clients.get(id)),
      fetch,
    });
    this.#settings = settings;
    this.#upstreamClient = {
      client_id: mode.clientId,
      client_secret: mode.clientSecret,
      redirect_uris: [settings.callbackUrl],
    };
    // GitHub and Google do not support RFC 8707, and Google refuses unknown parameters.
    const knowsResources = mode.tokens.mode === 'issuer' || mode.tokens.mode === 'introspection';
    this.resource = knowsResources ? new URL(settings.url) : undefined;
    const revokeUpstream = this.revokeToken?.bind(this);
    if (revokeUpstream) {
      this.revokeToken = (client, request) => this.#revoke(client, request, revokeUpstream);
    }
  }

  override get clientsStore(): OAuthRegisteredClientsStore {
    const { figures, memory } = this.#settings;
    const { clients } = memory;
    return {
      getClient: (id) => clients.get(id),
      registerClient: (registration) => {
        const { client_secret: _, client_secret_expires_at: __, ...metadata } = registration;
        // Every client is public: PKCE protects its code, and a secret in memory would add nothing.
        // The cast is because of the id: the SDK has already added it, but its type does not say so.
        const client = {
          ...metadata,
          token_endpoint_auth_method: 'none',
        } as OAuthClientInformationFull;
        clients.set(client.client_id, client);
        figures.registration('registered');
        return client;
      },
    };
  }

  /** Asks the user each time, because the provider cannot distinguish our clients. */
  override async authorize(
    client: OAuthClientInformationFull,
    params: AuthorizationParams,
    res: Response,
  ): Promise<void> {
    const { mode } = this.#settings;
    this.#checkResource(params.resource);
    const asked = mode.scopes ?? params.scopes ?? [];
    const scopes = [...new Set(asked.filter((scope) => scope !== ''))];
    const { ui_locales: uiLocales } = res.req.query;
    askForConsent(res, this.#settings, {
      clientId: client.client_id,
      redirectUri: params.redirectUri,
      codeChallenge: params.codeChallenge,
      state: params.state,
      scopes,
      uiLocales: typeof uiLocales === 'string' ? uiLocales.slice(0, LONGEST_LOCALES) : undefined,
    });
  }

  override async exchangeAuthorizationCode(
    client: OAuthClientInformationFull,
    code: string,
    verifier?: string,
    redirectUri?: string,
    resource?: URL,
  ): Promise<OAuthTokens> {
    const issued = takeOnce(this.#settings.memory.codes, code);
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
    // RFC 6749 §5.1: without `scope` in the answer, the granted scopes are those that were asked for.
    const scopes = scopesIn(tokens.scope, this.#settings.mode) ?? asked;
    return this.#handOut(tokens, { clientId: client.client_id, scopes }, scopes);
  }

  override async exchangeRefreshToken(
    client: OAuthClientInformationFull,
    refreshToken: string,
    scopes?: string[],
    resource?: URL,
  ): Promise<OAuthTokens> {
    const { memory, mode } = this.#settings;
    const grant = memory.grantOf(refreshToken);
    if (grant?.clientId !== client.client_id) {
      throw new InvalidGrantError('The refresh token is unknown or not for this client.');
    }
    this.#checkResource(resource);
    const wanted = scopesToRefresh(scopes, grant.scopes, mode);
    const tokens = await this.#answered(
      super.exchangeRefreshToken(this.#upstreamClient, refreshToken, wanted, this.resource),
    );
    if (tokens.refresh_token !== undefined) memory.forgetGrant(refreshToken);
    // The new refresh token keeps the scopes that were granted first, not those of this answer.
    return this.#handOut(tokens, grant, scopesIn(tokens.scope, mode) ?? wanted ?? grant.scopes);
  }

  /** @throws {@link OAuthError} and nothing else, because the SDK would answer 500 to other errors */
  async #answered(exchange: Promise<OAuthTokens>): Promise<OAuthTokens> {
    try {
      return await exchange;
    } catch (error) {
      if (error instanceof OAuthError) throw error;
      this.#settings.onProblem(new Error('the provider did not answer with tokens'));
      throw new TemporarilyUnavailableError('The provider cannot be used at the moment.');
    }
  }

  /** @param scopes the scopes of the access token, if known. They may differ from those asked for */
  #handOut(
    tokens: OAuthTokens,
    grant: RefreshGrant,
    scopes: readonly string[] | undefined,
  ): OAuthTokens {
    const handedOut = { ...tokens, ...(scopes && { scope: scopes.join(' ') }) };
    // The ID token is for this server, which is the client of the provider, and not for its clients.
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
    // RFC 7009 §2.2: a token of another client is not an error, but it must not be revoked.
    if (owner !== undefined && owner !== client.client_id) return;
    await revokeUpstream(this.#upstreamClient, request);
    this.#settings.memory.forgetGrant(request.token);
  }

  /** RFC 8707 §2: this server is the only resource, so a request for another one is refused. */
  #checkResource(resource: URL | undefined): void {
    const { url } = this.#settings;
    if (resource === undefined || resource.href === new URL(url).href) return;
    throw new InvalidTargetError('The resource is not this server.');
  }
}
