import { RemoteServer } from '../../remote/remote-server.ts';
import type { RemoteRequest } from '../../remote/request-json.ts';
import { remoteSettings } from '../../remote/options.ts';
import type { AuthInfo } from '../../contract/auth-info.ts';
import { InvalidTokenError } from '../../errors/errors.ts';
import { parseScopes, requireScopes } from '../../scopes/scopes.ts';
import { checkForm } from '../../token/form.ts';
import type { Verifier } from '../../contract/verifier.ts';
import { cached } from '../../caching/cached.ts';
import { secureUrl, text } from '../../options/checked-options.ts';
import { type GithubClaims, readTokenCheck } from './claims.ts';
import type { GithubTokenVerifierOptions } from './options.ts';

/** Users' tokens of OAuth apps, and of GitHub Apps. Not `ghp_`, `github_pat_`, `ghs_`, `ghr_`. */
const prefixes = ['gho_', 'ghu_'];
/** Characters. */
const maxTokenLength = 2048;

/**
 * A verifier of GitHub users' tokens that were issued to one app, this server's own.
 *
 * ```ts
 * githubTokenVerifier({ clientId, clientSecret });
 * ```
 *
 * It uses GitHub's "check a token" with the credentials of the app, which answers only for tokens of
 * that app. A token of another app has to be refused, because the owner of that app could use it here
 * as the user. The endpoint `/user` would not show the difference.
 *
 * Tokens that begin with `gho_` (OAuth apps) or `ghu_` (GitHub Apps) are accepted. Personal access
 * tokens (`ghp_`, `github_pat_`) belong to no app. They are refused without being sent to GitHub.
 *
 * `subject` is the user's number, `claims.preferred_username` the login. `expiresAt` is `maxAge` seconds
 * from now, or the expiry of the token, if that is sooner. GitHub allows an app 5,000 such requests an
 * hour; after that the answer here is 503.
 *
 * @throws {@link ConfigurationError}
 */
export function githubTokenVerifier(options: GithubTokenVerifierOptions): Verifier<GithubClaims> {
  const clientId = text('clientId', options.clientId);
  const clientSecret = text('clientSecret', options.clientSecret);
  const apiUrl = secureUrl('apiUrl', options.apiUrl ?? 'https://api.github.com').replace(/\/$/, '');
  const { requiredScopes = [] } = options;
  const settings = remoteSettings(options, 60);
  const { clock, maxAge, maxEntries } = settings;
  const server = new RemoteServer(settings);
  const issuer = webUrl(apiUrl);
  const url = `${apiUrl}/applications/${encodeURIComponent(clientId)}/token`;
  const headers = {
    accept: 'application/vnd.github+json',
    authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}`,
    'content-type': 'application/json',
    'user-agent': 'gatehouse-auth-core',
    'x-github-api-version': '2022-11-28',
  };

  function checkTokenRequest(token: string): RemoteRequest {
    const body = JSON.stringify({ access_token: token });
    return { url, method: 'POST', headers, body, refusalStatuses: [404], sendsCredentials: true };
  }

  async function verify(token: string): Promise<AuthInfo<GithubClaims>> {
    if (!prefixes.some((prefix) => token.startsWith(prefix))) {
      throw new InvalidTokenError('token_unrecognised', 'not a token of an app for a user');
    }
    checkForm(token, maxTokenLength);
    const answer = await server.request(() => checkTokenRequest(token));
    if (!answer) throw new InvalidTokenError('token_inactive', 'GitHub does not know the token');
    const now = Math.floor(clock() / 1000);
    const claims = server.readResponse(() => readTokenCheck(answer, clientId, now));
    const scopes = parseScopes(claims.scope);
    requireScopes({ scopes }, requiredScopes);
    return {
      token,
      clientId,
      scopes,
      expiresAt: Math.min(now + Math.max(maxAge, 1), claims.exp ?? Number.POSITIVE_INFINITY),
      subject: claims.sub,
      issuer,
      extra: { claims },
    };
  }

  const verifier: Verifier<GithubClaims> = {
    verify,
    recognises: (shape) => shape.kind === 'opaque' && prefixes.includes(shape.prefix ?? ''),
    shapes: prefixes.map((prefix) => ({ kind: 'opaque', prefix })),
  };
  return cached(verifier, { maxAge, maxEntries, clock });
}

/** The address of GitHub's web pages, made from that of its API. It is the issuer of the users. */
function webUrl(apiUrl: string): string {
  const { protocol, host } = new URL(apiUrl);
  return `${protocol}//${host.replace(/^api\./, '')}`;
}
