import { decodeJwt } from 'jose';
import type { CustomFetch, ServerMetadata } from 'openid-client';
import type { Grant } from '../../upstream/openid-sign-in.ts';

/**
 * Google documents two spellings of `iss` in ID tokens, `https://accounts.google.com` and the same
 * without scheme, and `openid-client` compares with one. Where the token turns out to have the
 * second, the answer that is already here is checked once more against that spelling: same keys,
 * same checks, no second request, since a code works once.
 *
 * @param grant runs the code grant against the metadata, fetch and callback it is given
 */
export async function inEitherSpelling<Result>(
  metadata: ServerMetadata,
  fetch: CustomFetch,
  callback: URL,
  grant: Grant<Result>,
): Promise<Result> {
  const withoutScheme = metadata.issuer.replace(/^https?:\/\//, '');
  let answer: Response | undefined;
  const keeping: CustomFetch = async (url, init) => {
    const response = await fetch(url, init);
    if (url === metadata.token_endpoint) answer = response.clone();
    return response;
  };
  try {
    return await grant(metadata, keeping, callback);
  } catch (error) {
    const kept = answer;
    if (kept === undefined || (await claimedIssuer(kept.clone())) !== withoutScheme) throw error;
    // `iss` of the authorization response (RFC 9207) has one spelling and passed already.
    const { authorization_response_iss_parameter_supported: _, ...rest } = metadata;
    const withoutIss = new URL(callback);
    withoutIss.searchParams.delete('iss');
    const replaying: CustomFetch = async (url, init) =>
      url === metadata.token_endpoint ? kept : fetch(url, init);
    return grant({ ...rest, issuer: withoutScheme }, replaying, withoutIss);
  }
}

/** `iss` as the ID token has it, nothing verified: it only decides what to compare with. */
async function claimedIssuer(response: Response): Promise<string | undefined> {
  try {
    const { id_token: idToken } = (await response.json()) as { id_token?: unknown };
    return typeof idToken === 'string' ? decodeJwt(idToken).iss : undefined;
  } catch {
    return undefined;
  }
}
