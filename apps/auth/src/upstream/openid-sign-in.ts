import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type ClientAuth,
  Configuration,
  type CustomFetch,
  customFetch,
  enableNonRepudiationChecks,
  type ExportedJWKSCache,
  getJwksCache,
  type IDToken,
  type ServerMetadata,
  setJwksCache,
} from 'openid-client';
import {
  type AccountPrompt,
  authorizationParameters,
  callbackUrl,
} from './authorization-parameters.ts';
import type { SignInSteps } from './connector.ts';
import { type ConversationOptions, converse } from './conversation.ts';
import type { UpstreamIdentity } from './identity.ts';
import type { ReceivedTokens } from './openid-claims.ts';
import { openIdDiscovery } from './openid-discovery.ts';
import type { Upstream } from './upstream.ts';
import { UpstreamError } from './upstream-error.ts';
import { userInfoOf } from './user-info.ts';

export interface OpenIdOptions extends ConversationOptions {
  /** milliseconds */
  readonly now: () => number;
}

/** An OpenID provider that somebody signs in at, and what is particular about it. */
export interface OpenIdProvider {
  readonly upstream: Upstream;
  readonly issuer: string;
  /** the name of the variable that the issuer stands in */
  readonly issuerVariable: string;
  readonly clientId: string;
  /** plain http is allowed: it is on this machine */
  readonly emulated: boolean;
  /** how its metadata has to spell the issuer, to the letter; anything that means the same URL unless told */
  readonly spelling?: string;
  /** takes `prompt=select_account`, though its metadata does not say so */
  readonly selectsAccounts?: boolean;
  /** what an ID token may be signed by; the key of an HMAC would be the client secret */
  readonly algorithms: readonly string[];
  /**
   * How the token endpoint learns who asks.
   *
   * @throws UpstreamError where the provider takes nothing that we have
   */
  authentication(metadata: ServerMetadata): ClientAuth;
  /**
   * Who an ID token is about, whose signature, issuer, audience, times and nonce are checked.
   *
   * @throws UpstreamError
   */
  identityOf(
    idToken: IDToken,
    tokens: ReceivedTokens,
  ): UpstreamIdentity | Promise<UpstreamIdentity>;
  /** runs the grant, where one spelling of the issuer is not enough */
  grantWith?<Result>(
    metadata: ServerMetadata,
    fetch: CustomFetch,
    callback: URL,
    grant: Grant<Result>,
  ): Promise<Result>;
}

/** Runs the code grant against metadata, by a fetch, for a callback. */
export type Grant<Result> = (
  metadata: ServerMetadata,
  fetch: CustomFetch,
  callback: URL,
) => Promise<Result>;

/**
 * Authorization code with PKCE, state and nonce (OpenID Connect Core §3.1, RFC 7636), the issuer of
 * the response where it is announced (RFC 9207), and an ID token whose signature is checked though
 * it comes over TLS.
 */
export function openIdSignIn(provider: OpenIdProvider, options: OpenIdOptions): SignInSteps {
  const { upstream } = provider;
  const discovery = openIdDiscovery(provider, options, options.now);
  // By issuer: a key that is published for one of several signs for no other.
  const known = new Map<string, ExportedJWKSCache>();

  /** A provider that changed what it announces is asked again for the sign-in after this one. */
  const doubting = (error: unknown): never => {
    const isProviders = error instanceof UpstreamError && error.toldBy === 'provider';
    if (isProviders && /^(?:invalid_response|misconfigured)$/.test(error.code)) discovery.doubt();
    throw error;
  };

  return {
    async authorizationUrl(request) {
      const metadata = await discovery.metadata();
      const { scope } = upstream.registration;
      return buildAuthorizationUrl(configure(provider, metadata), {
        ...(await authorizationParameters(request, scope, accountPrompt(provider, metadata))),
        nonce: request.nonce,
        ...(request.loginHint === undefined ? {} : { login_hint: request.loginHint }),
      });
    },

    async identify(callback, expected) {
      const metadata = await discovery.metadata();
      return converse(upstream, options, expected.redirectUri, async (fetch) => {
        const grant = async (spelled: ServerMetadata, spelledFetch: CustomFetch, url: URL) => {
          const configuration = configure(provider, spelled, spelledFetch);
          const keys = known.get(spelled.issuer);
          if (keys !== undefined) setJwksCache(configuration, readyToRenew(keys, options.now()));
          try {
            const tokens = await authorizationCodeGrant(configuration, url, {
              expectedState: expected.state,
              expectedNonce: expected.nonce,
              pkceCodeVerifier: expected.codeVerifier,
              idTokenExpected: true,
            });
            return { tokens, configuration };
          } finally {
            const used = getJwksCache(configuration);
            if (used !== undefined) known.set(spelled.issuer, used);
          }
        };
        const returned = callbackUrl(callback, expected);
        const { tokens, configuration } = await (provider.grantWith?.(
          metadata,
          fetch,
          returned,
          grant,
        ) ?? grant(metadata, fetch, returned));
        const { access_token: accessToken, id_token: encoded } = tokens;
        const idToken = tokens.claims();
        if (idToken === undefined || encoded === undefined) {
          throw new TypeError('an ID token was demanded');
        }
        const userInfo = () => userInfoOf(upstream, configuration, accessToken, idToken.sub);
        return provider.identityOf(idToken, { accessToken, encoded, userInfo });
      }).catch(doubting);
    },
  };
}

/**
 * How to let somebody say who they are. Every provider has to know `login` (OpenID Connect Core §15.1);
 * `select_account` some ignore and others refuse.
 */
function accountPrompt(
  { selectsAccounts = false }: OpenIdProvider,
  { prompt_values_supported: announced }: ServerMetadata,
): AccountPrompt {
  const selects = Array.isArray(announced) ? announced.includes('select_account') : selectsAccounts;
  return selects ? 'select_account' : 'login';
}

/** Seconds in which the library asks for no keys again, though one that it needs is not among them. */
const LIBRARY_WAITS = 60;

/** The same keys, to be asked for again as soon as one is needed that is not among them. */
function readyToRenew({ jwks, uat }: ExportedJWKSCache, now: number): ExportedJWKSCache {
  return { jwks, uat: Math.min(uat, Math.floor(now / 1000) - LIBRARY_WAITS) };
}

function configure(
  provider: OpenIdProvider,
  metadata: ServerMetadata,
  fetch?: CustomFetch,
): Configuration {
  // The library holds ID tokens against what is announced, and RS256 where nothing is.
  const announced = metadata.id_token_signing_alg_values_supported ?? ['RS256'];
  const accepted = announced.filter((algorithm) => provider.algorithms.includes(algorithm));
  const configuration = new Configuration(
    { ...metadata, id_token_signing_alg_values_supported: accepted },
    provider.clientId,
    undefined,
    provider.authentication(metadata),
  );
  // By default an ID token from the token endpoint is trusted for its TLS alone.
  enableNonRepudiationChecks(configuration);
  if (provider.emulated) allowInsecureRequests(configuration);
  if (fetch !== undefined) configuration[customFetch] = fetch;
  return configuration;
}
