import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretPost,
  Configuration,
  type CustomFetch,
  customFetch,
} from 'openid-client';
import { authorizationParameters, callbackUrl } from '../../upstream/authorization-parameters.ts';
import type { SignInSteps } from '../../upstream/connector.ts';
import { type ConversationOptions, converse } from '../../upstream/conversation.ts';
import { addressFacts } from './addresses.ts';
import { githubApi } from './api.ts';
import { GITHUB, githubUpstream } from './upstream.ts';
import { profileOf } from '../../upstream/profile.ts';

export interface GitHubSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  /** where people sign in, and the issuer of their identities; no trailing slash */
  readonly url: string;
  /** REST API; no trailing slash */
  readonly apiUrl: string;
  /** domains that the operator vouches for the addresses of, lower-cased; of a server of one's own */
  readonly vouchedDomains: readonly string[];
  readonly emulated: boolean;
}

export interface GitHubOptions extends ConversationOptions {
  /** whether admission asks for organisations, and so the user for `read:org` */
  readonly organisations: boolean;
  /** the organisations, by login, whose teams admission asks for; likewise */
  readonly teamsOf: readonly string[];
}

const NOTHING = { items: [], withheld: [] };

/**
 * GitHub: OAuth 2.0 without discovery or ID tokens. Who it is comes from the REST API, under the
 * number of the account: a login can be given up and taken by somebody else.
 */
export function createGitHubConnector(config: GitHubSettings, options: GitHubOptions): SignInSteps {
  const { url, apiUrl, clientId, vouchedDomains } = config;
  const { organisations: asksForOrganisations, teamsOf } = options;
  const asksForMemberships = asksForOrganisations || teamsOf.length > 0;
  const scope = asksForMemberships ? 'user:email read:org' : 'user:email';
  const upstream = githubUpstream({ clientId, url, scope });

  return {
    async authorizationUrl(request) {
      return buildAuthorizationUrl(configure(config), {
        ...(await authorizationParameters(request, scope)),
        ...(request.loginHint === undefined ? {} : { login: request.loginHint }),
      });
    },

    identify(callback, expected) {
      return converse(upstream, options, expected.redirectUri, async (fetch) => {
        const configuration = configure(config, fetch);
        const tokens = await authorizationCodeGrant(
          configuration,
          callbackUrl(callback, expected),
          { expectedState: expected.state, pkceCodeVerifier: expected.codeVerifier },
        );
        const accessToken = tokens.access_token;
        const api = githubApi({ upstream, configuration, apiUrl, accessToken });
        const [user, addresses, organisations, teams] = await Promise.all([
          api.user(),
          api.addresses(),
          asksForOrganisations ? api.organisations() : NOTHING,
          teamsOf.length > 0 ? api.teamsOf(teamsOf) : NOTHING,
        ]);
        const told = [addresses, organisations, teams];
        const withheld = told.flatMap((one) => one.withheld);
        const { id, login, name, avatar_url: pictureUrl } = user;
        return {
          provider: GITHUB.provider,
          issuer: url,
          subject: String(id),
          ...profileOf({ login, name, pictureUrl }),
          ...addressFacts(addresses.items, vouchedDomains),
          organisations: organisations.items,
          teams: teams.items,
          ...(withheld.length > 0 && { withheld }),
        };
      });
    },
  };
}

function configure(config: GitHubSettings, fetch?: CustomFetch): Configuration {
  const tokenEndpoint = `${config.url}/login/oauth/access_token`;
  const configuration = new Configuration(
    {
      // What GitHub sends as `iss` (RFC 9207). Not the issuer of identities, which is the site
      // itself: that key must not move with GitHub's protocol metadata.
      issuer: `${config.url}/login/oauth`,
      authorization_endpoint: `${config.url}/login/oauth/authorize`,
      token_endpoint: tokenEndpoint,
    },
    config.clientId,
    undefined,
    ClientSecretPost(config.clientSecret),
  );
  if (config.emulated) allowInsecureRequests(configuration);
  if (fetch !== undefined) configuration[customFetch] = withErrorStatus(fetch, tokenEndpoint);
  return configuration;
}

/** GitHub's token endpoint reports errors with status 200; RFC 6749 §5.2 has them at 400. */
function withErrorStatus(fetch: CustomFetch, tokenEndpoint: string): CustomFetch {
  return async (url, init) => {
    const response = await fetch(url, init);
    if (url !== tokenEndpoint || response.status !== 200) return response;
    const body: unknown = await response
      .clone()
      .json()
      .catch(() => undefined);
    const failed = typeof body === 'object' && body !== null && 'error' in body;
    return failed ? Response.json(body, { status: 400 }) : response;
  };
}
