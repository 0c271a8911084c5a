import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type ClientAuth,
  Configuration,
  type CustomFetch,
  customFetch,
  enableNonRepudiationChecks,
  type IDToken,
  type ServerMetadata,
} from 'openid-client';
import { authorizationParameters, callbackUrl } from './authorization-parameters.ts';
import type { SignInSteps } from './connector.ts';
import { type ConversationOptions, converse } from './conversation.ts';
import type { UpstreamIdentity } from './identity.ts';
import type { ReceivedTokens } from './openid-claims.ts';
import { openIdDiscovery } from './openid-discovery.ts';
import { signingKeysCache } from './signing-keys-cache.ts';
import type { Upstream } from './upstream.ts';
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
  const discover = openIdDiscovery(provider, options, options.now);
  const keys = signingKeysCache();

  return {
    async authorizationUrl(request) {
      const configuration = configure(provider, await discover());
      return buildAuthorizationUrl(configuration, {
        ...(await authorizationParameters(request, upstream.registration.scope)),
        nonce: request.nonce,
        ...(request.loginHint === undefined ? {} : { login_hint: request.loginHint }),
      });
    },

    async identify(callback, expected) {
      const metadata = await discover();
      return converse(upstream, options, expected.redirectUri, async (fetch) => {
        const grant = async (spelled: ServerMetadata, spelledFetch: CustomFetch, url: URL) => {
          const target: { configuration?: Configuration } = {};
          const offering = keys.offering(spelled.token_endpoint, spelledFetch, target);
          const configuration = configure(provider, spelled, offering);
          target.configuration = configuration;
          try {
            const tokens = await authorizationCodeGrant(configuration, url, {
              expectedState: expected.state,
              expectedNonce: expected.nonce,
              pkceCodeVerifier: expected.codeVerifier,
              idTokenExpected: true,
            });
            return { tokens, configuration };
          } finally {
            keys.keep(configuration);
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
      });
    },
  };
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
