import { type JsonServer, openJsonServer } from './json-server.ts';

/** What Google tells of an access token. */
export interface TokenInfo {
  readonly aud: string;
  readonly azp: string;
  readonly sub: string;
  readonly scope: string;
  readonly email?: string;
}

/** Google's tokeninfo, which the emulator does not have. The token has to come in a header. */
export function openGoogleApi(tokens: ReadonlyMap<string, TokenInfo>): Promise<JsonServer> {
  return openJsonServer(({ url, headers }) => {
    const info = tokens.get((headers.authorization ?? '').replace(/^Bearer /, ''));
    if (url !== '/tokeninfo' || info === undefined) {
      return { status: 400, body: { error: 'invalid_token' } };
    }
    const exp = String(Math.floor(Date.now() / 1000) + 3600);
    return { status: 200, body: { ...info, exp, email_verified: 'true' } };
  });
}
