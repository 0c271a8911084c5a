import type { RemoteOptions } from '../../remote/options.ts';

/** The options of `githubTokenVerifier`. The default of `maxAge` is 60 seconds. */
export interface GithubTokenVerifierOptions extends RemoteOptions {
  /** The OAuth app or GitHub App whose tokens are accepted. */
  readonly clientId: string;
  readonly clientSecret: string;
  /**
   * The REST API. Default: `https://api.github.com`. For GitHub Enterprise Server it is
   * `https://HOSTNAME/api/v3`, with data residency `https://api.SUBDOMAIN.ghe.com`.
   */
  readonly apiUrl?: string | undefined;
  /** Scopes that every token needs. Tokens of GitHub Apps have none. */
  readonly requiredScopes?: readonly string[] | undefined;
}
