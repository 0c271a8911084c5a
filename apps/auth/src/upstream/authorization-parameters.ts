import { calculatePKCECodeChallenge } from 'openid-client';
import type { AuthorizationUrlRequest, UpstreamExpectation } from './connector.ts';

/** Values of `prompt` that ask who somebody is, though they are signed in (OpenID Connect Core §3.1.2.1). */
export type AccountPrompt = 'select_account' | 'login';

/**
 * Parameters of an authorization request that every provider takes (RFC 6749 §4.1.1, RFC 7636).
 *
 * @param accountPrompt what it takes for letting people choose among their accounts
 */
export async function authorizationParameters(
  { redirectUri, state, codeVerifier, selectAccount }: AuthorizationUrlRequest,
  scope: string,
  accountPrompt: AccountPrompt = 'select_account',
): Promise<Record<string, string>> {
  return {
    redirect_uri: redirectUri,
    scope,
    state,
    code_challenge: await calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    ...(selectAccount ? { prompt: accountPrompt } : {}),
  };
}

/**
 * The callback with the browser's query and our own address. Behind a proxy the request does not
 * know its public address, and the redirect URI has to be the one that was sent (RFC 6749 §4.1.3).
 */
export function callbackUrl(callback: URL, { redirectUri }: UpstreamExpectation): URL {
  const url = new URL(redirectUri);
  url.search = callback.search;
  return url;
}
