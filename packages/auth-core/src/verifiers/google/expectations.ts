import { names, secureUrl } from '../../options/checked-options.ts';
import type { GoogleEndpoints, GoogleTokenVerifierOptions } from './options.ts';

/** The options after they were checked, with the defaults filled in. */
export interface GoogleExpectations {
  readonly clientIds: readonly string[];
  readonly hostedDomains: readonly string[] | undefined;
  readonly requiredScopes: readonly string[];
  /** The values that `iss` of ID tokens may have: the first one is the URL. */
  readonly issuers: readonly [string, ...string[]];
  readonly endpoints: GoogleEndpoints;
}

const google: GoogleEndpoints = {
  issuer: 'https://accounts.google.com',
  jwks: 'https://www.googleapis.com/oauth2/v3/certs',
  tokeninfo: 'https://oauth2.googleapis.com/tokeninfo',
  userinfo: 'https://openidconnect.googleapis.com/v1/userinfo',
};

/** @throws {@link ConfigurationError} */
export function googleExpectations(options: GoogleTokenVerifierOptions): GoogleExpectations {
  const { hostedDomain, requiredScopes = [], endpoints = {} } = options;
  const { issuer = google.issuer } = endpoints;
  return {
    clientIds: names('clientId', options.clientId),
    hostedDomains: hostedDomain === undefined ? undefined : names('hostedDomain', hostedDomain),
    requiredScopes,
    // Google documents both spellings.
    issuers: issuer === google.issuer ? [issuer, 'accounts.google.com'] : [issuer],
    endpoints: {
      issuer: secureUrl('endpoints.issuer', issuer),
      jwks: secureUrl('endpoints.jwks', endpoints.jwks ?? google.jwks),
      tokeninfo: secureUrl('endpoints.tokeninfo', endpoints.tokeninfo ?? google.tokeninfo),
      userinfo: secureUrl('endpoints.userinfo', endpoints.userinfo ?? google.userinfo),
    },
  };
}
