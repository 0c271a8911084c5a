import type { Emulators } from '@gatehouse/emulators';
import { Person } from './person.ts';

/** Signs somebody in at the emulated GitHub, and redeems the code as its OAuth app would. */
export async function githubToken(
  { GITHUB_URL, GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET }: Emulators['environment'],
  redirectUri: string,
  login: string,
): Promise<string> {
  const authorize = new URL('/login/oauth/authorize', GITHUB_URL);
  authorize.search = new URLSearchParams({
    client_id: GITHUB_CLIENT_ID,
    redirect_uri: redirectUri,
    scope: 'read:user',
  }).toString();
  const { access_token: token } = await redeemed(
    authorize,
    login,
    `${GITHUB_URL}/login/oauth/access_token`,
    {
      client_id: GITHUB_CLIENT_ID,
      client_secret: GITHUB_CLIENT_SECRET,
      redirect_uri: redirectUri,
    },
  );
  return token ?? '';
}

/** The same at the emulated Google, for the ID token. */
export async function googleIdToken(
  { GOOGLE_ISSUER, GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET }: Emulators['environment'],
  redirectUri: string,
  email: string,
): Promise<string> {
  const authorize = new URL('/o/oauth2/v2/auth', GOOGLE_ISSUER);
  authorize.search = new URLSearchParams({
    client_id: GOOGLE_CLIENT_ID,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid email profile',
  }).toString();
  const { id_token: token } = await redeemed(authorize, email, `${GOOGLE_ISSUER}/oauth2/token`, {
    client_id: GOOGLE_CLIENT_ID,
    client_secret: GOOGLE_CLIENT_SECRET,
    redirect_uri: redirectUri,
  });
  return token ?? '';
}

async function redeemed(
  authorize: URL,
  account: string,
  tokenUrl: string,
  parameters: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string>>> {
  const { origin } = authorize;
  // Only the provider is in this person's web, so that they stop where the client would listen.
  const person = new Person({ issuer: origin, upstreamUrls: [] });
  const { url } = await person.chooseAccount(await person.browser.open(authorize), account);
  const code = url.searchParams.get('code') ?? '';
  const body = new URLSearchParams({ grant_type: 'authorization_code', code, ...parameters });
  const headers = { accept: 'application/json' };
  const response = await fetch(tokenUrl, { method: 'POST', headers, body });
  return (await response.json()) as Record<string, string>;
}
