import type { RemoteOptions } from '../../remote/options.ts';

/** What `googleTokenVerifier` takes. `maxAge` is 60 seconds unless said otherwise. */
export interface GoogleTokenVerifierOptions extends RemoteOptions {
  /** The OAuth client or clients whose tokens are accepted: `….apps.googleusercontent.com`. */
  readonly clientId: string | readonly string[];
  /**
   * The Google Workspace or Cloud organisation, or organisations, that users have to be of, as
   * Google says by `hd`. The domain of the e-mail address says nothing about it. Access tokens
   * then need the scope `openid`, since Google tells it at the userinfo endpoint alone.
   */
  readonly hostedDomain?: string | readonly string[] | undefined;
  /**
   * Whether ID tokens are accepted as well. They are no access tokens: made for the client, they
   * carry no scopes, cannot be revoked and are sent to more places. Default: false.
   */
  readonly idTokens?: boolean | undefined;
  /** Scopes that every token needs. ID tokens have none. */
  readonly requiredScopes?: readonly string[] | undefined;
  /** Addresses other than Google's own, for emulators. */
  readonly endpoints?: Partial<GoogleEndpoints> | undefined;
}

/** All https, or http on this machine. */
export interface GoogleEndpoints {
  /** As ID tokens have it, where it is not Google's. */
  readonly issuer: string;
  readonly jwks: string;
  readonly tokeninfo: string;
  readonly userinfo: string;
}
