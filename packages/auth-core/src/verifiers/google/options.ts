import type { RemoteOptions } from '../../remote/options.ts';

/** The options of `googleTokenVerifier`. The default of `maxAge` is 60 seconds. */
export interface GoogleTokenVerifierOptions extends RemoteOptions {
  /** The OAuth client or clients whose tokens are accepted: `….apps.googleusercontent.com`. */
  readonly clientId: string | readonly string[];
  /**
   * The Google Workspace or Cloud organisation, or organisations, of which users have to be members,
   * as in Google's claim `hd`. The domain of the e-mail address does not prove it. Access tokens then
   * need the scope `openid`, because only the userinfo endpoint has `hd`.
   */
  readonly hostedDomain?: string | readonly string[] | undefined;
  /**
   * Whether ID tokens are accepted as well. They are not access tokens: they are meant for the client,
   * have no scopes, cannot be revoked, and clients send them to more places. Default: false.
   */
  readonly idTokens?: boolean | undefined;
  /** Scopes that every token needs. ID tokens have no scopes. */
  readonly requiredScopes?: readonly string[] | undefined;
  /** Addresses to use instead of Google's, for emulators. */
  readonly endpoints?: Partial<GoogleEndpoints> | undefined;
}

/** All https, or http on this machine. */
export interface GoogleEndpoints {
  /** The `iss` of ID tokens. */
  readonly issuer: string;
  readonly jwks: string;
  readonly tokeninfo: string;
  readonly userinfo: string;
}
