import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretPost,
  Configuration,
  type CustomFetch,
  customFetch,
  enableNonRepudiationChecks,
  type ExportedJWKSCache,
  getJwksCache,
  type ServerMetadata,
  setJwksCache,
} from 'openid-client';
import type { GoogleConfig } from '../../config/config.ts';
import { authorizationParameters, callbackUrl } from '../../upstream/authorization-parameters.ts';
import type { Connector } from '../../upstream/connector.ts';
import { type ConversationOptions, converse } from '../../upstream/conversation.ts';
import { GOOGLE, googleDiscovery } from '../../upstream/openid-discovery.ts';
import { identityOf } from './id-token.ts';
import { inEitherSpelling } from './issuer-spelling.ts';

export interface GoogleOptions extends ConversationOptions {
  /** milliseconds */
  readonly now: () => number;
}

/** Google: OpenID Connect. Who it is comes from the signed ID token, under its `sub`. */
export function createGoogleConnector(config: GoogleConfig, options: GoogleOptions): Connector {
  const { clientId, issuer, emulated } = config;
  const discover = googleDiscovery(config, options, options.now);
  let keys: ExportedJWKSCache | undefined;

  return {
    provider: 'google',
    label: GOOGLE.label,
    issuer,
    emulated,

    async authorizationUrl(request) {
      const configuration = configure(config, await discover());
      return buildAuthorizationUrl(configuration, {
        ...(await authorizationParameters(request, 'openid email profile')),
        nonce: request.nonce,
        ...(request.loginHint === undefined ? {} : { login_hint: request.loginHint }),
      });
    },

    async identify(callback, expected) {
      const metadata = await discover();
      return converse(GOOGLE, options, async (fetch) => {
        const grant = (spelled: ServerMetadata, spelledFetch: CustomFetch, url: URL) => {
          const configuration = configure(config, spelled, spelledFetch);
          if (keys !== undefined) setJwksCache(configuration, keys);
          const granted = authorizationCodeGrant(configuration, url, {
            expectedState: expected.state,
            expectedNonce: expected.nonce,
            pkceCodeVerifier: expected.codeVerifier,
            idTokenExpected: true,
          });
          return granted.finally(() => {
            keys = getJwksCache(configuration) ?? keys;
          });
        };
        const returned = callbackUrl(callback, expected);
        const tokens = await inEitherSpelling(metadata, fetch, returned, grant);
        const idToken = tokens.claims();
        if (idToken === undefined) throw new TypeError('an ID token was demanded');
        return identityOf(idToken, { issuer, clientId, accessToken: tokens.access_token });
      });
    },
  };
}

function configure(
  { clientId, clientSecret, emulated }: GoogleConfig,
  metadata: ServerMetadata,
  fetch?: CustomFetch,
): Configuration {
  const configuration = new Configuration(
    metadata,
    clientId,
    // Google signs with nothing else, and the key of an HMAC would be the client secret.
    { id_token_signed_response_alg: 'RS256' },
    ClientSecretPost(clientSecret),
  );
  // By default an ID token from the token endpoint is trusted for its TLS alone.
  enableNonRepudiationChecks(configuration);
  if (emulated) allowInsecureRequests(configuration);
  if (fetch !== undefined) configuration[customFetch] = fetch;
  return configuration;
}
