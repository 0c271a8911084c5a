import { type CryptoKey, exportJWK, generateKeyPair } from 'jose';

import { fakeServer } from '../../remote/fake-server.fixture.ts';
import type { Claims } from '../../token/claims.ts';
import { signCompact } from '../../testing/index.ts';
import { googleTokenVerifier } from './google.ts';
import type { GoogleTokenVerifierOptions } from './options.ts';

export const start = Date.UTC(2026, 10, 24);
export const seconds = start / 1000;
export const clientId = '1234-abcd.apps.googleusercontent.com';
export const accessToken = 'ya29.a0AfH6SMBx-example_token';
export const tokeninfoUrl = 'https://oauth2.googleapis.com/tokeninfo';
export const userinfoUrl = 'https://openidconnect.googleapis.com/v1/userinfo';
export const jwksUrl = 'https://www.googleapis.com/oauth2/v3/certs';

/** The answer of tokeninfo, where numbers and booleans are strings. */
export const tokeninfo: Claims = {
  azp: clientId,
  aud: clientId,
  sub: '110169484474386276334',
  scope: 'openid https://www.googleapis.com/auth/userinfo.email',
  exp: String(seconds + 3599),
  expires_in: '3599',
  email: 'ada@example.com',
  email_verified: 'true',
  access_type: 'online',
};

export const userinfo: Claims = {
  sub: '110169484474386276334',
  email: 'ada@example.com',
  email_verified: true,
  hd: 'example.com',
};

const keys = generateKeyPair('RS256', { extractable: true });

/** An ID token for one hour, except for the changes. */
export async function idToken(claims: object = {}, header: object = {}, key?: CryptoKey) {
  const said = {
    iss: 'https://accounts.google.com',
    azp: clientId,
    aud: clientId,
    sub: '110169484474386276334',
    email: 'ada@example.com',
    email_verified: true,
    hd: 'example.com',
    at_hash: 'HK6E_P6Dh8Y93mRNtsDB1Q',
    nonce: '0394852-3190485-2490358',
    iat: seconds,
    exp: seconds + 3600,
    ...claims,
  };
  const { privateKey } = await keys;
  const head = { alg: 'RS256', typ: 'JWT', kid: 'google-1', ...header };
  return signCompact(head, said, key ?? privateKey, 'RS256');
}

/** Google, a verifier that asks it, and a clock they share. */
export function google(options: Partial<GoogleTokenVerifierOptions> = {}) {
  const state = {
    now: start,
    tokeninfo: (): unknown => tokeninfo,
    userinfo: (): unknown => userinfo,
    problems: [] as unknown[],
  };
  const server = fakeServer(async ({ url }) => {
    if (url.endsWith('/tokeninfo')) return state.tokeninfo();
    if (url.endsWith('/userinfo')) return state.userinfo();
    const jwk = await exportJWK((await keys).publicKey);
    return { keys: [{ ...jwk, kid: 'google-1', use: 'sig', alg: 'RS256' }] };
  });
  const verifier = googleTokenVerifier({
    clientId,
    clock: () => state.now,
    fetch: server.fetch,
    onProblem: (problem) => state.problems.push(problem),
    ...options,
  });
  return Object.assign(state, {
    verifier,
    sent: server.sent,
    asked: () => server.sent.map(({ url }) => url),
  });
}
