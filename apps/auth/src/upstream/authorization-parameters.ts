import { calculatePKCECodeChallenge } from 'openid-client';
import type { AuthorizationUrlRequest, UpstreamExpectation } from './connector.ts';

/** Parameters of an authorization request that every provider takes (RFC 6749 §4.1.1, RFC 7636). */
export async function authorizationParameters(
  { redirectUri, state, codeVerifier, selectAccount }: AuthorizationUrlRequest,
  scope: string,
): Promise<Record<string, string>> {
  return {
    redirect_uri: redirectUri,
    scope,
    state,
    code_challenge: await calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    ...(selectAccount ? { prompt: 'select_account' } : {}),
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
