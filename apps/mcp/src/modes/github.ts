import { githubTokenVerifier, type Verifier } from '@gatehouse/auth-core';

import { type ClientCredentials, readClientCredentials } from './client-credentials.ts';
import { readEndpoint } from './issuer-url.ts';
import { asking, type ModeContext, type VerifierDependencies } from './mode.ts';

/** Tokens are those of GitHub users, issued to one app. */
export interface GithubMode extends ClientCredentials {
  readonly mode: 'github';
  readonly apiUrl: string;
}

export function readGithubMode(context: ModeContext): GithubMode {
  const apiUrl = readEndpoint(context, 'GITHUB_API_URL', 'https://github.example.com/api/v3');
  return {
    mode: 'github',
    ...readClientCredentials(context, 'https://github.com/settings/developers'),
    apiUrl: apiUrl ?? 'https://api.github.com',
  };
}

export function githubVerifier(
  { clientId, clientSecret, apiUrl }: GithubMode,
  dependencies: VerifierDependencies,
): Verifier {
  const remote = asking(dependencies, 'token_check');
  return githubTokenVerifier({ clientId, clientSecret, apiUrl, ...remote });
}

/** The authorization server for GitHub, as in the metadata of GitHub's own MCP server. */
export function githubAuthorizationServer({ apiUrl }: GithubMode): string {
  const { origin } = new URL(apiUrl);
  return `${origin.replace('//api.', '//')}/login/oauth`;
}
